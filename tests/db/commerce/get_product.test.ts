import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { itIsForStockReaders, shelve } from '../support/stock.ts'

const db = await createDatabase()

describe('get_product', () => {
  it('says what there is of each variant', () =>
    db.rolledBack(async (session) => {
      const { product, variant } = await shelve(session, { quantity: 4 })
      expect(await ask(session, 'get_product', { id: product })).toMatchObject({
        kind: 'physical',
        variants: [{ id: variant, on_hand: 4, reserved: 0, value_cents: 4000 }],
      })
      await expectRefusal(
        () => ask(session, 'get_product', { id: randomUUID() }),
        'PT404',
        'product_not_found',
      )
    }))

  itIsForStockReaders(db, (sql) => sql`select public.get_product(${aurora.id}, gen_random_uuid())`)
})
