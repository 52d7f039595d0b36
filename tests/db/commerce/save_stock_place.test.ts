import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { itIsForStockKeepers, shelve } from '../support/stock.ts'

const db = await createDatabase()

describe('save_stock_place', () => {
  it('keeps one default place, and archives only what is empty', () =>
    db.rolledBack(async (session) => {
      const { place } = await shelve(session)
      const id = randomUUID()
      const save = (args: object) =>
        ask<Record<string, unknown>>(session, 'save_stock_place', { id, name: 'Sala 1', ...args })
      expect(await save({ is_default: true })).toMatchObject({ name: 'Sala 1', is_default: true })
      await expectRefusal(() => save({ archived: true }), 'PT409', 'place_in_use')
      await expectRefusal(() => save({ id: place, name: 'Estoque', archived: true }), 'PT409', 'place_in_use')
      await save({ id: place, name: 'Estoque', is_default: true })
      expect((await save({ archived: true })).archived_at).not.toBeNull()
      expect((await save({})).archived_at).toBeNull()
    }))

  itIsForStockKeepers(
    db,
    (sql) => sql`select public.save_stock_place(${aurora.id}, gen_random_uuid(), 'Sala 1')`,
  )
})
