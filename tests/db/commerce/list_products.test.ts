import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForStockReaders, saveProduct, variantForm } from '../support/stock.ts'

const db = await createDatabase()

describe('list_products', () => {
  it('finds products by words, SKU and barcode, by name and page by page', () =>
    db.rolledBack(async (session) => {
      await saveProduct(session, {
        name: 'Baralho das emoções',
        variants: [variantForm({ sku: 'BAR-1', barcode: '7891000315507' })],
      })
      await saveProduct(session, { name: 'Óleo de lavanda' }, { id: randomUUID() })
      const names = async (args: object = {}) =>
        (await ask<{ name: string }[]>(session, 'list_products', { ...args })).map(({ name }) => name)
      expect(await names()).toEqual(['Baralho das emoções', 'Óleo de lavanda'])
      expect(await names({ search: 'emocoes baralho' })).toEqual(['Baralho das emoções'])
      expect(await names({ search: 'bar-' })).toEqual(['Baralho das emoções'])
      expect(await names({ search: '7891000315507' })).toEqual(['Baralho das emoções'])
      expect(await names({ search: 'nada' })).toEqual([])
      expect(await names({ where: { kind: 'service' } })).toEqual([])
      const [first] = await ask<object[]>(session, 'list_products', { limit: 1 })
      expect(await names({ after: first })).toEqual(['Óleo de lavanda'])
    }))

  itIsForStockReaders(db, (sql) => sql`select public.list_products(${aurora.id})`)
})
