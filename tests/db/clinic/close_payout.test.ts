import { describe, expect, it } from 'vitest'
import { callAgenda, helena, openAgenda, patients } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import {
  chargedLastMonth,
  decide,
  expectPayoutsInOrder,
  itIsForPayoutKeepers,
  lastMonth,
  lines,
  month,
  onePaidSession,
  payout,
  receiveOn,
  refund,
} from '../support/payouts.ts'

const db = await createDatabase()

describe('close_payout', () => {
  it('locks a month: a payment that comes later falls into the next open one, named as late', () =>
    db.rolledBack(async (session) => {
      await onePaidSession(session)
      for (let n = 0; n < 2; n++) {
        expect(await decide(session, 'close_payout', { month: month(-1), total_cents: 10800 })).toMatchObject(
          {
            status: 'closed',
            total_cents: 10800,
            events: [{ kind: 'closed' }],
          },
        )
      }
      await receiveOn(session, await chargedLastMonth(session, { at: '14:00' }), lastMonth)
      expect(await payout(session, month(-1))).toMatchObject({ total_cents: 10800, entries: 1 })
      expect(await payout(session)).toMatchObject({ total_cents: 10800, late_cents: 10800 })
      await expectPayoutsInOrder(session)
    }))

  it('goes past months that are closed too, and back to one that is open again', () =>
    db.rolledBack(async (session) => {
      const { payment } = await onePaidSession(session)
      await decide(session, 'close_payout', { month: month(-1) })
      await decide(session, 'close_payout')
      await refund(session, payment, 6000)
      expect(await lines(session, month(1))).toMatchObject([{ kind: 'returned', amount_cents: -3600 }])
      await decide(session, 'reopen_payout', { month: month(-1), reason: 'Conferir' })
      await refund(session, payment, 6000)
      expect(await lines(session, month(-1))).toMatchObject([
        { kind: 'paid', amount_cents: 10800 },
        { kind: 'returned', amount_cents: -3600, is_late: false },
      ])
      await expectPayoutsInOrder(session)
    }))

  it('closes nothing when the total is not what the screen showed', () =>
    db.rolledBack(async (session) => {
      await onePaidSession(session)
      await expectError(
        decide(session, 'close_payout', { month: month(-1), total_cents: 10799 }),
        'PT409',
        'payout_changed',
      )
      expect(await payout(session, month(-1))).toMatchObject({ status: 'open' })
    }))

  it('closes a month without lines', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      expect(await decide(session, 'close_payout')).toMatchObject({ status: 'closed', total_cents: 0 })
      expect(await lines(session)).toEqual([])
    }))

  it.each([
    [{ month: month(1) }, 'PT400', 'invalid_date'],
    [{ month: null }, 'PT400', 'invalid_date'],
    [{ therapist_id: patients.ana }, 'PT404', 'therapist_not_found'],
  ])('refuses %j', (changes, state, code) =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await expectError(decide(session, 'close_payout', changes), state, code)
    }),
  )
})

itIsForPayoutKeepers(db, (sql) =>
  callAgenda(sql, 'select %s', 'close_payout', { therapist_id: helena, month: month() }),
)
