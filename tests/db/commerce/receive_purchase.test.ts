import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { race } from '../support/sales.ts'
import {
  itIsForStockKeepers,
  levelOf,
  movesOf,
  ordered,
  purchaseId,
  receive,
  shelve,
  stockFaults,
} from '../support/stock.ts'

const db = await createDatabase()

describe('receive_purchase', () => {
  it('takes parts until all is there, each delivery once', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session, { quantity: 0 })
      const { items } = await ordered(session, [{ variant_id: variant, quantity: 3, cost_cents: 100 }])
      const receipt_id = randomUUID()
      const lines = [{ item_id: items[0]!.id, quantity: 2 }]
      expect(await receive(session, lines, { receipt_id, receipt: { invoice: 'NF 12' } })).toMatchObject({
        state: 'partial',
        receipts: [{ units: 2, invoice: 'NF 12' }],
      })
      expect(await receive(session, lines, { receipt_id })).toMatchObject({
        state: 'partial',
        items: [{ received: 2 }],
      })
      await expectRefusal(() => receive(session, lines), 'PT409', 'more_than_ordered')
      await expectRefusal(
        () =>
          receive(session, [
            { item_id: items[0]!.id, quantity: 1 },
            { item_id: items[0]!.id, quantity: 1 },
          ]),
        'PT409',
        'more_than_ordered',
      )
      expect(await receive(session, [{ item_id: items[0]!.id, quantity: 1 }])).toMatchObject({
        state: 'received',
      })
      expect(await levelOf(session, variant)).toMatchObject({ on_hand: 3, value_cents: 300 })
      expect(await stockFaults(session)).toEqual([])
    }))

  it('averages the cost, with the freight by value, to the cent', () =>
    db.rolledBack(async (session) => {
      const [oil, book, gift] = [
        await shelve(session, { quantity: 1, cents: 1000 }),
        await shelve(session, { quantity: 0 }),
        await shelve(session, { quantity: 0 }),
      ]
      const order = await ordered(session, [
        { variant_id: oil.variant, quantity: 2, cost_cents: 100 },
        { variant_id: book.variant, quantity: 1, cost_cents: 100 },
        { variant_id: gift.variant, quantity: 1, cost_cents: 0 },
      ])
      await receive(
        session,
        order.items.map(({ id, quantity }) => ({ item_id: id, quantity })),
        { receipt: { freight_cents: 100 } },
      )
      const values = [
        await levelOf(session, oil.variant),
        await levelOf(session, book.variant),
        await levelOf(session, gift.variant),
      ]
      expect(values.reduce((sum, { value_cents }) => sum + value_cents, 0)).toBe(1000 + 300 + 100)
      expect([values[0]!.value_cents - 1200, values[2]!.value_cents]).toEqual([expect.toBeOneOf([66, 67]), 0])
      const [row] = await session.asPostgres(
        (sql) => sql`select cost_cents from public.product_variants where id = ${oil.variant}`,
      )
      expect(row!.cost_cents).toBe(422)
    }))

  it('asks for the lot of what has lots', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session, { lots: [{ code: 'L1', expires: null, quantity: 1 }] })
      const { items } = await ordered(session, [{ variant_id: variant, quantity: 3, cost_cents: 100 }])
      await expectRefusal(
        () => receive(session, [{ item_id: items[0]!.id, quantity: 1 }]),
        'PT400',
        'lot_required',
      )
      await receive(session, [{ item_id: items[0]!.id, quantity: 1, lot: 'l2', expires_on: '2999-05-01' }])
      expect((await movesOf(session, variant)).at(-1)).toMatchObject({
        kind: 'purchase',
        lot: 'L2',
        value_cents: 100,
      })
    }))

  it('never takes more than was ordered from two who receive at once', async () => {
    const { variant } = await shelve(db, { quantity: 0 })
    const { items } = await ordered(db, [{ variant_id: variant, quantity: 3, cost_cents: 100 }])
    const { done, refused } = await race(
      Array.from({ length: 8 }, () => receive(db, [{ item_id: items[0]!.id, quantity: 2 }])),
    )
    expect([done.length, new Set(refused)]).toEqual([1, new Set(['more_than_ordered'])])
    expect(await levelOf(db, variant)).toMatchObject({ on_hand: 2 })
    expect(await ask(db, 'get_purchase', { id: purchaseId })).toMatchObject({
      state: 'partial',
      items: [{ received: 2 }],
    })
    expect(await stockFaults(db)).toEqual([])
  })

  itIsForStockKeepers(
    db,
    (sql) => sql`select public.receive_purchase(${aurora.id}, gen_random_uuid(), gen_random_uuid(), '[]')`,
  )
})
