import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, openAgenda, patients, sessionId, sueli } from '../support/agenda.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForMembers } from '../support/guards.ts'
import { charges, day, receive, type Charge } from '../support/money.ts'

const db = await createDatabase()

/** Ana owes a session of Helena's. */
async function oneCharge(session: Session): Promise<Charge> {
  await openAgenda(session)
  await book(session, { start_local: `${day(-1)}T15:00` })
  return (await charges(session))[0]!
}

describe('get_patient_money', () => {
  it('says what is open, overdue and to come, and who pays', () =>
    db.rolledBack(async (session) => {
      await receive(session, [await oneCharge(session)], { amount: 8000 })
      await book(session, { id: patients.davi, start_local: `${day(3)}T15:00`, therapist_id: sueli })
      const money = (as?: 'terapeuta@aurora.test') =>
        ask(session, 'get_patient_money', { patient_id: patients.ana }, as)
      expect(await money()).toMatchObject({
        open_cents: 10000,
        overdue_cents: 10000,
        later_cents: 18000,
        later_charges: 1,
        payers: [{ name: 'Ana Prado', is_patient: true, balance_cents: 28000, credit_cents: 0 }],
      })
      expect(await money('terapeuta@aurora.test')).toEqual({
        open_cents: 10000,
        overdue_cents: 10000,
        later_cents: 0,
        later_charges: 0,
        payers: null,
      })
    }))

  it('knows the patient', () =>
    expectError(ask(db, 'get_patient_money', { patient_id: sessionId }), 'PT404', 'patient_not_found'))
})

itIsForMembers(db, (sql) => callAgenda(sql, 'select %s', 'get_patient_money', { patient_id: sessionId }))
