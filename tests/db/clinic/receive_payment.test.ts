import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, openAgenda, patients, sessionId } from '../support/agenda.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'

import {
  balances,
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

const args = (charge: Charge, changes: object = {}) => ({
  id: sessionId,
  payer_id: charge.payer_id,
  charge_ids: [charge.id],
  amount_cents: 18000,
  method: 'pix',
  ...changes,
})

describe('receive_payment', () => {
  it('pays a charge in whole, once for its id', () =>
    db.rolledBack(async (session) => {
      const charge = await oneCharge(session)
      for (let n = 0; n < 2; n++) {
        const answer = await ask(session, 'receive_payment', args(charge))
        expect(answer).toMatchObject({ amount_cents: 18000, free_cents: 0, balance_cents: 0, method: 'pix' })
        expect(answer).toMatchObject({ charges: [{ id: charge.id, cents: 18000, state: 'paid' }] })
      }
      expect(await balances(session)).toBe(0)
      await expectError(
        ask(session, 'receive_payment', args(charge, { amount_cents: 1 })),
        'PT409',
        'entry_id_in_use',
      )
      await expectBooksInOrder(session)
    }))

  it('pays in parts, and never more than is open', () =>
    db.rolledBack(async (session) => {
      const charge = await oneCharge(session)
      await receive(session, [charge], { amount: 5000 })
      expect(await charges(session)).toMatchObject([{ paid_cents: 5000, state: 'partly' }])
      await expectError(receive(session, [charge], { amount: 13001 }), 'PT409', 'more_than_open')
      await receive(session, [charge], { amount: 13000 })
      expect(await charges(session)).toMatchObject([{ state: 'paid' }])
      await expectError(receive(session, [charge], { amount: 1 }), 'PT409', 'already_paid')
      await expectBooksInOrder(session)
    }))

  it('pays several charges of a payer, the earliest due first', () =>
    db.rolledBack(async (session) => {
      await oneCharge(session)
      await book(session, { id: patients.bia, start_local: `${day(1)}T15:00` })
      const both = await charges(session)
      await receive(session, [both[1]!, both[0]!], { amount: 20000 })
      expect(
        (await charges(session)).map(({ due_on, paid_cents }) => [
          due_on.toISOString().slice(0, 10),
          paid_cents,
        ]),
      ).toEqual([
        [day(1), 18000],
        [day(2), 2000],
      ])
    }))

  it('without charges keeps the money for the payer', () =>
    db.rolledBack(async (session) => {
      const charge = await oneCharge(session)
      expect(await ask(session, 'receive_payment', args(charge, { charge_ids: [] }))).toMatchObject({
        free_cents: 18000,
      })
      expect(await charges(session)).toMatchObject([{ state: 'unpaid' }])
      expect(await balances(session)).toBe(0)
      await expectBooksInOrder(session)
    }))

  it.each([
    [{ amount_cents: 0 }, 'PT400', 'invalid_amount'],
    [{ method: 'cheque' }, 'PT400', 'invalid_method'],
    [{ received_on: day(1) }, 'PT400', 'invalid_date'],
    [{ id: null }, 'PT400', 'missing_client_id'],
    [{ payer_id: patients.davi }, 'PT404', 'payer_not_found'],
    [{ charge_ids: [patients.davi] }, 'PT404', 'session_charge_not_found'],
  ])('refuses %j', (changes, state, code) =>
    db.rolledBack(async (session) => {
      const charge = await oneCharge(session)
      await expectError(ask(session, 'receive_payment', args(charge, changes)), state, code)
    }),
  )

  it('takes no charge of somebody else', () =>
    db.rolledBack(async (session) => {
      const charge = await oneCharge(session)
      await book(session, { id: patients.bia, patient_ids: [patients.bia], start_local: `${day(1)}T15:00` })
      const [other] = await charges(session, { patient_id: patients.bia })
      await expectError(
        ask(session, 'receive_payment', args(charge, { charge_ids: [other!.id] })),
        'PT404',
        'session_charge_not_found',
      )
    }))

  it('by two at once is one payment', async () => {
    await openAgenda(db)
    await book(db, { start_local: `${day(2)}T15:00` })
    const [charge] = await charges(db)
    const outcomes = await Promise.allSettled([
      receive(db, [charge!]),
      receive(db, [charge!]),
      receive(db, [charge!]),
    ])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ code: 'PT409', message: 'already_paid' })
    }
    expect(await balances(db)).toBe(0)
    await expectBooksInOrder(db)
    // a double click is one too
    await book(db, { id: patients.caio, start_local: `${day(3)}T15:00` })
    const [next] = await charges(db, { state: 'open' })
    const id = crypto.randomUUID()
    const [first, second] = await Promise.all([receive(db, [next!], { id }), receive(db, [next!], { id })])
    expect(first).toEqual(second)
    await expectBooksInOrder(db)
  })
})

itIsForTheDesk(db, (sql) =>
  callAgenda(sql, 'select %s', 'receive_payment', {
    id: sessionId,
    payer_id: sessionId,
    charge_ids: [],
    amount_cents: 1,
    method: 'pix',
  }),
)
