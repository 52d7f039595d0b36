import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, callAgenda } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForTheDesk } from '../support/money.ts'
import { cancel, order } from '../support/orders.ts'
import { shelve } from '../support/stock.ts'

const db = await createDatabase()

describe('open_order_charge', () => {
  it('is the one charge of the order, and none once it is over', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      const placed = await order(session, variant)
      const open = () => ask<{ charge_id: string }>(session, 'open_order_charge', { order_id: placed.id })
      expect(await open()).toEqual(await open())
      await cancel(session, placed.id)
      await expectError(open(), 'PT409', 'order_not_payable')
    }))
})

itIsForTheDesk(db, (sql) => callAgenda(sql, 'select %s', 'open_order_charge', { order_id: randomUUID() }))
