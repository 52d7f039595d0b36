import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { adjust, hold, itIsForStockKeepers, levelOf, movesOf, shelve, stockFaults } from '../support/stock.ts'

const db = await createDatabase()

describe('adjust_stock', () => {
  it('puts in and takes out with a reason, once', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session, { cents: 500 })
      const id = randomUUID()
      expect(await adjust(session, variant, { id, quantity: 2 })).toMatchObject({
        on_hand: 12,
        value_cents: 6000,
      })
      expect(await adjust(session, variant, { id, quantity: 2 })).toMatchObject({ on_hand: 12 })
      expect(await adjust(session, variant, { quantity: 3, reason: 'used' })).toMatchObject({
        on_hand: 9,
        value_cents: 4500,
      })
      expect(await stockFaults(session)).toEqual([])
    }))

  it('asks for a reason, and for words where the reason is another', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      for (const reason of [null, 'because', 'other_out'])
        await expectRefusal(() => adjust(session, variant, { reason }), 'PT400', 'stock_reason_required')
      await adjust(session, variant, { reason: 'other_out', note: 'Emprestado' })
    }))

  it('never takes what is held or is not there', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      await hold(session, randomUUID(), [{ variant_id: variant, quantity: 8 }])
      await expectRefusal(
        () => adjust(session, variant, { quantity: 3, reason: 'lost' }),
        'PT409',
        'stock_is_reserved',
      )
      await expectRefusal(
        () => adjust(session, variant, { quantity: 11, reason: 'lost' }),
        'PT409',
        'out_of_stock',
      )
      await expectRefusal(() => adjust(session, variant, { quantity: 0 }), 'PT400', 'invalid_quantity')
      expect(await levelOf(session, variant)).toMatchObject({ on_hand: 10, reserved: 8 })
    }))

  it('names the lot of what comes in, and throws away first what has expired', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session, {
        lots: [
          { code: 'NEW', expires: '2999-01-01', quantity: 2 },
          { code: 'OLD', expires: '2020-01-01', quantity: 2 },
        ],
      })
      await expectRefusal(() => adjust(session, variant), 'PT400', 'lot_required')
      await adjust(session, variant, { quantity: 1, lot: { code: 'l3', expires_on: '2998-01-01' } })
      await adjust(session, variant, { quantity: 3, reason: 'expired' })
      expect((await movesOf(session, variant)).slice(2).map(({ lot, on_hand }) => [lot, on_hand])).toEqual([
        ['L3', 1],
        ['OLD', -2],
        ['L3', -1],
      ])
      expect(await stockFaults(session)).toEqual([])
    }))

  itIsForStockKeepers(
    db,
    (sql) =>
      sql`select public.adjust_stock(${aurora.id}, gen_random_uuid(), gen_random_uuid(), null, 1, 'found')`,
  )
})
