import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, openAgenda } from '../support/agenda.ts'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import {
  after,
  created,
  leader,
  noon,
  publish,
  runs,
  task,
  tell,
  walked,
  work,
  workflow,
} from '../support/workflows.ts'

const db = await createDatabase()

describe('change_workflow_run', () => {
  const change = async (session: Session, act: string, as: Email = leader) =>
    ask(session, 'change_workflow_run', { id: (await runs(session))[0]!.id, act }, as)

  it('pauses, goes on and stops', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await publish(
        session,
        workflow([
          { id: 'wait', kind: 'wait', options: { minutes: 5 } },
          task('one'),
          { id: 'more', kind: 'wait', options: { minutes: 5 } },
        ]),
      )
      await tell(session, created())
      await work(session)
      await change(session, 'pause')
      await work(session, after(60))
      expect(await walked(session)).toEqual(['wait waiting'])
      await change(session, 'resume')
      await work(session, after(60))
      expect(await walked(session)).toEqual(['wait done', 'one done', 'more waiting'])
      expect(await change(session, 'stop')).toMatchObject({ state: 'stopped', reason: 'stopped_by_person' })
      await work(session, after(600, noon))
      expect(await walked(session)).toEqual(['wait done', 'one done', 'more stopped'])
    }))

  it('refuses what does not fit, and the desk', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await publish(session, workflow([task('one')]))
      await tell(session, created())
      for (const act of ['resume', 'retry', 'fly'])
        await expectRefusal(() => change(session, act), 'PT409', 'workflow_run_state')
      await expectRefusal(() => change(session, 'stop', 'recepcao@aurora.test'), 'PT403', 'forbidden')
      await work(session)
      await expectRefusal(() => change(session, 'stop'), 'PT409', 'workflow_run_state')
    }))

  itIsForMembers(db, (sql) => sql`select public.change_workflow_run(${aurora.id}, ${randomUUID()}, 'stop')`)
})
