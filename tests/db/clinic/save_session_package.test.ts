import { describe, expect, it } from 'vitest'
import {
  ask,
  book,
  callAgenda,
  openAgenda,
  patients,
  sessionId,
  types,
  helena,
  sueli,
} from '../support/agenda.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'

import { bill, charges, day, expectBooksInOrder, itIsForTheDesk, type Charge } from '../support/money.ts'

const db = await createDatabase()

/** Ana owes a session of Helena's. */
async function oneCharge(session: Session): Promise<Charge> {
  await openAgenda(session)
  await book(session, { start_local: `${day(2)}T15:00` })
  return (await charges(session))[0]!
}

const sell = (session: Session, changes: object = {}, id: string = patients.davi) =>
  ask<{ used: number; remaining: number }>(session, 'save_session_package', {
    id,
    package: { patient_id: patients.ana, sessions: 2, price_cents: 30000, ...changes },
  })

const at = (offset: number, id: string, changes: object = {}) => ({
  id,
  start_local: `${day(offset)}T15:00`,
  ...changes,
})

describe('save_session_package', () => {
  it('is charged once, and booked sessions take its units, the earliest first', () =>
    db.rolledBack(async (session) => {
      await oneCharge(session)
      await book(session, at(1, patients.bia))
      await book(session, at(5, patients.caio))
      expect(await sell(session)).toMatchObject({ used: 2, remaining: 0, charge_state: 'unpaid' })
      await sell(session)
      expect((await charges(session)).map(({ origin, amount_cents }) => [origin, amount_cents])).toEqual([
        ['package', 30000],
        ['session', 18000],
      ])
      expect(await bill(session, patients.bia)).toMatchObject({
        plan: 'package',
        charge: null,
        package: { used: 2, holds_unit: true },
      })
      await expectBooksInOrder(session)
    }))

  it('covers what is booked later, until it is used up', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await sell(session)
      for (const [offset, id] of [
        [1, patients.ana],
        [2, patients.bia],
        [3, patients.caio],
      ] as const)
        await book(session, at(offset, id))
      expect((await charges(session, { from: day(1) })).map(({ amount_cents }) => amount_cents)).toEqual([
        18000,
      ])
      await expectBooksInOrder(session)
    }))

  it('gets a unit back from a session that is cancelled, and gives it to the next one', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await sell(session)
      // from the day after tomorrow on: a cancellation within a day is late at some hours
      for (const [offset, id] of [
        [2, patients.ana],
        [3, patients.bia],
        [4, patients.caio],
      ] as const)
        await book(session, at(offset, id))
      await ask(session, 'set_session_status', { id: patients.ana, status: 'cancelled' })
      expect(await charges(session, { from: day(1) })).toEqual([])
      expect(await bill(session, patients.caio)).toMatchObject({
        plan: 'package',
        package: { holds_unit: true },
      })
      await expectBooksInOrder(session)
    }))

  it.each([
    ['missed', true],
    ['excused', false],
  ])('consumes a unit for %s: %s', (status, consumed) =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await sell(session)
      await book(session, at(1, sessionId))
      await ask(session, 'set_session_status', { id: sessionId, status })
      expect(await sell(session)).toMatchObject({ used: consumed ? 1 : 0 })
      expect(await bill(session, sessionId)).toMatchObject({ plan: 'package', charge: null })
      await expectBooksInOrder(session)
    }),
  )

  it('covers its own type, therapist and time only', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await sell(session, { session_type_id: types.single, therapist_id: helena, expires_on: day(10) })
      await book(session, at(1, patients.ana, { therapist_id: sueli }))
      await book(session, at(11, patients.bia))
      await book(session, at(2, patients.caio))
      expect((await bill(session, patients.ana)).plan).toBe('single')
      expect((await bill(session, patients.bia)).plan).toBe('single')
      expect((await bill(session, patients.caio)).plan).toBe('package')
    }))

  it.each([
    [{ sessions: 0 }, 'PT400', 'invalid_package'],
    [{ price_cents: null }, 'PT400', 'invalid_package'],
    [{ starts_on: day(3), expires_on: day(2) }, 'PT400', 'invalid_package'],
    [{ starts_on: 'amanhã' }, 'PT400', 'invalid_date'],
    [{ patient_id: null }, 'PT404', 'patient_not_found'],
    [{ patient_id: sessionId }, 'PT404', 'patient_not_found'],
    [{ therapist_id: sessionId }, 'PT404', 'therapist_not_found'],
    [{ session_type_id: sessionId }, 'PT404', 'session_type_not_found'],
  ])('refuses %j', (changes, state, code) =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await expectError(sell(session, changes), state, code)
      await expectError(sell(session, {}, null as never), 'PT400', 'missing_client_id')
    }),
  )

  it('gives its last unit to one of two that are booked at once', async () => {
    await openAgenda(db)
    await sell(db, { sessions: 1 })
    await Promise.all([
      book(db, at(1, patients.ana)),
      book(db, at(2, patients.bia, { therapist_id: sueli })),
      book(db, at(3, patients.caio)),
    ])
    const plans = await Promise.all(
      [patients.ana, patients.bia, patients.caio].map(async (id) => (await bill(db, id)).plan),
    )
    expect(plans.sort()).toEqual(['package', 'single', 'single'])
    expect(await sell(db)).toMatchObject({ used: 1, remaining: 0 })
    await expectBooksInOrder(db)
  })
})

itIsForTheDesk(db, (sql) =>
  callAgenda(sql, 'select %s', 'save_session_package', { id: sessionId, package: {} }),
)
