import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { itIsForStockKeepers, shelve } from '../support/stock.ts'
import { beginCount } from '../support/stock-counts.ts'

const db = await createDatabase()

describe('begin_stock_count', () => {
  it('gives a sheet, the same to whoever begins meanwhile', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      const first = await beginCount(session)
      expect(first).toMatchObject({
        state: 'open',
        place: 'Estoque',
        lines: [{ variant_id: variant, counted: null, expected: null }],
      })
      expect((await beginCount(session, { id: randomUUID() })).id).toBe(first.id)
      await expectRefusal(() => beginCount(session, { place_id: randomUUID() }), 'PT404', 'place_not_found')
    }))

  itIsForStockKeepers(
    db,
    (sql) => sql`select public.begin_stock_count(${aurora.id}, gen_random_uuid(), null)`,
  )
})
