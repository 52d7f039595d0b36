import { describe, expect, it } from 'vitest'
import { ask, callAgenda } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { itIsNotForTherapists } from '../support/money.ts'
import { order } from '../support/orders.ts'
import { shelve } from '../support/stock.ts'

const db = await createDatabase()

describe('find_sellable', () => {
  it('finds by a part of the name and by the whole SKU first, with what is available', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session, { quantity: 7 })
      await shelve(session)
      await order(session, variant)
      type Row = { variant_id: string; available: number; sku: string; price_cents: number }
      const find = (search: string) => ask<Row[]>(session, 'find_sellable', { search })
      expect(await find('oleo')).toHaveLength(2)
      const [first] = await find(`ol-${variant.slice(0, 8)}`)
      expect(first).toMatchObject({ variant_id: variant, available: 5, price_cents: 4990 })
      expect(await find('nada disso')).toEqual([])
    }))
})

itIsNotForTherapists(db, (sql) => callAgenda(sql, 'select %s', 'find_sellable', { search: '' }))
