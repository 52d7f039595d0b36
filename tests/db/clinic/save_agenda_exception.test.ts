import { describe, expect, it } from 'vitest'
import { ask, book, helena, openAgenda, rooms, sessionId, sueli, agenda } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

const id = '0e300000-0000-4000-8000-000000000001'
const holidays = {
  kind: 'absence',
  therapist_id: helena,
  from_local: '2026-12-01',
  until_local: '2026-12-02',
  title: 'Férias',
}

describe('save_agenda_exception', () => {
  it("takes whole days in the clinic's time, says what is booked meanwhile, and changes nothing of it", () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const booked = await book(session)
      const saved = await ask<Record<string, unknown>>(
        session,
        'save_agenda_exception',
        { id, exception: holidays },
        'terapeuta@aurora.test',
      )
      expect(saved).toMatchObject({
        exception: {
          id,
          kind: 'absence',
          starts_local: '2026-12-01T00:00',
          ends_local: '2026-12-03T00:00',
          title: 'Férias',
        },
        sessions: [{ id: sessionId }],
      })
      expect(await agenda(session, '2026-12-01')).toEqual([booked])
      const hours = { ...holidays, from_local: '2026-12-01T08:00', until_local: '2026-12-01T15:00' }
      expect(await ask(session, 'save_agenda_exception', { id, exception: hours })).toMatchObject({
        sessions: [],
      })
    }))

  it('stands in the way of what is booked after it', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await ask(session, 'save_agenda_exception', { id, exception: holidays })
      await expectRefusal(() => book(session), 'PT409', 'time_taken')
      await book(session, { therapist_id: sueli })
      await ask(session, 'save_agenda_exception', {
        id,
        exception: { ...holidays, kind: 'recess', therapist_id: null },
      })
      await expectRefusal(
        () => book(session, { id: helena, therapist_id: sueli, start_local: '2026-12-02T10:00' }),
        'PT409',
        'time_taken',
      )
    }))

  it("refuses what is nobody's, endless or of others", () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const save = (changes: object, as?: 'terapeuta@aurora.test') =>
        ask(session, 'save_agenda_exception', { id, exception: { ...holidays, ...changes } }, as)
      await expectRefusal(() => save({ therapist_id: null }), 'PT400', 'invalid_exception')
      await expectRefusal(() => save({ kind: 'recess' }), 'PT400', 'invalid_exception')
      await expectRefusal(() => save({ kind: 'party' }), 'PT400', 'invalid_exception')
      await expectRefusal(() => save({ room_id: rooms.blue }), 'PT400', 'invalid_exception')
      await expectRefusal(() => save({ until_local: '2026-11-01' }), 'PT400', 'invalid_moment')
      await expectRefusal(() => save({ until_local: '2030-11-01' }), 'PT400', 'invalid_moment')
      await expectRefusal(() => save({ therapist_id: id }), 'PT404', 'therapist_not_found')
      await expectRefusal(() => save({ therapist_id: sueli }, 'terapeuta@aurora.test'), 'PT403', 'forbidden')
      await expectRefusal(
        () => save({ kind: 'recess', therapist_id: null }, 'terapeuta@aurora.test'),
        'PT403',
        'forbidden',
      )
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.save_agenda_exception(${aurora.id}, ${id}, ${sql.json(holidays)})`,
  )
})
