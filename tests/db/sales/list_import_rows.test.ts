import { describe, expect, it } from 'vitest'
import { list } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { finishedImport, importId } from '../support/imports.ts'
import { itIsForSellers } from '../support/sales.ts'

const db = await createDatabase()

describe('list_import_rows', () => {
  it('has what the rejected rows said, and why', () =>
    db.rolledBack(async (session) => {
      await finishedImport(session)
      const rows = await list(session, 'list_import_rows', { id: importId })
      expect(rows).toEqual([{ row_number: 3, cells: ['=1+1'], kinds: ['name_missing'], wrong: [0] }])
      expect(await list(session, 'list_import_rows', { id: importId, after: 3 })).toEqual([])
    }))

  it('knows none of another clinic', () =>
    db.rolledBack((session) =>
      expectRefusal(() => list(session, 'list_import_rows', { id: importId }), 'PT404', 'import_not_found'),
    ))

  itIsForSellers(
    db,
    (sql) => sql`select * from public.list_import_rows(${aurora.id}, ${importId})`,
    finishedImport,
  )
})
