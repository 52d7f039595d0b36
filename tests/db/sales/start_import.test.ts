import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { beginImport, importId, options, startImport } from '../support/imports.ts'
import { itIsForSellers } from '../support/sales.ts'

const db = await createDatabase()

describe('start_import', () => {
  it('queues the import once, and remembers the columns for the next file with these headings', () =>
    db.rolledBack(async (session) => {
      await beginImport(session)
      await startImport(session)
      await startImport(session, { policy: 'skip' })
      const jobs = await session.asPostgres(
        (sql) => sql`select kind from app.jobs where kind = 'import_rows'`,
      )
      expect(jobs).toHaveLength(1)
      const settings = await ask<{ columns: unknown }>(session, 'get_import_settings', {
        kind: 'patients',
        signature: options.signature,
      })
      expect(settings.columns).toEqual(options.columns)
    }))

  it.each([
    [{ policy: 'perhaps' }, 'PT400', 'invalid_import'],
    [{ options: { columns: [null] } }, 'PT400', 'invalid_import'],
    [{ options: {} }, 'PT400', 'invalid_import'],
  ])('refuses %o', (args, state, code) =>
    db.rolledBack(async (session) => {
      await beginImport(session)
      await expectRefusal(() => startImport(session, args), state, code)
    }),
  )

  it('is for whoever put the file', () =>
    db.rolledBack(async (session) => {
      await beginImport(session)
      await expectRefusal(() => startImport(session, {}, 'admin@aurora.test'), 'PT404', 'import_not_found')
    }))

  itIsForSellers(
    db,
    (sql) => sql`select public.start_import(${aurora.id}, ${importId}, 'skip', '{"columns": ["name"]}')`,
    beginImport,
  )
})
