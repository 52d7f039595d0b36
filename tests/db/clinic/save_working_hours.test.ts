import { describe, expect, it } from 'vitest'
import { ask, helena, openAgenda, rooms, sueli } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

const tuesdays = { weekday: 'tue', from_time: '08:00', until_time: '12:00' }

describe('save_working_hours', () => {
  it('replaces what the therapist had', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const save = (hours: object[]) =>
        ask<object[]>(session, 'save_working_hours', { therapist_id: helena, hours }, 'terapeuta@aurora.test')
      expect(
        await save([
          { ...tuesdays, weekday: 'thu', every_weeks: 2, counted_from: '2026-12-03' },
          { ...tuesdays, room_id: rooms.blue, until_time: '24:00' },
        ]),
      ).toMatchObject([
        { weekday: 'tue', from_time: '08:00', until_time: '24:00', room_id: rooms.blue, every_weeks: 1 },
        { weekday: 'thu', every_weeks: 2, counted_from: '2026-12-03' },
      ])
      expect(await save([])).toEqual([])
    }))

  it('refuses hours that are none, rooms that are none, and the hours of others', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const save = (changes: object, therapist_id = helena, as?: 'terapeuta@aurora.test') =>
        ask(session, 'save_working_hours', { therapist_id, hours: [{ ...tuesdays, ...changes }] }, as)
      for (const wrong of [
        { weekday: 'terça' },
        { from_time: '12:00' },
        { from_time: '8h' },
        { until_time: '24:30' },
        { every_weeks: 0 },
      ])
        await expectRefusal(() => save(wrong), 'PT400', 'invalid_hours')
      await expectRefusal(() => save({ room_id: helena }), 'PT404', 'room_not_found')
      await expectRefusal(() => save({}, rooms.blue), 'PT404', 'therapist_not_found')
      await expectRefusal(() => save({}, sueli, 'terapeuta@aurora.test'), 'PT403', 'forbidden')
    }))

  itIsForMembers(db, (sql) => sql`select public.save_working_hours(${aurora.id}, ${helena}, '[]')`)
})
