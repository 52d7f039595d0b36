import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { callAgenda } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { beginImage, expiringFiles, lookAtImage, putImage, saveImages } from '../support/product-images.ts'
import { lookAtItem, lookAtShop, openShop, saveItem } from '../support/shop.ts'
import { itIsForStockKeepers, shelve } from '../support/stock.ts'

const db = await createDatabase()

describe('save_product_images', () => {
  it('keeps pictures in their order with what is on them, and lets go of those it does not name', () =>
    db.rolledBack(async (session) => {
      const { product } = await shelve(session)
      const [a, b] = [await putImage(session, product), await putImage(session, product)]
      expect(
        await saveImages(session, product, [{ id: a, alt: '  Frasco   âmbar ' }, { id: b }]),
      ).toMatchObject([
        { id: a, alt: 'Frasco âmbar', width: 1200 },
        { id: b, alt: null },
      ])
      expect(await expiringFiles(session)).toEqual([])
      expect((await saveImages(session, product, [{ id: b }, { id: a }])).map(({ id }) => id)).toEqual([b, a])
      expect((await saveImages(session, product, [{ id: b }])).map(({ id }) => id)).toEqual([b])
      expect(await expiringFiles(session)).toEqual([a])
      await expectError(
        saveImages(session, product, [{ id: b }, { id: randomUUID() }]),
        'PT404',
        'upload_not_found',
      )
    }))

  it('refuses what was not looked at, what is no picture, and an eleventh', () =>
    db.rolledBack(async (session) => {
      const { product } = await shelve(session)
      const { upload_id: begun } = await beginImage(session, product)
      await expectError(saveImages(session, product, [{ id: begun }]), 'PT409', 'upload_incomplete')
      const paper = await putImage(session, product, { mime_type: 'application/pdf', extension: 'pdf' })
      await expectError(saveImages(session, product, [{ id: paper }]), 'PT409', 'media_not_supported')
      const eleven = Array.from({ length: 11 }, () => ({ id: randomUUID() }))
      await expectError(saveImages(session, product, eleven), 'PT400', 'too_many_files')
      await expectError(saveImages(session, randomUUID(), []), 'PT404', 'product_not_found')
    }))

  it('shows strangers pictures of what stands in an open shop, and no others', () =>
    db.rolledBack(async (session) => {
      await openShop(session)
      const { product } = await shelve(session)
      const id = await putImage(session, product)
      await saveImages(session, product, [{ id }])
      expect(await lookAtImage(session, 'aurora', id)).toEqual({ state: 'unknown' })
      await saveItem(session, product, { is_published: true, slug: 'oleo' })
      expect(await lookAtImage(session, 'aurora', id)).toMatchObject({
        state: 'open',
        path: `${aurora.id}/${product}/${id}.png`,
      })
      const shop = await lookAtShop(session, 'aurora')
      expect(shop.items).toMatchObject([{ slug: 'oleo', image: { id, alt: null, width: 1200, height: 900 } }])
      expect(await lookAtItem(session, 'aurora', 'oleo')).toMatchObject({ item: { images: [{ id }] } })
      await openShop(session, { is_open: false })
      expect(await lookAtImage(session, 'aurora', id)).toEqual({ state: 'unknown' })
      await openShop(session)
      await session.asUser(
        'dona@aurora.test',
        (sql) => sql`select public.set_module(${aurora.id}, 'shop', false)`,
      )
      expect(await lookAtImage(session, 'aurora', id)).toEqual({ state: 'unknown' })
    }))
})

itIsForStockKeepers(db, (sql) =>
  callAgenda(sql, 'select %s', 'save_product_images', { product_id: randomUUID(), images: [] }),
)
