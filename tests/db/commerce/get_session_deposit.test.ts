import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, openAgenda, patients, sessionId } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { askDeposit, saveDeposits } from '../support/deposits.ts'
import { itIsNotForTherapists } from '../support/money.ts'
import { pay } from '../support/orders.ts'

const db = await createDatabase()

describe('get_session_deposit', () => {
  it('says what is asked for and what became of it', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { start_local: '2099-12-01T15:00' })
      const look = () => ask<object>(session, 'get_session_deposit', { session_id: sessionId })
      expect(await look()).toEqual({ amount_cents: null, may_ask: true, orders: [] })
      await saveDeposits(session)
      expect(await look()).toMatchObject({ amount_cents: 5000 })
      const { id } = await askDeposit(session, sessionId, patients.ana)
      expect(await look()).toMatchObject({ orders: [{ id, state: 'pending', patient_id: patients.ana }] })
      await pay(session, id, 5000)
      expect(await look()).toMatchObject({ orders: [{ amount_cents: 5000, expires_at: null }] })
      expect(await ask(session, 'get_session_deposit', { session_id: randomUUID() })).toBeNull()
    }))
})

itIsNotForTherapists(db, (sql) =>
  callAgenda(sql, 'select %s', 'get_session_deposit', { session_id: sessionId }),
)
