import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, openAgenda, patients } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { created, leader, publish, runs, save, task, tell, workflow } from '../support/workflows.ts'

const db = await createDatabase()

describe('stop_workflow', () => {
  it('starts no more; who is inside goes on, or stops as well', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const { id } = await publish(session, workflow([task('one')]))
      await tell(session, created())
      expect(await ask(session, 'stop_workflow', { id }, leader)).toMatchObject({ status: 'stopped' })
      expect(await tell(session, created(patients.bia))).toBe(0)
      expect(await runs(session)).toMatchObject([{ state: 'running' }])
      await ask(session, 'stop_workflow', { id, stops_runs: true }, leader)
      expect(await runs(session)).toMatchObject([{ state: 'stopped', reason: 'workflow_stopped' }])
    }))

  it('is of what was published', () =>
    db.rolledBack(async (session) => {
      const { id } = await save(session, workflow([task('one')]))
      await expectRefusal(
        () => ask(session, 'stop_workflow', { id }, leader),
        'PT409',
        'workflow_not_published',
      )
      await expectRefusal(() => ask(session, 'stop_workflow', { id }), 'PT403', 'forbidden')
    }))

  itIsForMembers(db, (sql) => sql`select public.stop_workflow(${aurora.id}, ${randomUUID()})`)
})
