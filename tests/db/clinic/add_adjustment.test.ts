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

const adjust = (session: Session, changes: object = {}) =>
  ask(session, 'add_adjustment', {
    id: patients.davi,
    patient_id: patients.ana,
    amount_cents: 3000,
    reason: 'Declaração',
    ...changes,
  })

describe('add_adjustment', () => {
  it('above zero is owed as any charge, once for its id', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await adjust(session)
      expect(await adjust(session)).toMatchObject({ kind: 'adjustment', amount_cents: 3000 })
      const rows = await charges(session)
      expect(rows).toMatchObject([{ origin: 'adjustment', amount_cents: 3000, state: 'unpaid' }])
      await receive(session, rows)
      expect(await balances(session)).toBe(0)
      await expectError(adjust(session, { amount_cents: 1 }), 'PT409', 'entry_id_in_use')
      await expectBooksInOrder(session)
    }))

  it('below zero is a credit that pays charges', () =>
    db.rolledBack(async (session) => {
      const charge = await oneCharge(session)
      await adjust(session, { amount_cents: -3000 })
      expect(await balances(session)).toBe(15000)
      await ask(session, 'use_credit', { payer_id: charge.payer_id, charge_ids: [charge.id] })
      expect(await charges(session)).toMatchObject([{ paid_cents: 3000, state: 'partly' }])
      await ask(session, 'reverse_entry', { id: patients.caio, entry_id: patients.davi, reason: 'Engano' })
      expect(await charges(session)).toMatchObject([{ paid_cents: 0 }])
      await expectBooksInOrder(session)
    }))

  it.each([
    [{ amount_cents: 0 }, 'PT400', 'invalid_amount'],
    [{ reason: '' }, 'PT400', 'money_reason_required'],
    [{ id: null }, 'PT400', 'missing_client_id'],
    [{ amount_cents: -1, day: day(1) }, 'PT400', 'invalid_date'],
    [{ patient_id: sessionId }, 'PT404', 'patient_not_found'],
  ])('refuses %j', (changes, state, code) =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await expectError(adjust(session, changes), state, code)
    }),
  )
})

itIsForTheDesk(db, (sql) =>
  callAgenda(sql, 'select %s', 'add_adjustment', {
    id: sessionId,
    patient_id: sessionId,
    amount_cents: 1,
    reason: 'x',
  }),
)
