import { describe, expect, it } from 'vitest'
import { ask, book, callAgenda, list, openAgenda, patients, sessionId } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'

import { charges, day, expectBooksInOrder, itIsForTheDesk } from '../support/money.ts'

const db = await createDatabase()

describe('delete_session_price', () => {
  it('leaves the next rule, and is no error twice', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await ask(session, 'save_session_price', {
        id: patients.davi,
        price: { patient_id: patients.ana, price_cents: 9000 },
      })
      await book(session, { start_local: `${day(5)}T15:00` })
      for (let n = 0; n < 2; n++) await ask(session, 'delete_session_price', { id: patients.davi })
      expect(await charges(session)).toMatchObject([{ amount_cents: 18000 }])
      expect(await list(session, 'list_session_prices')).toEqual([])
      await expectBooksInOrder(session)
    }))
})

itIsForTheDesk(db, (sql) => callAgenda(sql, 'select %s', 'delete_session_price', { id: sessionId }))
