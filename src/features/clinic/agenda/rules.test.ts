import { describe, expect, it } from 'vitest'
import {
  addMinutes,
  canAttend,
  filtered,
  gridOf,
  hitsOf,
  itemOf,
  minutesBetween,
  rangeOf,
  shadesOf,
  stepDay,
  titleOf,
  titleRange,
  withSession,
  withStatus,
  type Wanted,
} from './rules'
import type { Agenda, Session } from './types'

const session = (id: string, more: Partial<Session> = {}): Session => ({
  id,
  therapist_id: 'ana',
  therapist_name: 'Ana Lima',
  color: 'teal',
  room_id: null,
  room_name: null,
  online_booking: null,
  session_type_id: 'type',
  type_name: 'Psicoterapia',
  type_color: null,
  starts_at: '2026-12-01T18:00:00Z',
  ends_at: '2026-12-01T18:50:00Z',
  starts_local: '2026-12-01T15:00',
  ends_local: '2026-12-01T15:50',
  status: 'scheduled',
  blocks_time: true,
  is_online: false,
  online_url: null,
  price_cents: null,
  capacity: 1,
  title: null,
  note: null,
  series_id: null,
  slot_date: null,
  squeezed_in: null,
  cancel_reason: null,
  version: 1,
  patients: [{ patient_id: 'p', name: 'Paulo Reis', status: 'scheduled', arrived_at: null }],
  ...more,
})
const agenda = (more: Partial<Agenda> = {}): Agenda => ({
  time_zone: 'America/Sao_Paulo',
  from: '2026-11-30',
  to: '2026-12-06',
  sessions: [],
  working_hours: [],
  exceptions: [],
  holidays: [],
  day_notes: [],
  ...more,
})
const work = (date: string, from: string, until: string, therapist_id = 'ana') => ({
  therapist_id,
  room_id: null,
  date,
  starts_local: `${date}T${from}`,
  ends_local: `${date}T${until}`,
  is_extra: false,
})
const wanted = (more: Partial<Wanted> = {}): Wanted => ({
  therapistId: 'ana',
  roomId: null,
  start: '2026-12-01T15:00',
  end: '2026-12-01T15:50',
  sessionId: null,
  ...more,
})
const kinds = (known: Agenda, more: Partial<Wanted> = {}) =>
  hitsOf(known, wanted(more)).map(({ kind, blocks }) => (blocks ? kind : `(${kind})`))

describe('times of the clinic', () => {
  it('are counted across midnight and the end of a year', () => {
    expect(minutesBetween('2026-12-31T23:30', '2027-01-01T00:20')).toBe(50)
    expect(addMinutes('2026-12-31T23:30', 50)).toBe('2027-01-01T00:20')
  })
})

describe('the days of a view', () => {
  it('are a whole week for day, week and list, so that they share an answer', () => {
    const week = { from: '2026-11-30', to: '2026-12-06' }
    for (const view of ['day', 'week', 'list'] as const)
      expect(rangeOf(view, '2026-12-03', 'mon')).toEqual(week)
    expect(rangeOf('week', '2026-12-03', 'sun')).toEqual({ from: '2026-11-29', to: '2026-12-05' })
  })

  it('of a month begin and end with whole weeks', () => {
    expect(rangeOf('month', '2026-12-15', 'mon')).toEqual({ from: '2026-11-30', to: '2027-01-03' })
    expect(rangeOf('month', '2027-02-10', 'mon')).toEqual({ from: '2027-02-01', to: '2027-02-28' })
    expect(titleRange('month', '2026-12-15', 'mon')).toEqual({ from: '2026-12-01', to: '2026-12-31' })
  })

  it('are stepped through, and the last of a long month leads to the next one', () => {
    expect(stepDay('day', '2026-12-31', 1)).toBe('2027-01-01')
    expect(stepDay('week', '2026-12-03', -1)).toBe('2026-11-26')
    expect(stepDay('month', '2027-01-31', 1)).toBe('2027-02-01')
    expect(stepDay('month', '2027-01-31', -1)).toBe('2026-12-01')
  })
})

describe('what is in the way', () => {
  it('is a session of the same therapist, not one that ends when this begins, nor the session itself', () => {
    const known = agenda({ sessions: [session('a')] })
    expect(kinds(known, { start: '2026-12-01T15:40', end: '2026-12-01T16:30' })).toEqual(['session'])
    expect(kinds(known, { start: '2026-12-01T15:50', end: '2026-12-01T16:40' })).toEqual([])
    expect(kinds(known, { sessionId: 'a' })).toEqual([])
    expect(kinds(known, { therapistId: 'bia' })).toEqual([])
  })

  it('is no session that frees its time', () => {
    expect(kinds(agenda({ sessions: [session('a', { status: 'cancelled', blocks_time: false })] }))).toEqual(
      [],
    )
  })

  it('is the room of somebody else', () => {
    const known = agenda({ sessions: [session('a', { room_id: 'r' })] })
    expect(kinds(known, { therapistId: 'bia', roomId: 'r' })).toEqual(['room'])
    expect(kinds(known, { therapistId: 'bia', roomId: 's' })).toEqual([])
  })

  it('is an absence or a recess; a holiday and time outside of the hours only warn', () => {
    const away = {
      id: 'e',
      room_id: null,
      title: null,
      starts_local: '2026-12-01T08:00',
      ends_local: '2026-12-02T00:00',
    }
    const known = agenda({
      exceptions: [
        { ...away, kind: 'absence', therapist_id: 'ana' },
        { ...away, kind: 'recess', therapist_id: null },
        { ...away, kind: 'absence', therapist_id: 'bia' },
        { ...away, kind: 'extra', therapist_id: 'ana' },
      ],
      holidays: [
        { day: '2026-12-01', name: 'Padroeira', scope: 'local' },
        { day: '2026-12-02', name: 'Véspera', scope: 'optional' },
      ],
      working_hours: [work('2026-12-01', '08:00', '12:00')],
    })
    expect(kinds(known)).toEqual(['absence', 'recess', '(holiday)', '(outside_hours)'])
    expect(kinds(known, { start: '2026-12-02T09:00', end: '2026-12-02T09:50' })).toEqual(['(outside_hours)'])
  })

  it('is nothing for who has no hours at all', () => {
    expect(kinds(agenda({ working_hours: [work('2026-12-01', '08:00', '12:00', 'bia')] }))).toEqual([])
  })
})

describe('the grid', () => {
  const settings = { grid_from: '07:00:00', grid_until: '20:00:00' }

  it('grows to hold what lies outside of its hours', () => {
    const known = agenda({
      sessions: [
        session('a', { starts_local: '2026-12-01T06:30', ends_local: '2026-12-01T07:20' }),
        session('b', { starts_local: '2026-12-01T20:10', ends_local: '2026-12-01T21:00' }),
      ],
    })
    expect(gridOf(known, settings, '2026-12-01')).toMatchObject({ opens: '06:00', closes: '21:00' })
    const late = session('c', { starts_local: '2026-12-01T23:30', ends_local: '2026-12-02T00:20' })
    expect(gridOf(agenda({ sessions: [late] }), settings, '2026-12-01').closes).toBe('24:00')
    expect(gridOf(undefined, settings, '2026-12-01')).toMatchObject({ opens: '07:00', closes: '20:00' })
  })

  it('leaves out a weekend on which nobody works and nothing is booked', () => {
    const week = { working_hours: [work('2026-12-01', '08:00', '12:00')] }
    expect(gridOf(agenda(week), settings, '2026-12-01').hiddenDays).toEqual([0, 6])
    expect(gridOf(agenda(week), settings, '2026-12-05').hiddenDays).toEqual([0])
    const saturday = session('a', { starts_local: '2026-12-05T09:00', ends_local: '2026-12-05T09:50' })
    expect(gridOf(agenda({ ...week, sessions: [saturday] }), settings, '2026-12-01').hiddenDays).toEqual([0])
  })
})

describe('shades', () => {
  const grid = { opens: '07:00', closes: '20:00' }

  it('cover what is not worked, per therapist', () => {
    const known = agenda({
      from: '2026-12-01',
      to: '2026-12-01',
      working_hours: [work('2026-12-01', '13:00', '18:00'), work('2026-12-01', '08:00', '12:00')],
    })
    expect(
      shadesOf(known, ['ana', 'bia'], grid).map(
        ({ start, end, lane }) => `${lane} ${start.slice(11)}-${end.slice(11)}`,
      ),
    ).toEqual(['ana 07:00-08:00', 'ana 12:00-13:00', 'ana 18:00-20:00'])
  })

  it('name holidays for everybody and absences for whom they concern', () => {
    const known = agenda({
      holidays: [
        { day: '2026-12-02', name: 'Padroeira', scope: 'local' },
        { day: '2026-12-03', name: 'Facultativo', scope: 'optional' },
      ],
      exceptions: [
        {
          id: 'x',
          kind: 'absence',
          therapist_id: 'zoe',
          room_id: null,
          title: 'Férias',
          starts_local: '2026-12-01T00:00',
          ends_local: '2026-12-02T00:00',
        },
        {
          id: 'y',
          kind: 'absence',
          therapist_id: 'ana',
          room_id: null,
          title: 'Congresso',
          starts_local: '2026-12-01T00:00',
          ends_local: '2026-12-02T00:00',
        },
      ],
    })
    expect(shadesOf(known, ['ana'], grid).map(({ kind, lane, title }) => [kind, lane, title])).toEqual([
      ['absence', 'ana', 'Congresso'],
      ['holiday', null, 'Padroeira'],
    ])
  })
})

describe('a session on screen', () => {
  const say = (key: string, values: Record<string, unknown> = {}) => [key, ...Object.values(values)].join(' ')

  it('is named by who comes', () => {
    const people = (...names: string[]) =>
      names.map((name) => ({ patient_id: name, name, status: 'scheduled' as const, arrived_at: null }))
    expect(titleOf(session('a', { patients: people('Rui', 'Eva') }))).toBe('Rui, Eva')
    expect(titleOf(session('a', { patients: people('Rui', 'Eva', 'Ivo') }))).toBe('Rui +2')
    expect(titleOf(session('a', { patients: [] }))).toBe('Psicoterapia')
    expect(titleOf(session('a', { title: 'Grupo de pais' }))).toBe('Grupo de pais')
    const gone = [
      ...people('Rui'),
      { patient_id: 'x', name: 'Eva', status: 'cancelled' as const, arrived_at: null },
    ]
    expect(titleOf(session('a', { patients: gone }))).toBe('Rui')
  })

  it('stays when it is cancelled, dimmed and struck through, and cannot be moved', () => {
    const item = itemOf(session('a', { status: 'cancelled' }), '2026-12-01T15:00', say)
    expect(item).toMatchObject({ isDimmed: true, isStruck: true, isMovable: false, attendLabel: null })
  })

  it('offers "veio" when its time has come', () => {
    expect(canAttend(session('a'), '2026-12-01T14:20')).toBe(false)
    expect(canAttend(session('a'), '2026-12-01T14:30')).toBe(true)
    expect(canAttend(session('a', { status: 'attended' }), '2026-12-01T15:00')).toBe(false)
  })

  it('says what is special about it', () => {
    const item = itemOf(session('a', { is_online: true, series_id: 's' }), '2026-12-01T15:00', say)
    expect(item.marks.map(({ icon }) => icon)).toEqual(['pi-video', 'pi-sync'])
  })
})

describe('changes of the agenda', () => {
  it('put a session in its place, and an older state of it changes nothing', () => {
    const known = agenda({ sessions: [session('a', { version: 2 })] })
    expect(withSession(known, session('a', { version: 1 }))).toBe(known)
    const early = session('b', { starts_local: '2026-12-01T08:00', ends_local: '2026-12-01T08:50' })
    expect(withSession(known, early).sessions.map(({ id }) => id)).toEqual(['b', 'a'])
  })

  it('take out what moved to another week, and leave alone what never was here', () => {
    const known = agenda({ sessions: [session('a')] })
    const moved = session('a', {
      starts_local: '2026-12-08T15:00',
      ends_local: '2026-12-08T15:50',
      version: 2,
    })
    expect(withSession(known, moved).sessions).toEqual([])
    expect(withSession(known, { ...moved, id: 'b' })).toBe(known)
  })

  it('set a state for everybody who stood as the session stood', () => {
    const group = session('a', {
      patients: [
        { patient_id: 'p', name: 'Rui', status: 'scheduled', arrived_at: null },
        { patient_id: 'q', name: 'Eva', status: 'cancelled', arrived_at: null },
      ],
    })
    expect(withStatus(group, 'attended').patients.map(({ status }) => status)).toEqual([
      'attended',
      'cancelled',
    ])
    expect(withStatus(group, 'excused').blocks_time).toBe(false)
  })
})

describe('filters', () => {
  it('leave those of a therapist and a room', () => {
    const all = [
      session('a', { room_id: 'r' }),
      session('b', { therapist_id: 'bia', room_id: 'r' }),
      session('c'),
    ]
    const ids = (people: string[], room: string | null) =>
      filtered(all, new Set(people), room).map(({ id }) => id)
    expect(ids(['ana', 'bia'], null)).toEqual(['a', 'b', 'c'])
    expect(ids(['ana'], 'r')).toEqual(['a'])
  })
})
