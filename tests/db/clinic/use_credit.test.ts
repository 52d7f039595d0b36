import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, openAgenda, sessionId } from '../support/agenda.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'

import { charges, day, expectBooksInOrder, itIsForTheDesk, type Charge } from '../support/money.ts'

const db = await createDatabase()

/** Ana owes a session of Helena's. */
async function oneCharge(session: Session): Promise<Charge> {
  await openAgenda(session)
  await book(session, { start_local: `${day(2)}T15:00` })
  return (await charges(session))[0]!
}

describe('use_credit', () => {
  it('pays charges from what the clinic holds for the payer', () =>
    db.rolledBack(async (session) => {
      const charge = await oneCharge(session)
      await ask(session, 'receive_payment', {
        id: sessionId,
        payer_id: charge.payer_id,
        charge_ids: [],
        amount_cents: 20000,
        method: 'cash',
      })
      const use = () => ask(session, 'use_credit', { payer_id: charge.payer_id, charge_ids: [charge.id] })
      expect(await use()).toEqual({ used_cents: 18000, credit_cents: 2000 })
      expect(await use()).toEqual({ used_cents: 0, credit_cents: 2000 })
      expect(await charges(session)).toMatchObject([{ state: 'paid' }])
      await expectBooksInOrder(session)
    }))

  it('knows only charges of this payer', () =>
    db.rolledBack(async (session) => {
      const charge = await oneCharge(session)
      await expectError(
        ask(session, 'use_credit', { payer_id: charge.payer_id, charge_ids: [sessionId] }),
        'PT404',
        'session_charge_not_found',
      )
      await expectError(
        ask(session, 'use_credit', { payer_id: sessionId, charge_ids: [] }),
        'PT404',
        'payer_not_found',
      )
    }))
})

itIsForTheDesk(db, (sql) =>
  callAgenda(sql, 'select %s', 'use_credit', { payer_id: sessionId, charge_ids: [] }),
)
