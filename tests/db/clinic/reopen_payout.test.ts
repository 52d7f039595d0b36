import { describe, expect, it } from 'vitest'
import { callAgenda, helena, openAgenda } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import {
  chargedLastMonth,
  decide,
  expectPayoutsInOrder,
  itIsForPayoutKeepers,
  lastMonth,
  month,
  onePaidSession,
  receiveOn,
} from '../support/payouts.ts'

const db = await createDatabase()
const last = { month: month(-1) }

describe('reopen_payout', () => {
  it('opens a month with a reason, takes what comes then, and closes it anew', () =>
    db.rolledBack(async (session) => {
      await onePaidSession(session)
      await decide(session, 'close_payout', last)
      for (let n = 0; n < 2; n++) {
        expect(
          await decide(session, 'reopen_payout', { ...last, reason: 'Faltou uma sessão' }),
        ).toMatchObject({
          status: 'open',
          closed_at: null,
          events: [
            { kind: 'reopened', total_cents: 10800, reason: 'Faltou uma sessão', by_name: 'Dona Aurora' },
            { kind: 'closed' },
          ],
        })
      }
      await receiveOn(session, await chargedLastMonth(session, { at: '14:00' }), lastMonth)
      expect(await decide(session, 'close_payout', last)).toMatchObject({ total_cents: 21600, late_cents: 0 })
      await expectPayoutsInOrder(session)
    }))

  it('leaves what was paid out, until that is taken back', () =>
    db.rolledBack(async (session) => {
      await onePaidSession(session)
      await decide(session, 'close_payout', last)
      await decide(session, 'pay_payout', { ...last, method: 'pix' })
      await expectError(
        decide(session, 'reopen_payout', { ...last, reason: 'Engano' }),
        'PT409',
        'payout_paid',
      )
      await decide(session, 'undo_payout_payment', last)
      expect(await decide(session, 'reopen_payout', { ...last, reason: 'Engano' })).toMatchObject({
        status: 'open',
      })
    }))

  it('needs a reason', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await expectError(decide(session, 'reopen_payout', { reason: ' ' }), 'PT400', 'money_reason_required')
    }))
})

itIsForPayoutKeepers(db, (sql) =>
  callAgenda(sql, 'select %s', 'reopen_payout', { therapist_id: helena, month: month(), reason: 'x' }),
)
