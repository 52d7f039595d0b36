import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, openAgenda, patients, sessionId } from '../support/agenda.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'

import {
  bill,
  charges,
  day,
  expectBooksInOrder,
  itIsForTheDesk,
  receive,
  type Charge,
} from '../support/money.ts'

const db = await createDatabase()

/** Ana owes a session of Helena's. */
async function oneCharge(session: Session): Promise<Charge> {
  await openAgenda(session)
  await book(session, { start_local: `${day(2)}T15:00` })
  return (await charges(session))[0]!
}

const fee = (session: Session, changes: object = {}, id: string = patients.davi) =>
  ask<{ months: { amount_cents: number }[] }>(session, 'save_monthly_fee', {
    id,
    fee: {
      patient_id: patients.ana,
      day: 5,
      amount_cents: 60000,
      starts_on: `${day(0).slice(0, 7)}-01`,
      ...changes,
    },
  })

describe('save_monthly_fee', () => {
  it('charges this month at once and once, and its sessions no longer one by one', () =>
    db.rolledBack(async (session) => {
      await oneCharge(session)
      await fee(session)
      expect(await fee(session)).toMatchObject({
        is_active: true,
        months: [{ amount_cents: 60000, state: 'unpaid' }],
      })
      expect((await charges(session)).map(({ origin }) => origin)).toEqual(['monthly_fee'])
      expect(await bill(session, sessionId)).toMatchObject({ plan: 'monthly_fee', charge: null })
      await book(session, { id: patients.bia, start_local: `${day(4)}T15:00` })
      await ask(session, 'set_session_status', { id: patients.bia, status: 'missed' })
      expect(await charges(session)).toHaveLength(1)
      await expectBooksInOrder(session)
    }))

  it('leaves alone what was paid by itself', () =>
    db.rolledBack(async (session) => {
      await receive(session, [await oneCharge(session)])
      await fee(session)
      expect(await bill(session, sessionId)).toMatchObject({ plan: 'single', charge: { state: 'paid' } })
    }))

  it('that ends leaves later sessions to pay for themselves', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await fee(session)
      await book(session, { start_local: `${day(40)}T15:00` })
      await fee(session, { ends_on: day(10) })
      expect(await bill(session, sessionId)).toMatchObject({
        plan: 'single',
        charge: { amount_cents: 18000 },
      })
      await expectBooksInOrder(session)
    }))

  it.each([
    [{ day: 32 }, 'PT400', 'invalid_monthly_fee'],
    [{ amount_cents: 0 }, 'PT400', 'invalid_monthly_fee'],
    [{ recess: 'free' }, 'PT400', 'invalid_monthly_fee'],
    [{ ends_on: '2020-01-01' }, 'PT400', 'invalid_monthly_fee'],
    [{ ends_on: 'x' }, 'PT400', 'invalid_date'],
    [{ patient_id: sessionId }, 'PT404', 'patient_not_found'],
    [{ patient_id: null }, 'PT404', 'patient_not_found'],
    [{ therapist_id: sessionId }, 'PT404', 'therapist_not_found'],
    [{ session_type_id: sessionId }, 'PT404', 'session_type_not_found'],
  ])('refuses %j', (changes, state, code) =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await expectError(fee(session, changes), state, code)
      await expectError(fee(session, {}, null as never), 'PT400', 'missing_client_id')
    }),
  )
})

itIsForTheDesk(db, (sql) => callAgenda(sql, 'select %s', 'save_monthly_fee', { id: sessionId, fee: {} }))
