import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { itIsForStockReaders, shelve } from '../support/stock.ts'
import { beginCount, countId } from '../support/stock-counts.ts'

const db = await createDatabase()

describe('get_stock_count', () => {
  it('lists each lot of its own', () =>
    db.rolledBack(async (session) => {
      await shelve(session, {
        lots: [
          { code: 'B', expires: '2999-02-01', quantity: 1 },
          { code: 'A', expires: '2999-01-01', quantity: 1 },
        ],
      })
      await beginCount(session)
      const found = await ask<{ lines: { lot: string }[] }>(session, 'get_stock_count', { id: countId })
      expect(found.lines.map(({ lot }) => lot)).toEqual(['A', 'B'])
      await expectRefusal(
        () => ask(session, 'get_stock_count', { id: randomUUID() }),
        'PT404',
        'count_not_found',
      )
    }))

  itIsForStockReaders(db, (sql) => sql`select public.get_stock_count(${aurora.id}, gen_random_uuid())`)
})
