import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('note_list_export', () => {
  it('writes down who saved which list, how long and how filtered', () =>
    db.rolledBack(async (session) => {
      await ask(session, 'note_list_export', {
        list: 'patients',
        format: 'csv',
        rows: 12,
        filters: { busca: 'ana' },
      })
      const [entry] = await session.asPostgres(
        (sql) => sql`select actor_name, after from public.audit_logs where action = 'export.list_saved'`,
      )
      expect(entry).toEqual({
        actor_name: 'Rita Recepção',
        after: { list: 'patients', format: 'csv', rows: 12, filters: { busca: 'ana' } },
      })
      for (const args of [
        { list: 'x', format: 'csv', rows: 1 },
        { list: 'patients', format: 'pdf', rows: 1 },
        { list: 'patients', format: 'csv', rows: -1 },
      ])
        await expectRefusal(() => ask(session, 'note_list_export', args), 'PT400', 'invalid_filter')
    }))

  itIsForMembers(db, (sql) => sql`select public.note_list_export(${aurora.id}, 'patients', 'csv', 1)`)
})
