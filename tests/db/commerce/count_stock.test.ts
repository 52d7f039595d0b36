import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { hold, itIsForStockKeepers, shelve, take } from '../support/stock.ts'
import { beginCount, closeCount, countLine } from '../support/stock-counts.ts'

const db = await createDatabase()

describe('count_stock', () => {
  it('compares with the level of its moment, and can be counted again or not at all', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      await beginCount(session)
      expect(await countLine(session, variant, 8)).toEqual({ counted: 8, expected: 10, difference: -2 })
      const owner = randomUUID()
      await hold(session, owner, [{ variant_id: variant, quantity: 3 }])
      await take(session, owner)
      expect(await countLine(session, variant, 7)).toEqual({ counted: 7, expected: 7, difference: 0 })
      expect(await countLine(session, variant, null)).toEqual({
        counted: null,
        expected: null,
        difference: null,
      })
      await expectRefusal(() => countLine(session, variant, -1), 'PT400', 'invalid_quantity')
      await expectRefusal(() => countLine(session, randomUUID(), 1), 'PT404', 'variant_not_found')
      await closeCount(session, false)
      await expectRefusal(() => countLine(session, variant, 1), 'PT409', 'count_closed')
    }))

  itIsForStockKeepers(
    db,
    (sql) => sql`select public.count_stock(${aurora.id}, gen_random_uuid(), gen_random_uuid(), null, 1)`,
  )
})
