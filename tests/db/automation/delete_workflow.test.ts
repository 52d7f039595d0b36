import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, openAgenda } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { created, leader, publish, task, tell, workflow } from '../support/workflows.ts'

const db = await createDatabase()

describe('delete_workflow', () => {
  it('removes what never ran', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const { id } = await publish(session, workflow([task('one')]))
      await expectRefusal(() => ask(session, 'delete_workflow', { id }), 'PT403', 'forbidden')
      await tell(session, created())
      await expectRefusal(() => ask(session, 'delete_workflow', { id }, leader), 'PT409', 'workflow_has_runs')
      const other = await publish(session, workflow([task('one')], 'birthday'))
      await ask(session, 'delete_workflow', { id: other.id }, leader)
      expect(await ask(session, 'list_workflows')).toMatchObject([{ id }])
    }))

  itIsForMembers(db, (sql) => sql`select public.delete_workflow(${aurora.id}, ${randomUUID()})`)
})
