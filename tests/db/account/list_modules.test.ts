import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('list_modules', () => {
  it('shows what comes with the product until the clinic chooses', () =>
    db.rolledBack(async (session) => {
      const rows = await session.asUser(
        'terapeuta@aurora.test',
        (sql) => sql`select * from public.list_modules(${aurora.id}) where module in ('sales', 'shop')`,
      )
      expect(rows).toEqual([
        { module: 'sales', is_on: true, needs: null, is_usable: true },
        { module: 'shop', is_on: false, needs: 'products', is_usable: false },
      ])
    }))

  itIsForMembers(db, (sql) => sql`select * from public.list_modules(${aurora.id})`)
})
