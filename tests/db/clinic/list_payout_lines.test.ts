import { describe, expect, it } from 'vitest'
import { callAgenda, helena, list, patients, sueli } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import {
  chargedLastMonth,
  decide,
  itIsNotForTheReception,
  lastMonth,
  lines,
  month,
  onePaidSession,
  owner,
  receiveOn,
  therapist,
  type Line,
} from '../support/payouts.ts'

const db = await createDatabase()

describe('list_payout_lines', () => {
  it('names session, patient, payment and rule of each line', () =>
    db.rolledBack(async (session) => {
      const { charge, payment } = await onePaidSession(session)
      const seen = await lines(session, month(-1))
      expect(seen).toMatchObject([
        {
          kind: 'paid',
          amount_cents: 10800,
          paid_cents: 18000,
          percent: '60.00',
          charge_id: charge.id,
          payment_id: payment,
          origin: 'session',
          starts_local: `${lastMonth}T10:00`,
          type_name: 'Individual',
          patient_name: 'Ana Prado',
          payer_name: 'Ana Prado',
          method: 'pix',
          is_late: false,
        },
      ])
      expect(await lines(session, month(-1), { as: therapist })).toEqual(seen)
    }))

  it('goes on after a line, also in a closed month', () =>
    db.rolledBack(async (session) => {
      await onePaidSession(session)
      const other = await chargedLastMonth(session, { who: patients.bia, at: '14:00' })
      await receiveOn(session, other, lastMonth)
      const asked = { therapist_id: helena, month: month(-1) }
      for (let n = 0; n < 2; n++) {
        const [first] = await list<Line>(session, 'list_payout_lines', { ...asked, limit: 1 }, owner)
        const rest = await list<Line>(session, 'list_payout_lines', { ...asked, after: first!.number }, owner)
        expect([first!.patient_name, ...rest.map((line) => line.patient_name)]).toEqual([
          'Ana Prado',
          'Bia Reis',
        ])
        await decide(session, 'close_payout', { month: month(-1) })
      }
    }))

  it('keeps the names of a closed month', () =>
    db.rolledBack(async (session) => {
      await onePaidSession(session)
      await decide(session, 'close_payout', { month: month(-1) })
      const closed = await lines(session, month(-1))
      await session.asPostgres(
        (sql) => sql`update public.patients set full_name = 'Ana Souza Prado' where id = ${patients.ana}`,
      )
      expect(await lines(session, month(-1))).toEqual(closed)
      await decide(session, 'reopen_payout', { month: month(-1), reason: 'Nome' })
      expect(await lines(session, month(-1))).toMatchObject([{ patient_name: 'Ana Souza Prado' }])
    }))

  it('shows a therapist no lines of others', () =>
    db.rolledBack(async (session) => {
      await onePaidSession(session)
      await expectError(
        lines(session, month(-1), { who: sueli, as: therapist }),
        'PT404',
        'therapist_not_found',
      )
    }))
})

itIsNotForTheReception(db, (sql) =>
  callAgenda(sql, 'select * from %s', 'list_payout_lines', { therapist_id: helena, month: month() }),
)
