import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { callAgenda } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForTheDesk } from '../support/money.ts'
import { order, pay } from '../support/orders.ts'
import { shelve } from '../support/stock.ts'

const db = await createDatabase()

describe('pay_order', () => {
  it('takes a part, then the rest, by any method; the same press counts once', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      const placed = await order(session, variant)
      const press = randomUUID()
      await pay(session, placed.id, 1000, press, 'card')
      await pay(session, placed.id, 1000, press, 'card')
      expect(await pay(session, placed.id, 8980)).toMatchObject({ state: 'paid', payments: [{}, {}] })
      await expectError(pay(session, placed.id, 0), 'PT400', 'invalid_amount')
      await expectError(pay(session, placed.id, 1, randomUUID(), 'gold'), 'PT400', 'invalid_method')
    }))
})

itIsForTheDesk(db, (sql) =>
  callAgenda(sql, 'select %s', 'pay_order', {
    id: randomUUID(),
    order_id: randomUUID(),
    amount_cents: 1,
    method: 'cash',
  }),
)
