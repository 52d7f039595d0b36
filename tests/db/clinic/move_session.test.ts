import { describe, expect, it } from 'vitest'
import {
  agenda,
  ask,
  book,
  detailOf,
  form,
  openAgenda,
  otherSessionId,
  patients,
  rooms,
  seriesId,
  sessionId,
  starts,
  sueli,
  type AgendaSession,
  type Hit,
} from '../support/agenda.ts'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

const move = (session: Session, args: object, as?: Email) =>
  ask<{ session: AgendaSession; moved: number; ids: string[] }>(
    session,
    'move_session',
    { id: sessionId, version: 1, ...args },
    as,
  )

/** Six Tuesdays at 15:00, of which the one of the date is to be moved. */
async function sixTuesdays(session: Session, date: string, changes: object = {}): Promise<AgendaSession> {
  await openAgenda(session)
  await ask(session, 'book_series', { id: seriesId, series: form({ freq: 'weekly', count: 6, ...changes }) })
  return (await agenda(session, date))[0]!
}

describe('move_session', () => {
  it('moves in time, to a room and to a colleague, whose patient it is then', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session)
      const { session: moved } = await move(session, {
        start_local: '2026-12-02T10:00',
        minutes: 80,
        therapist_id: sueli,
        room_id: rooms.green,
      })
      expect(moved).toMatchObject({
        therapist_id: sueli,
        room_id: rooms.green,
        starts_local: '2026-12-02T10:00',
        ends_local: '2026-12-02T11:20',
        version: 2,
      })
      const treats = await session.asPostgres(
        (sql) => sql`select app.treats(${aurora.id}, ${patients.ana}, ${sueli})`,
      )
      expect([...treats]).toEqual([{ treats: true }])
      // the room goes when there is none any more
      expect(await move(session, { version: 2, set: { room_id: null } })).toMatchObject({
        session: { room_id: null },
      })
    }))

  it('says whom it would meet, and goes over them when somebody says why', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session)
      await book(session, {
        id: otherSessionId,
        start_local: '2026-12-02T10:00',
        patient_ids: [patients.bia],
      })
      const there = { start_local: '2026-12-02T10:30' }
      expect(await detailOf<Hit[]>(move(session, there))).toMatchObject([
        { kind: 'session', session: { patients: ['Bia Reis'] } },
      ])
      await expectRefusal(() => move(session, there), 'PT409', 'time_taken')
      expect(await move(session, { ...there, squeeze_in_reason: 'Crise' })).toMatchObject({
        session: { squeezed_in: { reason: 'Crise' } },
      })
      // in a free place it is an ordinary session again
      expect(await move(session, { version: 2, start_local: '2026-12-02T14:00' })).toMatchObject({
        session: { squeezed_in: null, blocks_time: true },
      })
    }))

  it('asks for a new confirmation when the time is new, and not for a room', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session)
      await ask(session, 'set_session_status', { id: sessionId, status: 'confirmed' })
      expect(await move(session, { version: 2, room_id: rooms.blue })).toMatchObject({
        session: { status: 'confirmed' },
      })
      expect(await move(session, { version: 3, start_local: '2026-12-01T16:00' })).toMatchObject({
        session: { status: 'scheduled', patients: [{ status: 'scheduled' }] },
      })
    }))

  it('tells who comes second, and moves nothing that is over', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session)
      await move(session, { start_local: '2026-12-01T16:00' })
      const again = { start_local: '2026-12-01T17:00' }
      await expectRefusal(() => move(session, again), 'PT409', 'changed_meanwhile')
      await ask(session, 'set_session_status', { id: sessionId, status: 'attended' })
      await expectRefusal(() => move(session, { ...again, version: 3 }), 'PT409', 'session_closed')
      await expectRefusal(
        () => move(session, { ...again, version: 3, scope: 'some' }),
        'PT400',
        'invalid_scope',
      )
      await expectRefusal(() => move(session, { ...again, id: seriesId }), 'PT404', 'session_not_found')
    }))

  it('lets a therapist move within the own agenda', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session)
      const away = () => move(session, { therapist_id: sueli }, 'terapeuta@aurora.test')
      await expectRefusal(away, 'PT403', 'forbidden')
      await move(session, { start_local: '2026-12-01T16:00' }, 'terapeuta@aurora.test')
    }))
})

describe('move_session of a series', () => {
  it('moves this and the following, keeps their ids, and leaves what is over', () =>
    db.rolledBack(async (session) => {
      const third = await sixTuesdays(session, '2026-12-15')
      const [, , , , fifth] = await agenda(session, '2026-12-01', '2027-01-31')
      await ask(session, 'set_session_status', { id: fifth!.id, status: 'excused' })
      const { moved } = await move(session, {
        id: third.id,
        start_local: '2026-12-16T09:00',
        scope: 'following',
      })
      expect(moved).toBe(3)
      expect(
        (await agenda(session, '2026-12-01', '2027-01-31')).map(
          ({ starts_local, status }) => `${starts_local} ${status}`,
        ),
      ).toEqual([
        '2026-12-01T15:00 scheduled',
        '2026-12-08T15:00 scheduled',
        '2026-12-16T09:00 scheduled',
        '2026-12-23T09:00 scheduled',
        '2026-12-29T15:00 excused',
        '2027-01-06T09:00 scheduled',
      ])
      expect(await ask(session, 'get_session', { id: third.id })).toMatchObject({
        version: 2,
        series: { count: 4, weekdays: ['wed'] },
      })
    }))

  it('moves all of it by a week at once, although each goes where the next one was', () =>
    db.rolledBack(async (session) => {
      const first = await sixTuesdays(session, '2026-12-01')
      await move(session, { id: first.id, start_local: '2026-12-08T15:00', scope: 'all' })
      expect(await starts(session, '2026-12-01', '2027-01-31')).toEqual(
        ['2026-12-08', '2026-12-15', '2026-12-22', '2026-12-29', '2027-01-05', '2027-01-12'].map(
          (day) => `${day}T15:00`,
        ),
      )
    }))

  it('keeps the other weekday when one of two moves', () =>
    db.rolledBack(async (session) => {
      const tuesday = await sixTuesdays(session, '2026-12-08', { weekdays: ['tue', 'thu'] })
      await move(session, { id: tuesday.id, start_local: '2026-12-09T15:00', scope: 'following' })
      expect((await starts(session, '2026-12-01', '2027-01-31')).map((at) => at.slice(5, 10))).toEqual([
        '12-01',
        '12-03',
        '12-09',
        '12-10',
        '12-16',
        '12-17',
      ])
    }))

  it('becomes every second week: what is too many is cancelled, and says why', () =>
    db.rolledBack(async (session) => {
      const first = await sixTuesdays(session, '2026-12-01', { count: null, until: '2027-01-05' })
      await move(session, {
        id: first.id,
        start_local: '2026-12-01T15:00',
        scope: 'all',
        set: { freq: 'biweekly' },
      })
      const rows = await agenda(session, '2026-12-01', '2027-01-31')
      expect(rows.filter(({ status }) => status === 'scheduled').map(({ slot_date }) => slot_date)).toEqual([
        '2026-12-01',
        '2026-12-15',
        '2026-12-29',
      ])
      expect(
        new Set(
          rows.filter(({ status }) => status === 'cancelled').map(({ cancel_reason }) => cancel_reason),
        ),
      ).toEqual(new Set(['series_changed']))
    }))

  it('names what it would meet, and moves nothing before that is decided', () =>
    db.rolledBack(async (session) => {
      const first = await sixTuesdays(session, '2026-12-01')
      await book(session, {
        id: otherSessionId,
        start_local: '2026-12-17T10:00',
        patient_ids: [patients.bia],
      })
      const following = { id: first.id, start_local: '2026-12-03T10:00', scope: 'following' }
      expect((await detailOf<{ date: string }[]>(move(session, following))).map(({ date }) => date)).toEqual([
        '2026-12-17',
      ])
      await expectRefusal(() => move(session, following), 'PT409', 'series_clashes')
      await move(session, {
        ...following,
        decisions: { '2026-12-17': { action: 'move', start_local: '2026-12-18T10:00' } },
      })
      expect((await starts(session, '2026-12-18', '2026-12-18')).map((at) => at.slice(11))).toEqual(['10:00'])
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.move_session(${aurora.id}, ${sessionId}, 1, '2026-12-01T15:00')`,
  )
})
