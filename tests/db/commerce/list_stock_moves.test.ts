import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { adjust, itIsForStockReaders, shelve } from '../support/stock.ts'

const db = await createDatabase()

describe('list_stock_moves', () => {
  it('tells what happened, the latest first, page by page', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      await adjust(session, variant, { quantity: 2, reason: 'damaged', note: 'Caiu no chão' })
      const rows = (args: object = {}) =>
        ask<{ number: number; kind: string }[]>(session, 'list_stock_moves', { ...args })
      expect(await rows({ where: { variant_id: variant } })).toEqual([
        expect.objectContaining({
          kind: 'adjust',
          on_hand: -2,
          on_hand_after: 8,
          reason: 'damaged',
          note: 'Caiu no chão',
          place: 'Estoque',
        }),
        expect.objectContaining({ kind: 'adjust', on_hand: 10, reason: 'opening', actor: null }),
      ])
      const [latest] = await rows()
      expect(await rows({ before: latest!.number })).toHaveLength(1)
      expect(await rows({ where: { kind: 'sale' } })).toEqual([])
    }))

  itIsForStockReaders(db, (sql) => sql`select public.list_stock_moves(${aurora.id})`)
})
