import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { hold, itIsForStockReaders, ordered, saveProduct, shelve, variantForm } from '../support/stock.ts'

const db = await createDatabase()

describe('list_stock', () => {
  it('says what is low, what expires, what is held and what is on its way', () =>
    db.rolledBack(async (session) => {
      const oil = await shelve(session, { quantity: 5 })
      await shelve(session, {
        lots: [
          { code: 'L1', expires: '2020-01-31', quantity: 2 },
          { code: 'L2', expires: '2999-01-31', quantity: 3 },
        ],
      })
      await hold(session, randomUUID(), [{ variant_id: oil.variant, quantity: 2 }])
      const book = (
        await saveProduct(session, { name: 'Livro', variants: [variantForm({ reorder_point: 2 })] })
      ).variants[0]!
      await ordered(session, [{ variant_id: book.id, quantity: 6, cost_cents: 100 }])
      const rows = (where: object = {}) => ask<Record<string, unknown>[]>(session, 'list_stock', { where })
      expect((await rows()).find(({ id }) => id === oil.variant)).toMatchObject({
        on_hand: 5,
        reserved: 2,
        available: 3,
        is_low: false,
      })
      expect(await rows({ low: true })).toEqual([
        expect.objectContaining({ id: book.id, available: 0, incoming: 6, is_low: true }),
      ])
      expect(await rows({ expiring: true })).toEqual([
        expect.objectContaining({ on_hand: 5, available: 3, expires_on: '2020-01-31' }),
      ])
    }))

  itIsForStockReaders(db, (sql) => sql`select public.list_stock(${aurora.id})`)
})
