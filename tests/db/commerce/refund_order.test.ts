import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { callAgenda } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForTheDesk } from '../support/money.ts'
import { expectOrdersInOrder, order, pay, refund } from '../support/orders.ts'
import { shelve } from '../support/stock.ts'

const db = await createDatabase()

describe('refund_order', () => {
  it('makes the order smaller, and never gives more than is left', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      const placed = await order(session, variant)
      await pay(session, placed.id, 9980)
      expect(await refund(session, placed.id, 980)).toMatchObject({
        state: 'paid',
        paid_cents: 9000,
        due_cents: 0,
      })
      await expectError(refund(session, placed.id, 9001), 'PT409', 'more_than_paid')
      await expectError(refund(session, placed.id, 1, 'gift'), 'PT400', 'invalid_refund')
      expect(await refund(session, placed.id, 9000)).toMatchObject({ state: 'cancelled', paid_cents: 0 })
      await expectOrdersInOrder(session)
    }))
})

itIsForTheDesk(db, (sql) =>
  callAgenda(sql, 'select %s', 'refund_order', {
    id: randomUUID(),
    order_id: randomUUID(),
    amount_cents: 1,
    kind: 'money',
    reason: 'Desistiu',
  }),
)
