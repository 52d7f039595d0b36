import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { itIsForStockKeepers, ordered, purchaseId, receive, shelve } from '../support/stock.ts'

const db = await createDatabase()

describe('cancel_purchase', () => {
  it('ends an order; of one that arrived in part the rest does not come', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      const { items } = await ordered(session, [{ variant_id: variant, quantity: 3, cost_cents: 100 }])
      await receive(session, [{ item_id: items[0]!.id, quantity: 1 }])
      const cancel = () => ask<{ state: string }>(session, 'cancel_purchase', { id: purchaseId })
      expect(await cancel()).toMatchObject({ state: 'received' })
      await expectRefusal(cancel, 'PT409', 'purchase_closed')
      await expectRefusal(
        () => receive(session, [{ item_id: items[0]!.id, quantity: 1 }]),
        'PT409',
        'purchase_closed',
      )
    }))

  itIsForStockKeepers(db, (sql) => sql`select public.cancel_purchase(${aurora.id}, gen_random_uuid())`)
})
