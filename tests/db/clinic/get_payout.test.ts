import { describe, expect, it } from 'vitest'
import { callAgenda, helena, patients, sueli } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import {
  decide,
  itIsNotForTheReception,
  month,
  onePaidSession,
  payout,
  therapist,
} from '../support/payouts.ts'

const db = await createDatabase()

describe('get_payout', () => {
  it('shows the owner and the therapist one and the same month, with what happened to it', () =>
    db.rolledBack(async (session) => {
      await onePaidSession(session)
      await decide(session, 'close_payout', { month: month(-1) })
      const seen = await payout(session, month(-1))
      expect(seen).toMatchObject({
        clinic_name: 'Clínica Aurora',
        therapist_name: 'Helena Terapeuta',
        status: 'closed',
        closed_by_name: 'Dona Aurora',
        events: [{ kind: 'closed', total_cents: 10800, by_name: 'Dona Aurora' }],
      })
      expect(await payout(session, month(-1), { as: therapist })).toEqual(seen)
    }))

  it.each([
    [sueli, month(), 'PT404', 'therapist_not_found'],
    [helena, null, 'PT400', 'invalid_date'],
  ])('does not show a therapist the month of %s in %s', (who, of, state, code) =>
    db.rolledBack(async (session) => {
      await onePaidSession(session)
      await expectError(payout(session, of as string, { who, as: therapist }), state, code)
    }),
  )

  it('does not know who does not treat', () =>
    db.rolledBack((session) =>
      expectError(payout(session, month(), { who: patients.ana }), 'PT404', 'therapist_not_found'),
    ))
})

itIsNotForTheReception(db, (sql) =>
  callAgenda(sql, 'select %s', 'get_payout', { therapist_id: helena, month: month() }),
)
