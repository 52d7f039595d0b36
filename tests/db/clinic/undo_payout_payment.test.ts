import { describe, expect, it } from 'vitest'
import { callAgenda, helena } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { decide, itIsForPayoutKeepers, month, onePaidSession } from '../support/payouts.ts'

const db = await createDatabase()
const last = { month: month(-1) }

describe('undo_payout_payment', () => {
  it('makes the month closed again, and is no error twice', () =>
    db.rolledBack(async (session) => {
      await onePaidSession(session)
      await decide(session, 'close_payout', last)
      await decide(session, 'pay_payout', { ...last, method: 'transfer' })
      for (let n = 0; n < 2; n++) {
        expect(await decide(session, 'undo_payout_payment', last)).toMatchObject({
          status: 'closed',
          total_cents: 10800,
          paid_on: null,
          method: null,
          events: [{ kind: 'payment_undone', method: 'transfer' }, { kind: 'paid' }, { kind: 'closed' }],
        })
      }
    }))
})

itIsForPayoutKeepers(db, (sql) =>
  callAgenda(sql, 'select %s', 'undo_payout_payment', { therapist_id: helena, month: month() }),
)
