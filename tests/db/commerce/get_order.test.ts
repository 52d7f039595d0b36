import { randomUUID } from 'node:crypto'
import { describe, it } from 'vitest'
import { ask, callAgenda } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsNotForTherapists } from '../support/money.ts'

const db = await createDatabase()

describe('get_order', () => {
  it('is not found in another clinic', () =>
    db.rolledBack(async (session) => {
      await expectError(ask(session, 'get_order', { order_id: randomUUID() }), 'PT404', 'order_not_found')
    }))
})

itIsNotForTherapists(db, (sql) => callAgenda(sql, 'select %s', 'get_order', { order_id: randomUUID() }))
