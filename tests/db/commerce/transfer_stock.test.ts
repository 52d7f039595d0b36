import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { addPlace, hold, itIsForStockKeepers, levelOf, shelve, stockFaults } from '../support/stock.ts'

const db = await createDatabase()

describe('transfer_stock', () => {
  it('moves units with their lots and their cost, once', () =>
    db.rolledBack(async (session) => {
      const { variant, place } = await shelve(session, {
        cents: 333,
        lots: [{ code: 'L1', expires: null, quantity: 3 }],
      })
      const room = await addPlace(session, 'Sala 1')
      const args = { id: randomUUID(), from: place, to: room, lines: [{ variant_id: variant, quantity: 2 }] }
      expect(await ask(session, 'transfer_stock', args)).toBe(2)
      expect(await ask(session, 'transfer_stock', args)).toBe(0)
      expect(await levelOf(session, variant, place)).toEqual({ on_hand: 1, reserved: 0, value_cents: 333 })
      expect(await levelOf(session, variant, room)).toEqual({ on_hand: 2, reserved: 0, value_cents: 666 })
      expect(await stockFaults(session)).toEqual([])
      await hold(session, randomUUID(), [{ variant_id: variant, quantity: 1, place_id: place }])
      const rest = { ...args, id: randomUUID(), lines: [{ variant_id: variant, quantity: 1 }] }
      await expectRefusal(() => ask(session, 'transfer_stock', rest), 'PT409', 'stock_is_reserved')
      await expectRefusal(
        () => ask(session, 'transfer_stock', { ...rest, to: place }),
        'PT404',
        'place_not_found',
      )
    }))

  itIsForStockKeepers(
    db,
    (sql) => sql`select public.transfer_stock(${aurora.id}, gen_random_uuid(), null, null, '[]')`,
  )
})
