import { describe, expect, it } from 'vitest'
import { ask, book, helena, openAgenda, rooms, sessionId, sueli, type Hit } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

interface Check {
  is_free: boolean
  may_squeeze_in: boolean
  hits: Hit[]
}

const at = { therapist_id: helena, start_local: '2026-12-01T15:30', minutes: 50 }

describe('check_session', () => {
  it('says what is met before anybody drops it, without the one that is dragged', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { room_id: rooms.blue })
      const check = (args: object) => ask<Check>(session, 'check_session', { ...at, ...args })
      expect(await check({})).toMatchObject({
        is_free: false,
        may_squeeze_in: true,
        hits: [{ kind: 'session', session: { id: sessionId } }],
      })
      expect(await check({ therapist_id: sueli, room_id: rooms.blue })).toMatchObject({
        hits: [{ kind: 'room' }],
      })
      expect(await check({ session_id: sessionId })).toEqual({
        is_free: true,
        may_squeeze_in: false,
        hits: [],
      })
    }))

  it('warns outside of the working hours, and where a squeezed-in one sits', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const hours = [
        { weekday: 'tue', from_time: '08:00', until_time: '12:00' },
        { weekday: 'tue', from_time: '12:00', until_time: '16:00' },
      ]
      await ask(session, 'save_working_hours', { therapist_id: helena, hours })
      const kinds = async (start_local: string) =>
        (await ask<Check>(session, 'check_session', { ...at, start_local })).hits.map(({ kind, blocks }) => [
          kind,
          blocks,
        ])
      expect(await kinds('2026-12-01T11:30')).toEqual([])
      expect(await kinds('2026-12-01T15:30')).toEqual([['outside_hours', false]])
      await book(session, { start_local: '2026-12-01T09:00' })
      await book(session, { id: helena, start_local: '2026-12-01T09:30', reason: 'Crise' })
      expect(await kinds('2026-12-01T10:00')).toEqual([['session', true]])
    }))

  it('refuses a time that is none', () =>
    db.rolledBack((session) =>
      expectRefusal(() => ask(session, 'check_session', { ...at, minutes: 0 }), 'PT400', 'invalid_moment'),
    ))

  itIsForMembers(
    db,
    (sql) => sql`select public.check_session(${aurora.id}, ${helena}, '2026-12-01T15:00', 50)`,
  )
})
