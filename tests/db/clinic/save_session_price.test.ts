import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, list, openAgenda, patients, sessionId, types } from '../support/agenda.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'

import { charges, day, expectBooksInOrder, itIsForTheDesk, receive, type Charge } from '../support/money.ts'

const db = await createDatabase()

/** Ana owes a session of Helena's. */
async function oneCharge(session: Session): Promise<Charge> {
  await openAgenda(session)
  await book(session, { start_local: `${day(5)}T15:00` })
  return (await charges(session))[0]!
}

const price = (session: Session, changes: object = {}, id: string = patients.davi) =>
  ask(session, 'save_session_price', {
    id,
    price: { patient_id: patients.ana, price_cents: 9000, ...changes },
  })

describe('save_session_price', () => {
  it('reaches sessions to come that nobody has paid', () =>
    db.rolledBack(async (session) => {
      const paid = await oneCharge(session)
      await receive(session, [paid])
      await book(session, { id: patients.bia, start_local: `${day(6)}T15:00` })
      await book(session, { id: patients.caio, start_local: `${day(7)}T15:00`, price_cents: 12345 })
      expect(await price(session)).toMatchObject({ patient_name: 'Ana Prado', price_cents: 9000 })
      expect((await charges(session)).map(({ amount_cents }) => amount_cents)).toEqual([18000, 9000, 12345])
      await expectBooksInOrder(session)
    }))

  it('says anew what is said already, also under another id', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await price(session)
      await price(session, { price_cents: 8000 }, patients.caio)
      expect(await list(session, 'list_session_prices')).toMatchObject([{ price_cents: 8000 }])
      await price(session, { price_cents: 7000, session_type_id: types.single })
      expect(await list(session, 'list_session_prices')).toHaveLength(1)
    }))

  it.each([
    [{ price_cents: -1 }, 'PT400', 'invalid_price'],
    [{ patient_id: null }, 'PT404', 'therapist_not_found'],
    [{ patient_id: sessionId }, 'PT404', 'patient_not_found'],
    [{ therapist_id: sessionId }, 'PT404', 'therapist_not_found'],
    [{ session_type_id: sessionId }, 'PT404', 'session_type_not_found'],
  ])('refuses %j', (changes, state, code) =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await expectError(price(session, changes), state, code)
      await expectError(price(session, {}, null as never), 'PT400', 'missing_client_id')
    }),
  )
})

itIsForTheDesk(db, (sql) => callAgenda(sql, 'select %s', 'save_session_price', { id: sessionId, price: {} }))
