import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, openAgenda, patients, sessionId } from '../support/agenda.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'

import { charges, day, expectBooksInOrder, itIsForTheDesk, receive, type Charge } from '../support/money.ts'

const db = await createDatabase()

/** Ana owes a session of Helena's. */
async function oneCharge(session: Session): Promise<Charge> {
  await openAgenda(session)
  await book(session, { start_local: `${day(2)}T15:00` })
  return (await charges(session))[0]!
}

const refund = (session: Session, payment_id: string, changes: object = {}) =>
  ask(session, 'refund_payment', {
    id: patients.davi,
    payment_id,
    amount_cents: 18000,
    method: 'pix',
    reason: 'Pagou duas vezes',
    ...changes,
  })

describe('refund_payment', () => {
  it('opens again what the payment had paid, once for its id', () =>
    db.rolledBack(async (session) => {
      const payment = await receive(session, [await oneCharge(session)])
      for (let n = 0; n < 2; n++) {
        expect(await refund(session, payment.id)).toMatchObject({
          refunded_cents: 18000,
          free_cents: 0,
          balance_cents: 18000,
          charges: [],
        })
      }
      expect(await charges(session)).toMatchObject([{ state: 'unpaid', paid_cents: 0 }])
      await expectError(refund(session, payment.id, { amount_cents: 2 }), 'PT409', 'entry_id_in_use')
      await expectBooksInOrder(session)
    }))

  it('takes what is free first', () =>
    db.rolledBack(async (session) => {
      const payment = await receive(session, [await oneCharge(session)])
      await ask(session, 'override_session_charge', {
        session_id: sessionId,
        patient_id: patients.ana,
        percent: 50,
        reason: 'Acordo',
      })
      expect(await refund(session, payment.id, { amount_cents: 10000 })).toMatchObject({
        free_cents: 0,
        refunded_cents: 10000,
      })
      expect(await charges(session)).toMatchObject([
        { amount_cents: 9000, paid_cents: 8000, state: 'partly' },
      ])
      await expectBooksInOrder(session)
    }))

  it('gives back no more than was paid', () =>
    db.rolledBack(async (session) => {
      const payment = await receive(session, [await oneCharge(session)])
      await expectError(refund(session, payment.id, { amount_cents: 18001 }), 'PT409', 'more_than_paid')
      await refund(session, payment.id, { amount_cents: 10000 })
      await expectError(
        refund(session, payment.id, { id: patients.caio, amount_cents: 8001 }),
        'PT409',
        'more_than_paid',
      )
    }))

  it.each([
    [{ reason: ' ' }, 'PT400', 'money_reason_required'],
    [{ amount_cents: -1 }, 'PT400', 'invalid_amount'],
    [{ method: null }, 'PT400', 'invalid_method'],
    [{ refunded_on: day(2) }, 'PT400', 'invalid_date'],
    [{ id: null }, 'PT400', 'missing_client_id'],
    [{ payment_id: sessionId }, 'PT404', 'money_entry_not_found'],
  ])('refuses %j', (changes, state, code) =>
    db.rolledBack(async (session) => {
      const payment = await receive(session, [await oneCharge(session)])
      await expectError(refund(session, payment.id, changes), state, code)
    }),
  )
})

itIsForTheDesk(db, (sql) =>
  callAgenda(sql, 'select %s', 'refund_payment', {
    id: sessionId,
    payment_id: sessionId,
    amount_cents: 1,
    method: 'pix',
    reason: 'x',
  }),
)
