import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, openAgenda, patients } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { after, created, leader, publish, save, task, tell, work, workflow } from '../support/workflows.ts'

const db = await createDatabase()

describe('get_workflow', () => {
  it('knows which workflow', () =>
    db.rolledBack(async (session) => {
      const { id } = await save(session, workflow([]))
      expect(await ask(session, 'get_workflow', { id }, leader)).toMatchObject({ id, versions: [] })
      await expectRefusal(
        () => ask(session, 'get_workflow', { id: randomUUID() }),
        'PT404',
        'workflow_not_found',
      )
    }))

  it('says who is at which step now', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const { id } = await publish(
        session,
        workflow([task('one'), { id: 'two', kind: 'wait', options: { days: 1 } }, task('three')]),
      )
      expect(await ask(session, 'get_workflow', { id }, leader)).toMatchObject({ inside: {} })
      for (const patient of [patients.ana, patients.bia]) await tell(session, created(patient))
      await work(session)
      expect(await ask(session, 'get_workflow', { id }, leader)).toMatchObject({ inside: { two: 2 } })
      await work(session, after(1440))
      expect(await ask(session, 'get_workflow', { id }, leader)).toMatchObject({ inside: {} })
    }))

  itIsForMembers(db, (sql) => sql`select public.get_workflow(${aurora.id}, ${randomUUID()})`)
})
