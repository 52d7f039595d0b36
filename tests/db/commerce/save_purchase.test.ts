import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import {
  itIsForStockKeepers,
  ordered,
  purchaseId,
  savePurchase,
  saveSupplier,
  shelve,
} from '../support/stock.ts'

const db = await createDatabase()

describe('save_purchase', () => {
  it('numbers orders by clinic and adds them up', () =>
    db.rolledBack(async (session) => {
      const [oil, book] = [await shelve(session), await shelve(session)]
      const first = await ordered(
        session,
        [
          { variant_id: oil.variant, quantity: 3, cost_cents: 333 },
          { variant_id: book.variant, quantity: 1, cost_cents: 1 },
        ],
        { purchase: { freight_cents: 500 } },
      )
      expect(first).toMatchObject({
        number: 1,
        state: 'draft',
        total_cents: 1500,
        items: [{ quantity: 3 }, { quantity: 1 }],
      })
      expect(
        await savePurchase(session, [{ variant_id: oil.variant, quantity: 1, cost_cents: 0 }], {
          id: randomUUID(),
        }),
      ).toMatchObject({ number: 2 })
      const changed = await savePurchase(
        session,
        [{ variant_id: book.variant, quantity: 2, cost_cents: 5 }],
        { version: 1 },
      )
      expect(changed.items.map(({ variant_id, quantity }) => [variant_id, quantity])).toEqual([
        [book.variant, 2],
      ])
      await expectRefusal(
        () =>
          savePurchase(session, [{ variant_id: book.variant, quantity: 2, cost_cents: 5 }], { version: 1 }),
        'PT409',
        'changed_meanwhile',
      )
      await ask(session, 'send_purchase', { id: purchaseId, way: 'other' })
      await expectRefusal(
        () =>
          savePurchase(session, [{ variant_id: book.variant, quantity: 2, cost_cents: 5 }], { version: 3 }),
        'PT409',
        'purchase_closed',
      )
    }))

  it.each([
    ['PT400', 'invalid_purchase', []],
    ['PT400', 'invalid_quantity', [{ quantity: 0, cost_cents: 1 }]],
    ['PT400', 'invalid_purchase', [{ quantity: 1, cost_cents: -1 }]],
    ['PT404', 'variant_not_found', [{ variant_id: randomUUID(), quantity: 1, cost_cents: 1 }]],
  ])('refuses with %s %s', (state, code, items) =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      await saveSupplier(session)
      await expectRefusal(
        () =>
          savePurchase(
            session,
            items.map((item) => ({ variant_id: variant, ...item })),
          ),
        state,
        code,
      )
    }),
  )

  itIsForStockKeepers(
    db,
    (sql) => sql`select public.save_purchase(${aurora.id}, gen_random_uuid(), null, '{}')`,
  )
})
