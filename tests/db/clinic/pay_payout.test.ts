import { describe, expect, it } from 'vitest'
import { callAgenda, helena } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { day } from '../support/money.ts'
import { decide, itIsForPayoutKeepers, month, onePaidSession } from '../support/payouts.ts'

const db = await createDatabase()
const last = { month: month(-1) }

describe('pay_payout', () => {
  it('notes the day and the way of a closed month, once', () =>
    db.rolledBack(async (session) => {
      await onePaidSession(session)
      await decide(session, 'close_payout', last)
      for (const method of ['pix', 'cash']) {
        expect(await decide(session, 'pay_payout', { ...last, method, paid_on: day(-1) })).toMatchObject({
          status: 'paid',
          method: 'pix',
          paid_on: day(-1),
          events: [{ kind: 'paid', total_cents: 10800, method: 'pix' }, { kind: 'closed' }],
        })
      }
    }))

  it.each([
    [{ method: 'pix' }, 'PT409', 'payout_open'],
    [{ method: 'gold' }, 'PT400', 'invalid_method'],
    [{ method: 'pix', paid_on: day(1) }, 'PT400', 'invalid_date'],
  ])('refuses %j of an open month', (changes, state, code) =>
    db.rolledBack(async (session) => {
      await onePaidSession(session)
      await expectError(decide(session, 'pay_payout', { ...last, ...changes }), state, code)
    }),
  )
})

itIsForPayoutKeepers(db, (sql) =>
  callAgenda(sql, 'select %s', 'pay_payout', { therapist_id: helena, month: month(), method: 'pix' }),
)
