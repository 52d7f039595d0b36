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

const reverse = (session: Session, entry_id: string, changes: object = {}) =>
  ask(session, 'reverse_entry', { id: patients.davi, entry_id, reason: 'Lançado errado', ...changes })

describe('reverse_entry', () => {
  it('of a payment opens again what it paid, once', () =>
    db.rolledBack(async (session) => {
      const payment = await receive(session, [await oneCharge(session)])
      for (let n = 0; n < 2; n++) {
        expect(await reverse(session, payment.id)).toMatchObject({
          amount_cents: 18000,
          balance_cents: 18000,
        })
      }
      expect(await charges(session)).toMatchObject([{ state: 'unpaid' }])
      await expectError(reverse(session, payment.id, { id: patients.caio }), 'PT409', 'entry_reversed')
      await expectBooksInOrder(session)
    }))

  it('of a session’s charge leaves what was paid as credit, and the session uncharged', () =>
    db.rolledBack(async (session) => {
      const charge = await oneCharge(session)
      await receive(session, [charge])
      expect(await reverse(session, charge.id)).toMatchObject({ amount_cents: -18000, balance_cents: -18000 })
      await ask(session, 'set_session_status', { id: sessionId, status: 'attended' })
      expect(await charges(session)).toEqual([])
      expect(await bill(session, sessionId)).toMatchObject({
        charge: null,
        override: { percent: 0, reason: 'Lançado errado' },
      })
      await expectBooksInOrder(session)
    }))

  it('takes back no refund, no refunded payment and no package', () =>
    db.rolledBack(async (session) => {
      const payment = await receive(session, [await oneCharge(session)])
      await ask(session, 'refund_payment', {
        id: patients.caio,
        payment_id: payment.id,
        amount_cents: 1000,
        method: 'pix',
        reason: 'Troco',
      })
      await expectError(reverse(session, payment.id), 'PT409', 'not_reversible')
      await expectError(reverse(session, patients.caio), 'PT409', 'not_reversible')
      await ask(session, 'save_session_package', {
        id: sessionId,
        package: { patient_id: patients.bia, sessions: 4, price_cents: 40000 },
      })
      const [sold] = await charges(session, { patient_id: patients.bia })
      await expectError(reverse(session, sold!.id), 'PT409', 'not_reversible')
    }))

  it.each([
    [{ reason: '' }, 'PT400', 'money_reason_required'],
    [{ id: null }, 'PT400', 'missing_client_id'],
    [{ entry_id: sessionId }, 'PT404', 'money_entry_not_found'],
  ])('refuses %j', (changes, state, code) =>
    db.rolledBack(async (session) => {
      const charge = await oneCharge(session)
      await expectError(reverse(session, charge.id, changes), state, code)
      await expectError(reverse(session, charge.id, { id: charge.id }), 'PT409', 'entry_id_in_use')
    }),
  )
})

itIsForTheDesk(db, (sql) =>
  callAgenda(sql, 'select %s', 'reverse_entry', { id: sessionId, entry_id: sessionId, reason: 'x' }),
)
