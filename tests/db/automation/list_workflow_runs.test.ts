import { describe, expect, it } from 'vitest'
import { openAgenda } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { created, publish, runs, task, tell, work, workflow } from '../support/workflows.ts'

const db = await createDatabase()

describe('list_workflow_runs', () => {
  it('lists runs of a workflow and who is inside; members read', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const { id } = await publish(
        session,
        workflow([{ id: 'wait', kind: 'wait', options: { minutes: 5 } }, task('one')]),
      )
      await publish(session, workflow([task('one')], 'birthday'))
      await tell(session, created())
      await work(session)
      expect(await runs(session, { state: 'inside' }, 'recepcao@aurora.test')).toMatchObject([
        {
          workflow_id: id,
          state: 'waiting',
          title: 'Ana Prado',
          step_id: 'wait',
          next_at: expect.any(String),
          credits: null,
        },
      ])
      await work(session, '2030-01-08T15:00:00Z')
      expect(await runs(session, { state: 'inside' })).toEqual([])
      expect(await runs(session, { workflow_id: id, state: 'done' })).toMatchObject([{ credits: 0 }])
    }))

  itIsForMembers(db, (sql) => sql`select public.list_workflow_runs(${aurora.id})`)
})
