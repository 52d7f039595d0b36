import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForStockReaders, saveSupplier } from '../support/stock.ts'

const db = await createDatabase()

describe('list_suppliers', () => {
  it('lists them by name', () =>
    db.rolledBack(async (session) => {
      await saveSupplier(session)
      await saveSupplier(session, { name: 'Editora Alfa' }, { id: randomUUID() })
      expect((await ask<{ name: string }[]>(session, 'list_suppliers')).map(({ name }) => name)).toEqual([
        'Aromas do Sul',
        'Editora Alfa',
      ])
    }))

  itIsForStockReaders(db, (sql) => sql`select public.list_suppliers(${aurora.id})`)
})
