import { describe, expect, it } from 'vitest'
import { ask, callAgenda, helena, list } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import {
  expectPayoutsInOrder,
  itIsForPayoutKeepers,
  month,
  onePaidSession,
  owner,
  payout,
  ruleId,
  saveRule,
} from '../support/payouts.ts'

const db = await createDatabase()

describe('delete_payout_rule', () => {
  it('lets the next rule count, keeps it in the history, and is no error twice', () =>
    db.rolledBack(async (session) => {
      await onePaidSession(session)
      await saveRule(session, { therapist_id: helena, percent: 90 }, { id: ruleId })
      expect(await payout(session, month(-1))).toMatchObject({ total_cents: 16200 })
      for (let n = 0; n < 2; n++) await ask(session, 'delete_payout_rule', { id: ruleId }, owner)
      expect(await payout(session, month(-1))).toMatchObject({ total_cents: 10800 })
      expect(await list(session, 'list_payout_rules', {}, owner)).toHaveLength(1)
      expect(await list(session, 'list_payout_rules', { with_history: true }, owner)).toHaveLength(2)
      await expectPayoutsInOrder(session)
    }))
})

itIsForPayoutKeepers(db, (sql) => callAgenda(sql, 'select %s', 'delete_payout_rule', { id: ruleId }))
