import { describe, expect, it } from 'vitest'
import { ask, book, list, openAgenda, rooms } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('archive_room', () => {
  it('offers it no longer and again, and sessions keep it', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const before = await list(session, 'list_rooms')
      const booked = await book(session, { room_id: rooms.blue })
      expect(booked).toMatchObject({ room_id: rooms.blue })
      await ask(session, 'archive_room', { id: rooms.blue, archived: true })
      await ask(session, 'archive_room', { id: rooms.blue, archived: true })
      const again = () =>
        book(session, { id: rooms.green, start_local: '2026-12-02T10:00', room_id: rooms.blue })
      await expectRefusal(again, 'PT404', 'room_not_found')
      await ask(session, 'archive_room', { id: rooms.blue, archived: false })
      expect(await list(session, 'list_rooms')).toEqual(before)
    }))

  it('refuses one that is not there, and therapists', () =>
    db.rolledBack(async (session) => {
      const archive = (as?: 'terapeuta@aurora.test') =>
        ask(session, 'archive_room', { id: rooms.blue, archived: true }, as)
      await expectRefusal(() => archive(), 'PT404', 'room_not_found')
      await expectRefusal(() => archive('terapeuta@aurora.test'), 'PT403', 'forbidden')
    }))

  itIsForMembers(db, (sql) => sql`select public.archive_room(${aurora.id}, ${rooms.blue}, true)`)
})
