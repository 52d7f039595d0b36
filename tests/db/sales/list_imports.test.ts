import { describe, expect, it } from 'vitest'
import { list } from '../support/agenda.ts'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { beginImport, finishedImport, importId, type ImportRow } from '../support/imports.ts'
import { itIsForSellers } from '../support/sales.ts'

const db = await createDatabase()

describe('list_imports', () => {
  it('shows how each stands, and whether it can be undone', () =>
    db.rolledBack(async (session) => {
      await finishedImport(session)
      const [row] = await list<ImportRow>(session, 'list_imports')
      expect(row).toMatchObject({
        id: importId,
        state: 'ready',
        created: 2,
        rejected: 1,
        can_undo: true,
        requested_by_name: 'Rita Recepção',
        headings: ['Nome', 'Fone'],
      })
      const others = await session.asUser(
        'dona@horizonte.test',
        (sql) => sql`select * from public.list_imports(${horizonte.id})`,
      )
      expect(others).toHaveLength(0)
    }))

  it('leaves out one whose file is not there yet', () =>
    db.rolledBack(async (session) => {
      await beginImport(session)
      expect(await list(session, 'list_imports')).toEqual([])
    }))

  itIsForSellers(db, (sql) => sql`select * from public.list_imports(${aurora.id})`)
})
