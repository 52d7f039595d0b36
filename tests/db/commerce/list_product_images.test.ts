import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { callAgenda } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { listImages, putImage, saveImages } from '../support/product-images.ts'
import { itIsForStockReaders, shelve } from '../support/stock.ts'

const db = await createDatabase()

describe('list_product_images', () => {
  it('answers the pictures of a product, the cover first', () =>
    db.rolledBack(async (session) => {
      const { product } = await shelve(session)
      expect(await listImages(session, product)).toEqual([])
      const id = await putImage(session, product)
      const saved = await saveImages(session, product, [{ id, alt: 'Frasco' }])
      expect(await listImages(session, product)).toEqual(saved)
      await expectError(listImages(session, randomUUID()), 'PT404', 'product_not_found')
    }))
})

itIsForStockReaders(db, (sql) =>
  callAgenda(sql, 'select %s', 'list_product_images', { product_id: randomUUID() }),
)
