import { describe, expect, it } from 'vitest'
import { ask, list, openAgenda, types } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('list_session_types', () => {
  it('shows what is offered, and on demand what no longer is', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const all = await list<{ id: string }>(session, 'list_session_types')
      await ask(session, 'archive_session_type', { id: types.single, archived: true })
      expect(await list(session, 'list_session_types', {}, 'terapeuta@aurora.test')).toEqual(
        all.filter(({ id }) => id !== types.single),
      )
      expect(await list(session, 'list_session_types', { archived: true })).toHaveLength(all.length)
    }))

  itIsForMembers(db, (sql) => sql`select public.list_session_types(${aurora.id})`)
})
