import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, openAgenda, patients, sessionId, types } from '../support/agenda.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { bills, charges, day, expectBooksInOrder, itIsForTheDesk, receive } from '../support/money.ts'

const db = await createDatabase()

const couple = (session: Session, changes: object = {}) =>
  book(session, {
    start_local: `${day(-1)}T15:00`,
    session_type_id: types.couple,
    patient_ids: [patients.ana, patients.bia],
    price_cents: 30000,
    ...changes,
  })
const charged = async (session: Session) =>
  (await charges(session)).map(({ patient_name, amount_cents }) => [patient_name, amount_cents]).sort()

describe('set_session_charging', () => {
  it('charges a couple once, by who stands first, and each again', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await couple(session)
      expect(await charged(session)).toHaveLength(2)
      const charging = (once: boolean | null) =>
        ask(session, 'set_session_charging', { session_id: sessionId, once })
      expect(await charging(true)).toMatchObject({ charges_once: true })
      expect(await charged(session)).toEqual([['Ana Prado', 30000]])
      expect((await bills(session, sessionId)).map(({ plan }) => plan)).toEqual(['single', 'shared'])
      await charging(null)
      expect(await charged(session)).toHaveLength(2)
      await expectBooksInOrder(session)
    }))

  it('is so from the booking on where the type, or the form, says so', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await ask(session, 'save_session_type', { id: types.couple, type: { charges_once: true } })
      await couple(session)
      expect(await charged(session)).toEqual([['Ana Prado', 30000]])
      await couple(session, { id: patients.davi, start_local: `${day(-2)}T15:00`, charges_once: false })
      expect(await charged(session)).toHaveLength(3)
    }))

  it('one of two is enough, and who leaves hands the charge on', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await couple(session, { charges_once: true })
      const attend = (patient_id: string, status: string) =>
        ask(session, 'set_attendance', { id: sessionId, patient_id, status })
      await ask(session, 'save_absence_policy', { policy: { missed_percent: 50 } })
      await attend(patients.ana, 'missed')
      await attend(patients.bia, 'attended')
      expect(await charged(session)).toEqual([['Ana Prado', 30000]])
      await attend(patients.bia, 'missed')
      expect(await charged(session)).toEqual([['Ana Prado', 15000]])
      await attend(patients.ana, 'cancelled')
      await attend(patients.bia, 'attended')
      expect(await charged(session)).toEqual([['Bia Reis', 30000]])
      await receive(session, await charges(session))
      await attend(patients.ana, 'attended')
      await expectBooksInOrder(session)
    }))
})

itIsForTheDesk(db, (sql) =>
  callAgenda(sql, 'select %s', 'set_session_charging', { session_id: sessionId, once: true }),
)
