import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { openWaitingList } from '../support/waiting-list.ts'
import { created, leader, publish, say, task, tell, work, workflow } from '../support/workflows.ts'

const db = await createDatabase()

describe('list_workflows', () => {
  it('says who is inside, what failed and what it cost; the cost to leaders', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session, null)
      await publish(
        session,
        workflow([say('one'), { id: 'two', kind: 'wait', options: { minutes: 5 } }, task('three')]),
      )
      const now = new Date().toISOString()
      await tell(session, created(), now)
      await work(session, now)
      const expected = {
        trigger_kind: 'patient.created',
        step_count: 3,
        version: 1,
        inside: 1,
        runs_today: 1,
        runs_30d: 1,
        failed_30d: 0,
      }
      expect(await ask(session, 'list_workflows', {}, leader)).toMatchObject([
        { ...expected, credits_30d: expect.any(Number) },
      ])
      expect(await ask(session, 'list_workflows')).toMatchObject([{ ...expected, credits_30d: null }])
    }))

  itIsForMembers(db, (sql) => sql`select public.list_workflows(${aurora.id})`)
})
