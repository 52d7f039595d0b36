import { randomUUID } from 'node:crypto'
import { describe, it } from 'vitest'
import { callAgenda } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForTheDesk } from '../support/money.ts'
import { cancel, fulfil, order } from '../support/orders.ts'
import { shelve } from '../support/stock.ts'

const db = await createDatabase()

describe('fulfil_order', () => {
  it('knows its lines', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      const placed = await order(session, variant)
      await expectError(
        fulfil(session, placed.id, [{ item_id: randomUUID(), quantity: 1 }]),
        'PT404',
        'order_item_not_found',
      )
      await expectError(fulfil(session, placed.id, []), 'PT400', 'invalid_quantity')
      await cancel(session, placed.id)
      await expectError(fulfil(session, placed.id), 'PT409', 'order_is_over')
    }))
})

itIsForTheDesk(db, (sql) => callAgenda(sql, 'select %s', 'fulfil_order', { order_id: randomUUID() }))
