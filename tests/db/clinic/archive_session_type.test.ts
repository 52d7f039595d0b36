import { describe, expect, it } from 'vitest'
import { ask, book, list, openAgenda, types } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('archive_session_type', () => {
  it('offers it no longer and again, and sessions keep it', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const before = await list(session, 'list_session_types')
      const booked = await book(session)
      expect(booked).toMatchObject({ session_type_id: types.single })
      await ask(session, 'archive_session_type', { id: types.single, archived: true })
      await ask(session, 'archive_session_type', { id: types.single, archived: true })
      const again = () => book(session, { id: types.group, start_local: '2026-12-02T10:00' })
      await expectRefusal(again, 'PT404', 'session_type_not_found')
      await ask(session, 'archive_session_type', { id: types.single, archived: false })
      expect(await list(session, 'list_session_types')).toEqual(before)
    }))

  it('refuses one that is not there, and therapists', () =>
    db.rolledBack(async (session) => {
      const archive = (as?: 'terapeuta@aurora.test') =>
        ask(session, 'archive_session_type', { id: types.single, archived: true }, as)
      await expectRefusal(() => archive(), 'PT404', 'session_type_not_found')
      await expectRefusal(() => archive('terapeuta@aurora.test'), 'PT403', 'forbidden')
    }))

  itIsForMembers(db, (sql) => sql`select public.archive_session_type(${aurora.id}, ${types.single}, true)`)
})
