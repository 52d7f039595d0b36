import { describe, expect, it } from 'vitest'
import { ask, list, openAgenda, rooms } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('list_rooms', () => {
  it('shows what is offered, and on demand what no longer is', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const all = await list<{ id: string }>(session, 'list_rooms')
      await ask(session, 'archive_room', { id: rooms.blue, archived: true })
      expect(await list(session, 'list_rooms', {}, 'terapeuta@aurora.test')).toEqual(
        all.filter(({ id }) => id !== rooms.blue),
      )
      expect(await list(session, 'list_rooms', { archived: true })).toHaveLength(all.length)
    }))

  itIsForMembers(db, (sql) => sql`select public.list_rooms(${aurora.id})`)
})
