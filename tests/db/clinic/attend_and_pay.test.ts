import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, openAgenda, patients, sessionId, types } from '../support/agenda.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { balances, charges, day, expectBooksInOrder, itIsForTheDesk, receive } from '../support/money.ts'

const db = await createDatabase()
const payment = '0e000000-0000-4000-8000-0000000000b1'

const press = (session: Session, changes: object = {}) =>
  ask<{ session: { status: string }; payment: { amount_cents: number } | null }>(session, 'attend_and_pay', {
    session_id: sessionId,
    id: payment,
    method: 'pix',
    ...changes,
  })

describe('attend_and_pay', () => {
  it('notes that somebody came and receives the session, pressed twice too', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { start_local: `${day(0)}T15:00` })
      const first = await press(session)
      expect(first).toMatchObject({ session: { status: 'attended' }, payment: { amount_cents: 18000 } })
      expect((await press(session)).payment).toMatchObject({ amount_cents: 18000 })
      expect(await charges(session)).toMatchObject([{ state: 'paid' }])
      expect(await balances(session)).toBe(0)
      await expectBooksInOrder(session)
    }))

  it('receives what is left, and nothing where nothing is open', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { start_local: `${day(0)}T15:00` })
      await receive(session, await charges(session), { amount: 8000 })
      expect((await press(session)).payment).toMatchObject({ amount_cents: 10000 })
      expect((await press(session, { id: patients.bia })).payment).toBeNull()
    }))

  it('of several who pay takes one at a time', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, {
        start_local: `${day(0)}T15:00`,
        session_type_id: types.couple,
        patient_ids: [patients.ana, patients.bia],
        price_cents: 20000,
      })
      await expectError(press(session), 'PT409', 'several_payers')
      await press(session, { patient_id: patients.bia })
      expect((await charges(session)).map(({ patient_name, state }) => [patient_name, state]).sort()).toEqual(
        [
          ['Ana Prado', 'unpaid'],
          ['Bia Reis', 'paid'],
        ],
      )
    }))

  it.each([
    [{ id: null }, 'PT400', 'missing_client_id'],
    [{ method: 'gold' }, 'PT400', 'invalid_method'],
    [{ session_id: patients.davi }, 'PT404', 'session_not_found'],
  ])('refuses %j', (changes, state, code) =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { start_local: `${day(0)}T15:00` })
      await expectError(press(session, changes), state, code)
    }),
  )
})

itIsForTheDesk(db, (sql) =>
  callAgenda(sql, 'select %s', 'attend_and_pay', { session_id: sessionId, id: payment, method: 'pix' }),
)
