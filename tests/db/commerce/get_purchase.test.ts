import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { itIsForStockReaders, ordered, purchaseId, shelve } from '../support/stock.ts'

const db = await createDatabase()

describe('get_purchase', () => {
  it('says of whom and where to', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      await ordered(session, [{ variant_id: variant, quantity: 3, cost_cents: 100 }])
      expect(await ask(session, 'get_purchase', { id: purchaseId })).toMatchObject({
        place: 'Estoque',
        supplier: { name: 'Aromas do Sul' },
        receipts: [],
      })
      await expectRefusal(
        () => ask(session, 'get_purchase', { id: randomUUID() }),
        'PT404',
        'purchase_not_found',
      )
    }))

  itIsForStockReaders(db, (sql) => sql`select public.get_purchase(${aurora.id}, gen_random_uuid())`)
})
