import { describe, expect, it } from 'vitest'
import { ask, book, helena, list, openAgenda, rooms, sessionId, sueli } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

const slots = async (session: Session, args: object) =>
  (
    await list<{ starts_local: string }>(session, 'find_free_slots', {
      therapist_id: helena,
      minutes: 50,
      after: '2026-12-01T07:00',
      limit: 4,
      ...args,
    })
  ).map(({ starts_local }) => starts_local.slice(5))

describe('find_free_slots', () => {
  it('goes around sessions, absences and holidays, within the working hours', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const hours = [{ weekday: 'tue', from_time: '08:00', until_time: '11:00' }]
      await ask(session, 'save_working_hours', { therapist_id: helena, hours })
      expect(await slots(session, {})).toEqual(['12-01T08:00', '12-01T08:30', '12-01T09:00', '12-01T09:30'])
      await book(session, { start_local: '2026-12-01T09:00' })
      // up to the session, and from its end on
      expect(await slots(session, {})).toEqual(['12-01T08:00', '12-01T09:50', '12-08T08:00', '12-08T08:30'])
      expect(await slots(session, { session_id: sessionId, limit: 3 })).toEqual([
        '12-01T08:00',
        '12-01T08:30',
        '12-01T09:00',
      ])
      const exception = {
        kind: 'absence',
        therapist_id: helena,
        from_local: '2026-12-08',
        until_local: '2026-12-08',
      }
      await ask(session, 'save_agenda_exception', { id: helena, exception })
      await ask(session, 'save_clinic_holiday', { id: helena, day: '2026-12-15', name: 'Dia da cidade' })
      expect(await slots(session, { after: '2026-12-01T09:40', limit: 2 })).toEqual([
        '12-01T09:50',
        '12-22T08:00',
      ])
      expect(await slots(session, { therapist_id: sueli })).toEqual([])
    }))

  it('looks at the room as well', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const hours = [{ weekday: 'tue', from_time: '08:00', until_time: '10:00' }]
      await ask(session, 'save_working_hours', { therapist_id: helena, hours })
      await book(session, { therapist_id: sueli, room_id: rooms.blue, start_local: '2026-12-01T08:00' })
      expect(await slots(session, { room_id: rooms.blue, limit: 1 })).toEqual(['12-01T08:50'])
      expect(await slots(session, { room_id: rooms.green, limit: 1 })).toEqual(['12-01T08:00'])
      await expectRefusal(() => slots(session, { minutes: 0 }), 'PT400', 'invalid_moment')
    }))

  itIsForMembers(db, (sql) => sql`select public.find_free_slots(${aurora.id}, ${helena}, 50)`)
})
