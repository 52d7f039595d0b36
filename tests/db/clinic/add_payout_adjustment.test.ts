import { describe, expect, it } from 'vitest'
import { ask, callAgenda, helena, patients } from '../support/agenda.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import {
  decide,
  expectPayoutsInOrder,
  itIsForPayoutKeepers,
  lines,
  month,
  onePaidSession,
  owner,
  ruleId,
} from '../support/payouts.ts'

const db = await createDatabase()

const adjust = (session: Session, changes: object = {}) =>
  ask(
    session,
    'add_payout_adjustment',
    {
      id: ruleId,
      therapist_id: helena,
      month: month(-1),
      amount_cents: -1800,
      reason: 'Sala em outubro',
      ...changes,
    },
    owner,
  )

describe('add_payout_adjustment', () => {
  it('changes the total by hand, once for its id, with the reason on the line', () =>
    db.rolledBack(async (session) => {
      await onePaidSession(session)
      for (let n = 0; n < 2; n++) {
        expect(await adjust(session)).toMatchObject({ total_cents: 9000, adjustment_cents: -1800 })
      }
      expect(await lines(session, month(-1))).toMatchObject([
        { kind: 'paid' },
        {
          kind: 'adjustment',
          amount_cents: -1800,
          note: 'Sala em outubro',
          by_name: 'Dona Aurora',
          is_late: false,
        },
      ])
      await expectError(adjust(session, { amount_cents: 5 }), 'PT409', 'entry_id_in_use')
      await expectPayoutsInOrder(session)
    }))

  it('changes no closed month', () =>
    db.rolledBack(async (session) => {
      await onePaidSession(session)
      await decide(session, 'close_payout', { month: month(-1) })
      await expectError(adjust(session), 'PT409', 'payout_closed')
    }))

  it.each([
    [{ amount_cents: 0 }, 'PT400', 'invalid_amount'],
    [{ reason: '' }, 'PT400', 'money_reason_required'],
    [{ id: null }, 'PT400', 'missing_client_id'],
    [{ month: month(1) }, 'PT400', 'invalid_date'],
    [{ therapist_id: patients.ana }, 'PT404', 'therapist_not_found'],
  ])('refuses %j', (changes, state, code) =>
    db.rolledBack(async (session) => {
      await onePaidSession(session)
      await expectError(adjust(session, changes), state, code)
    }),
  )
})

itIsForPayoutKeepers(db, (sql) =>
  callAgenda(sql, 'select %s', 'add_payout_adjustment', {
    id: ruleId,
    therapist_id: helena,
    month: month(),
    amount_cents: 1,
    reason: 'x',
  }),
)
