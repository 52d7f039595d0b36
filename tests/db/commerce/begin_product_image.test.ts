import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { callAgenda } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { beginImage, putImage, saveImages } from '../support/product-images.ts'
import { itIsForStockKeepers, shelve } from '../support/stock.ts'

const db = await createDatabase()

describe('begin_product_image', () => {
  it('says where to put a picture; the same again is the same upload', () =>
    db.rolledBack(async (session) => {
      const { product } = await shelve(session)
      const id = randomUUID()
      const upload = await beginImage(session, product, { id })
      expect(upload).toEqual({
        upload_id: id,
        bucket: 'product-images',
        path: `${aurora.id}/uploads/${id}`,
        is_stored: false,
        max_bytes: 2 * 1024 * 1024,
      })
      expect(await beginImage(session, product, { id })).toEqual(upload)
    }))

  it('refuses what is no picture, too much, nothing, and a product of nobody', () =>
    db.rolledBack(async (session) => {
      const { product } = await shelve(session)
      await expectError(
        beginImage(session, product, { type: 'image/svg+xml' }),
        'PT409',
        'media_not_supported',
      )
      await expectError(
        beginImage(session, product, { bytes: 2 * 1024 * 1024 + 1 }),
        'PT400',
        'media_too_large',
      )
      await expectError(beginImage(session, product, { bytes: 0 }), 'PT400', 'empty_upload')
      await expectError(beginImage(session, randomUUID()), 'PT404', 'product_not_found')
    }))

  it('is a picture of that product alone, and nobody reads it who sees no products', () =>
    db.rolledBack(async (session) => {
      const [one, other] = [await shelve(session), await shelve(session)]
      const id = await putImage(session, one.product)
      await expectError(saveImages(session, other.product, [{ id }]), 'PT404', 'upload_not_found')
      const [kept] = await saveImages(session, one.product, [{ id }])
      await session.asPostgres(
        (sql) => sql`insert into storage.objects (bucket_id, name) values ('product-images', ${kept!.path})`,
      )
      const reads = async (email: Parameters<typeof session.asUser>[0]) =>
        (
          await session.asUser(
            email,
            (sql) => sql`select from storage.objects where bucket_id = 'product-images'`,
          )
        ).length
      expect(await reads('supervisor@aurora.test')).toBe(1)
      expect(await reads('terapeuta@aurora.test')).toBe(0)
      expect(await reads('dona@horizonte.test')).toBe(0)
    }))
})

itIsForStockKeepers(db, (sql) =>
  callAgenda(sql, 'select %s', 'begin_product_image', {
    product_id: randomUUID(),
    upload_id: randomUUID(),
    mime_type: 'image/png',
    bytes: 10,
  }),
)
