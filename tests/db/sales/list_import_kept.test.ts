import { describe, expect, it } from 'vitest'
import { list } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { finishedImport, importId } from '../support/imports.ts'
import { itIsForSellers } from '../support/sales.ts'

const db = await createDatabase()

describe('list_import_kept', () => {
  it('names what the undo left, and why', () =>
    db.rolledBack(async (session) => {
      await finishedImport(session)
      await session.asPostgres(
        (sql) => sql`
          update app.import_records i set outcome = 'kept', kept_because = 'in_use'
          from public.patients p where p.id = i.record_id and p.full_name = 'Bia Reis'`,
      )
      expect(await list(session, 'list_import_kept', { id: importId })).toMatchObject([
        { name: 'Bia Reis', because: 'in_use' },
      ])
    }))

  it('knows none of another clinic', () =>
    db.rolledBack((session) =>
      expectRefusal(() => list(session, 'list_import_kept', { id: importId }), 'PT404', 'import_not_found'),
    ))

  itIsForSellers(
    db,
    (sql) => sql`select * from public.list_import_kept(${aurora.id}, ${importId})`,
    finishedImport,
  )
})
