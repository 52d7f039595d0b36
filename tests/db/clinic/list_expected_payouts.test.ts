import { describe, expect, it } from 'vitest'
import { callAgenda, helena, list, sueli } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import {
  chargedLastMonth,
  itIsNotForTheReception,
  month,
  onePaidSession,
  owner,
  therapist,
} from '../support/payouts.ts'

const db = await createDatabase()

describe('list_expected_payouts', () => {
  it('shows what is due and not paid, with what it would give', () =>
    db.rolledBack(async (session) => {
      await onePaidSession(session)
      const charge = await chargedLastMonth(session, { at: '14:00' })
      const asked = { therapist_id: helena, month: month(-1) }
      const seen = await list(session, 'list_expected_payouts', asked, owner)
      expect(seen).toMatchObject([
        {
          charge_id: charge.id,
          patient_name: 'Ana Prado',
          state: 'unpaid',
          open_cents: 18000,
          expected_cents: 10800,
          percent: '60.00',
        },
      ])
      expect(await list(session, 'list_expected_payouts', asked, therapist)).toEqual(seen)
    }))

  it('shows a therapist nothing of others', () =>
    db.rolledBack(async (session) => {
      await onePaidSession(session)
      const asked = { therapist_id: sueli, month: month(-1) }
      await expectError(
        list(session, 'list_expected_payouts', asked, therapist),
        'PT404',
        'therapist_not_found',
      )
    }))
})

itIsNotForTheReception(db, (sql) =>
  callAgenda(sql, 'select * from %s', 'list_expected_payouts', { therapist_id: helena, month: month() }),
)
