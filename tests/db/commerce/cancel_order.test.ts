import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { callAgenda } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForTheDesk } from '../support/money.ts'
import { cancel, order, pay } from '../support/orders.ts'
import { shelve } from '../support/stock.ts'

const db = await createDatabase()

describe('cancel_order', () => {
  it('a cancelled order stays so', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      const placed = await order(session, variant)
      await cancel(session, placed.id)
      expect(
        (await cancel(session, placed.id)).events.filter(({ kind }) => kind === 'cancelled'),
      ).toHaveLength(1)
      await expectError(pay(session, placed.id, 1), 'PT409', 'order_not_payable')
    }))
})

itIsForTheDesk(db, (sql) =>
  callAgenda(sql, 'select %s', 'cancel_order', { order_id: randomUUID(), reason: 'Desistiu' }),
)
