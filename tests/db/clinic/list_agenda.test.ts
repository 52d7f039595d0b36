import { describe, expect, it } from 'vitest'
import {
  agenda,
  ask,
  book,
  helena,
  openAgenda,
  otherSessionId,
  rooms,
  sueli,
  type AgendaSession,
} from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

interface Agenda {
  time_zone: string
  sessions: AgendaSession[]
  working_hours: { therapist_id: string; starts_local: string; ends_local: string; is_extra: boolean }[]
  exceptions: { kind: string }[]
  holidays: { day: string; name: string }[]
}

const week = { from: '2026-11-30', to: '2026-12-06' }

describe('list_agenda', () => {
  it('answers all that a week shows', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session)
      const hours = [
        { weekday: 'tue', from_time: '08:00', until_time: '18:00' },
        // the week before is week A: not in this one
        {
          weekday: 'thu',
          from_time: '08:00',
          until_time: '18:00',
          every_weeks: 2,
          counted_from: '2026-11-27',
        },
      ]
      await ask(session, 'save_working_hours', { therapist_id: helena, hours })
      const extra = {
        kind: 'extra',
        therapist_id: helena,
        from_local: '2026-12-05T08:00',
        until_local: '2026-12-05T12:00',
      }
      await ask(session, 'save_agenda_exception', { id: helena, exception: extra })
      await ask(session, 'save_agenda_exception', {
        id: sueli,
        exception: { kind: 'recess', from_local: '2026-12-06', until_local: '2026-12-10' },
      })
      await ask(session, 'save_clinic_holiday', { id: helena, day: '2026-12-04', name: 'Dia da cidade' })
      const answer = await ask<Agenda>(session, 'list_agenda', week, 'terapeuta@aurora.test')
      expect(answer).toMatchObject({
        time_zone: 'America/Sao_Paulo',
        sessions: [
          {
            therapist_name: 'Helena Terapeuta',
            type_name: 'Individual',
            type_color: 'blue',
            patients: [{ name: 'Ana Prado' }],
          },
        ],
        holidays: [{ day: '2026-12-04', name: 'Dia da cidade', scope: 'local' }],
      })
      expect(
        answer.working_hours.map(({ starts_local, ends_local, is_extra }) => [
          starts_local,
          ends_local,
          is_extra,
        ]),
      ).toEqual([
        ['2026-12-01T08:00', '2026-12-01T18:00', false],
        ['2026-12-05T08:00', '2026-12-05T12:00', true],
      ])
      expect(answer.exceptions.map(({ kind }) => kind)).toEqual(['extra', 'recess'])
    }))

  it('narrows to therapists and rooms, and keeps what was cancelled', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { room_id: rooms.blue })
      const { id, version } = await book(session, { id: otherSessionId, therapist_id: sueli })
      await ask(session, 'cancel_session', { id, version })
      const of = async (where: object) =>
        (await ask<Agenda>(session, 'list_agenda', { ...week, ...where })).sessions.map(
          ({ therapist_id }) => therapist_id,
        )
      expect(await of({ therapist_ids: [sueli] })).toEqual([sueli])
      expect(await of({ room_ids: [rooms.blue] })).toEqual([helena])
      expect(await of({})).toHaveLength(2)
    }))

  it('has a session that goes on over midnight on both days', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { start_local: '2026-12-01T23:30', minutes: 60 })
      expect(await agenda(session, '2026-12-01')).toHaveLength(1)
      expect(await agenda(session, '2026-12-02')).toHaveLength(1)
      expect(await agenda(session, '2026-12-03')).toEqual([])
    }))

  it('shows 62 days at most', () =>
    db.rolledBack(async (session) => {
      const list = (from: string, to: string) => ask(session, 'list_agenda', { from, to })
      await expectRefusal(() => list('2026-12-02', '2026-12-01'), 'PT400', 'invalid_date')
      await expectRefusal(() => list('2026-01-01', '2026-12-01'), 'PT400', 'invalid_date')
    }))

  itIsForMembers(db, (sql) => sql`select public.list_agenda(${aurora.id}, '2026-12-01', '2026-12-02')`)
})
