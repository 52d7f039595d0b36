import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, openAgenda, patients, sueli } from '../support/agenda.ts'
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

describe('sum_session_charges', () => {
  it('adds up what the list shows', () =>
    db.rolledBack(async (session) => {
      await receive(session, [await oneCharge(session)], { amount: 5000 })
      await book(session, {
        id: patients.bia,
        therapist_id: sueli,
        patient_ids: [patients.bia],
        start_local: `${day(3)}T15:00`,
      })
      const sums = (where = {}, as?: 'terapeuta@aurora.test') =>
        ask(session, 'sum_session_charges', { where }, as)
      expect(await sums()).toEqual({
        charges: 2,
        amount_cents: 36000,
        paid_cents: 5000,
        open_cents: 31000,
        overdue_cents: 13000,
      })
      expect(await sums({ state: 'overdue' })).toMatchObject({ charges: 1, open_cents: 13000 })
      expect(await sums({}, 'terapeuta@aurora.test')).toMatchObject({ charges: 1, amount_cents: 18000 })
      await expectError(sums({ state: 'x' }), 'PT400', 'invalid_filter')
    }))
})

itIsForMembers(db, (sql) => callAgenda(sql, 'select %s', 'sum_session_charges'))
