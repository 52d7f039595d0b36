import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { hold, itIsForStockKeepers, levelOf, movesOf, shelve, stockFaults, take } from '../support/stock.ts'
import { beginCount, closeCount, countLine } from '../support/stock-counts.ts'

const db = await createDatabase()

describe('close_stock_count', () => {
  it('applies differences; what was sold meanwhile stays sold', () =>
    db.rolledBack(async (session) => {
      const [less, more] = [await shelve(session), await shelve(session)]
      await beginCount(session)
      await countLine(session, less.variant, 8)
      await countLine(session, more.variant, 11)
      const owner = randomUUID()
      await hold(session, owner, [{ variant_id: less.variant, quantity: 5 }])
      await take(session, owner)
      expect(await closeCount(session)).toMatchObject({ state: 'applied' })
      await closeCount(session)
      expect(await levelOf(session, less.variant)).toMatchObject({ on_hand: 3 })
      expect(await levelOf(session, more.variant)).toMatchObject({ on_hand: 11, value_cents: 11000 })
      expect(await stockFaults(session)).toEqual([])
    }))

  it('changes nothing while a difference would take what is held', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      await beginCount(session)
      await countLine(session, variant, 2)
      await hold(session, randomUUID(), [{ variant_id: variant, quantity: 5 }])
      await expectRefusal(() => closeCount(session), 'PT409', 'stock_is_reserved')
    }))

  it('asks why where units are missing, and the ledger keeps the reason', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      await beginCount(session)
      await countLine(session, variant, 2)
      await expectRefusal(() => closeCount(session, true, ' '), 'PT400', 'stock_reason_required')
      expect(await closeCount(session, true, 'Caixa molhada')).toMatchObject({ note: 'Caixa molhada' })
      const notes = await session.asPostgres(
        (sql) => sql`select note from public.stock_moves where tenant_id = ${aurora.id} and kind = 'count'`,
      )
      expect([...notes]).toEqual([{ note: 'Caixa molhada' }])
    }))

  it('can be thrown away', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session)
      await beginCount(session)
      await countLine(session, variant, 2)
      expect(await closeCount(session, false)).toMatchObject({ state: 'cancelled' })
      expect((await movesOf(session, variant)).filter(({ kind }) => kind === 'count')).toEqual([])
    }))

  itIsForStockKeepers(db, (sql) => sql`select public.close_stock_count(${aurora.id}, gen_random_uuid())`)
})
