import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { addField, itIsForSellers } from '../support/sales.ts'

const db = await createDatabase()

describe('get_import_settings', () => {
  it('has the clinic’s own fields of the kind', () =>
    db.rolledBack(async (session) => {
      const id = await addField(session, { entity: 'contact', label: 'Convênio', type: 'text' })
      expect(await ask(session, 'get_import_settings', { kind: 'contacts' })).toMatchObject({
        columns: null,
        custom: [{ id, label: 'Convênio', type: 'text', options: [] }],
      })
      expect(await ask(session, 'get_import_settings', { kind: 'leads' })).toMatchObject({ custom: [] })
    }))

  it('refuses what nobody imports', () =>
    db.rolledBack((session) =>
      expectRefusal(
        () => ask(session, 'get_import_settings', { kind: 'nothing' }),
        'PT400',
        'unknown_import_kind',
      ),
    ))

  itIsForSellers(db, (sql) => sql`select public.get_import_settings(${aurora.id}, 'patients')`)
})
