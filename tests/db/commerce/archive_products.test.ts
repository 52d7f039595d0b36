import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForStockKeepers, productId, saveProduct } from '../support/stock.ts'

const db = await createDatabase()

describe('archive_products', () => {
  it('takes products out of the lists and back', () =>
    db.rolledBack(async (session) => {
      await saveProduct(session)
      expect(await ask(session, 'archive_products', { ids: [productId] })).toBe(1)
      expect(await ask(session, 'archive_products', { ids: [productId] })).toBe(0)
      expect(await ask(session, 'list_products')).toEqual([])
      expect(await ask(session, 'list_products', { where: { archived: true } })).toHaveLength(1)
      expect(await ask(session, 'archive_products', { ids: [productId], archived: false })).toBe(1)
      expect(await ask(session, 'list_products')).toHaveLength(1)
    }))

  itIsForStockKeepers(db, (sql) => sql`select public.archive_products(${aurora.id}, '{}')`)
})
