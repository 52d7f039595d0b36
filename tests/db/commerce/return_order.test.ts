import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { callAgenda } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForTheDesk } from '../support/money.ts'
import { expectOrdersInOrder, fulfil, order, pay, takeBack } from '../support/orders.ts'
import { shelve } from '../support/stock.ts'

const db = await createDatabase()

describe('return_order', () => {
  it('gives back what was paid for the units, the cents that do not divide with the last', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      const placed = await order(session, variant, {
        items: [{ variant_id: variant, quantity: 3, discount_cents: 70 }],
      })
      await pay(session, placed.id, 14900)
      await fulfil(session, placed.id)
      for (const worth of [4967, 9933, 14900])
        expect(await takeBack(session, placed, 1)).toMatchObject({ refunded_cents: worth })
      await expectOrdersInOrder(session)
    }))
})

itIsForTheDesk(db, (sql) =>
  callAgenda(sql, 'select %s', 'return_order', {
    id: randomUUID(),
    order_id: randomUUID(),
    lines: [],
    kind: 'none',
    reason: 'Desistiu',
  }),
)
