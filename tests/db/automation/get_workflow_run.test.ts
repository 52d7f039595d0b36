import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openAgenda } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { openWaitingList } from '../support/waiting-list.ts'
import { created, publish, runOf, runs, say, task, tell, work, workflow } from '../support/workflows.ts'

const db = await createDatabase()

describe('get_workflow_run', () => {
  it('shows each step and what became of it; its cost to leaders', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await publish(session, workflow([task('one')]))
      await tell(session, created())
      await work(session)
      const [run] = await runs(session)
      expect(await runOf(session, run!.id)).toMatchObject({
        state: 'done',
        credits: 0,
        trigger_kind: 'patient.created',
        steps: [
          { step_id: 'one', state: 'done', attempts: 1, result: { text: 'Ligar para Ana' }, credits: 0 },
        ],
      })
      expect(await runOf(session, run!.id, 'recepcao@aurora.test')).toMatchObject({ credits: null })
    }))

  it('says what became of the message that a step sent', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session, null)
      await publish(session, workflow([say('hello')]))
      await tell(session, created())
      await work(session)
      const [run] = await runs(session)
      for (const status of ['delivered', 'failed']) {
        await session.asPostgres(
          (sql) =>
            sql`update public.conversation_messages set status = ${status}, error_code = ${status === 'failed' ? 'rejected_by_provider' : null}
              where origin = 'automation'`,
        )
        expect((await runOf(session, run!.id)).steps).toMatchObject([
          { state: 'done', message_status: status },
        ])
      }
    }))

  it('knows which run', () =>
    db.rolledBack(async (session) => {
      await expectRefusal(() => runOf(session, randomUUID()), 'PT404', 'workflow_run_not_found')
    }))

  itIsForMembers(db, (sql) => sql`select public.get_workflow_run(${aurora.id}, ${randomUUID()})`)
})
