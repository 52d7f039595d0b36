import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, openAgenda, patients } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { leader, publish, runs, task, walked, work, workflow } from '../support/workflows.ts'

const db = await createDatabase()

describe('run_workflow_on_event', () => {
  it('runs on what happened before, once', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const { id } = await publish(session, workflow([task('one')]))
      const run = (event_key: string) =>
        ask<{ run_id: string; duplicate: boolean }>(
          session,
          'run_workflow_on_event',
          { id, event_key },
          leader,
        )
      const first = await run(`patient.created:${patients.ana}`)
      expect(first.duplicate).toBe(false)
      expect(await run(`patient.created:${patients.ana}`)).toEqual({ ...first, duplicate: true })
      await work(session)
      expect(await walked(session)).toEqual(['one done'])
      expect(await runs(session)).toHaveLength(1)
      await expectRefusal(() => run('patient.created:x'), 'PT404', 'workflow_event_not_found')
      await ask(session, 'stop_workflow', { id }, leader)
      await expectRefusal(() => run(`patient.created:${patients.bia}`), 'PT409', 'workflow_not_published')
    }))

  itIsForMembers(db, (sql) => sql`select public.run_workflow_on_event(${aurora.id}, ${randomUUID()}, 'x')`)
})
