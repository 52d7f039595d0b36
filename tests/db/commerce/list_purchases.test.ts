import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForStockReaders, ordered, purchaseId, savePurchase, shelve } from '../support/stock.ts'

const db = await createDatabase()

describe('list_purchases', () => {
  it('lists the latest first, what is open, page by page', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      const items = [{ variant_id: variant, quantity: 3, cost_cents: 100 }]
      await ordered(session, items)
      await savePurchase(session, items, { id: randomUUID() })
      const numbers = async (args: object = {}) =>
        (await ask<{ number: number }[]>(session, 'list_purchases', { ...args })).map(({ number }) => number)
      expect(await numbers()).toEqual([2, 1])
      expect(await numbers({ after: { number: 2 } })).toEqual([1])
      await ask(session, 'cancel_purchase', { id: purchaseId })
      expect(await numbers({ where: { state: 'open' } })).toEqual([2])
      expect(await numbers({ where: { state: 'cancelled' } })).toEqual([1])
    }))

  itIsForStockReaders(db, (sql) => sql`select public.list_purchases(${aurora.id})`)
})
