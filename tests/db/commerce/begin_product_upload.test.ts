import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, callAgenda } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { itIsNotForTherapists } from '../support/money.ts'
import { fullShop } from '../support/shop-orders.ts'

const db = await createDatabase()
const begin = (product_id: string, more: object = {}) => ({
  product_id,
  upload_id: randomUUID(),
  mime_type: 'application/pdf',
  bytes: 10,
  file_name: 'caderno.pdf',
  ...more,
})

describe('begin_product_upload', () => {
  it('is for digital products, and for files that may be kept', () =>
    db.rolledBack(async (session) => {
      const { digital, thing } = await fullShop(session)
      const call = (args: object) =>
        ask(session, 'begin_product_upload', args as never, 'recepcao@aurora.test')
      expect(await call(begin(digital.product))).toMatchObject({ bucket: 'product-files', is_stored: false })
      for (const [args, status, code] of [
        [begin(thing.product), 'PT404', 'product_not_found'],
        [begin(digital.product, { bytes: 0 }), 'PT400', 'empty_upload'],
        [begin(digital.product, { mime_type: 'text/html' }), 'PT409', 'media_not_supported'],
        [begin(digital.product, { bytes: 1e12 }), 'PT400', 'media_too_large'],
      ] as const)
        await expectRefusal(() => call(args), status, code)
    }))
})

itIsNotForTherapists(db, (sql) => callAgenda(sql, 'select %s', 'begin_product_upload', begin(aurora.id)))
