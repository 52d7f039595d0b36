import { describe, expect, it } from 'vitest'
import { ask, callAgenda } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { itIsNotForTherapists } from '../support/money.ts'
import { order, pay } from '../support/orders.ts'
import { shelve } from '../support/stock.ts'

const db = await createDatabase()

describe('count_orders', () => {
  it('counts by state', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      await order(session, variant)
      await pay(session, (await order(session, variant)).id, 9980)
      expect(await ask(session, 'count_orders')).toEqual({
        pending: 1,
        paid: 1,
        fulfilled: 0,
        returned: 0,
        cancelled: 0,
        needs_person: 0,
      })
    }))
})

itIsNotForTherapists(db, (sql) => callAgenda(sql, 'select %s', 'count_orders', {}))
