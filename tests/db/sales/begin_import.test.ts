import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { beginImport, importId, importOf } from '../support/imports.ts'
import { itIsForSellers } from '../support/sales.ts'

const db = await createDatabase()

describe('begin_import', () => {
  it('says where the file goes, and nobody else may put it there', () =>
    db.rolledBack(async (session) => {
      const begun = await beginImport(session)
      expect(begun).toMatchObject({ bucket: 'imports', path: `${aurora.id}/uploads/${importId}` })
      expect(await beginImport(session)).toEqual(begun)
      expect(await importOf(session)).toMatchObject({ state: 'uploading', kind: 'patients' })
      const may = (as: 'recepcao@aurora.test' | 'admin@aurora.test') =>
        session.asUser(
          as,
          async (sql) =>
            (await sql`select app.may_upload_media('imports', ${begun.path}) as may`)[0]!['may'] as boolean,
        )
      expect(await may('recepcao@aurora.test')).toBe(true)
      expect(await may('admin@aurora.test')).toBe(false)
    }))

  it.each([
    [{ kind: 'nothing' }, 'PT400', 'unknown_import_kind'],
    [{ id: null }, 'PT400', 'missing_client_id'],
    [{ bytes: 0 }, 'PT400', 'empty_upload'],
    [{ bytes: 26_214_401 }, 'PT400', 'media_too_large'],
  ])('refuses %o', (args, state, code) =>
    db.rolledBack((session) => expectRefusal(() => beginImport(session, args), state, code)),
  )

  itIsForSellers(
    db,
    (sql) => sql`select public.begin_import(${aurora.id}, ${importId}, 'patients', 'a.csv', 10)`,
  )
})
