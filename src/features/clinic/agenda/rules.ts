import { dayAfter, weekdayOf } from '@/lib/wall-time'
import type { AgendaView, CalendarItem, CalendarShade } from './calendar/items'
import {
  WEEKDAYS,
  type Agenda,
  type AgendaException,
  type AgendaSettings,
  type Hit,
  type Session,
  type SessionStatus,
  type Weekday,
} from './types'

/** Decisions of the agenda without a screen. All times are of the clinic's clock: "2026-12-01T15:00". */

/** "15:00" of "2026-12-01T15:00". */
export const timeOf = (local: string): string => local.slice(11, 16)

/** "2026-12-01" of "2026-12-01T15:00". */
export const dayOf = (local: string): string => local.slice(0, 10)

const msOf = (local: string) => Date.parse(`${local.length === 10 ? `${local}T00:00` : local}:00Z`)

/** Minutes from one time to another. */
export function minutesBetween(start: string, end: string): number {
  return Math.round((msOf(end) - msOf(start)) / 60_000)
}

/** A time some minutes later. */
export function addMinutes(local: string, minutes: number): string {
  return new Date(msOf(local) + minutes * 60_000).toISOString().slice(0, 16)
}

/** The weekday of a day, as the database says it. */
export function weekdayName(day: string): Weekday {
  return WEEKDAYS[(weekdayOf(day) + 6) % 7] ?? 'mon'
}

export type WeekStart = AgendaSettings['week_starts_on']

/** The first day of the week of a day. */
function weekOf(day: string, weekStartsOn: WeekStart): string {
  const back = weekStartsOn === 'mon' ? (weekdayOf(day) + 6) % 7 : weekdayOf(day)
  return dayAfter(day, -back)
}

/** Days, the last one included. */
export interface DayRange {
  from: string
  to: string
}

/**
 * What is fetched for a view: whole weeks, so that day, week and list are one question, and the month with the days of
 * its first and last week.
 */
export function rangeOf(view: AgendaView, day: string, weekStartsOn: WeekStart): DayRange {
  if (view !== 'month') {
    const from = weekOf(day, weekStartsOn)
    return { from, to: dayAfter(from, 6) }
  }
  const first = `${day.slice(0, 7)}-01`
  const last = dayAfter(monthsLater(first, 1), -1)
  return { from: weekOf(first, weekStartsOn), to: dayAfter(weekOf(last, weekStartsOn), 6) }
}

function monthsLater(first: string, months: number): string {
  const [year = 0, month = 1] = first.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10)
}

/** A step forward or back in a view. */
export function stepDay(view: AgendaView, day: string, step: 1 | -1): string {
  if (view === 'day') return dayAfter(day, step)
  if (view === 'month') return monthsLater(`${day.slice(0, 7)}-01`, step)
  return dayAfter(day, 7 * step)
}

/** The days that a view names in its title. */
export function titleRange(view: AgendaView, day: string, weekStartsOn: WeekStart): DayRange {
  if (view === 'day') return { from: day, to: day }
  if (view === 'month') {
    const first = `${day.slice(0, 7)}-01`
    return { from: first, to: dayAfter(monthsLater(first, 1), -1) }
  }
  return rangeOf(view, day, weekStartsOn)
}

const ICONS: Record<SessionStatus, string> = {
  scheduled: 'pi-clock',
  confirmed: 'pi-check',
  attended: 'pi-check-circle',
  missed: 'pi-times-circle',
  excused: 'pi-info-circle',
  cancelled: 'pi-ban',
}

/** The icon of a state; its name is `agenda.statuses.<status>`. */
export const statusIcon = (status: SessionStatus): string => ICONS[status]

/** Nothing became of it yet. */
export function isOpen({ status }: Pick<Session, 'status'>): boolean {
  return status === 'scheduled' || status === 'confirmed'
}

const ARRIVES_EARLY_MINUTES = 30

/** Whether "veio" is what one wants to say of a session now: its time has come, and nobody said what became of it. */
export function canAttend(session: Pick<Session, 'status' | 'starts_local'>, now: string): boolean {
  return isOpen(session) && addMinutes(now, ARRIVES_EARLY_MINUTES) >= session.starts_local
}

/** Who is named in the box of a session. */
export function titleOf(session: Pick<Session, 'title' | 'patients' | 'type_name'>): string {
  const names = session.patients.filter(({ status }) => status !== 'cancelled').map(({ name }) => name)
  const all = names.length > 0 ? names : session.patients.map(({ name }) => name)
  if (session.title) return session.title
  if (all.length === 0) return session.type_name
  return all.length > 2 ? `${all[0]} +${all.length - 1}` : all.join(', ')
}

type Say = (key: string, values?: Record<string, unknown>) => string

/** A session as the calendar draws it; the therapist is named where no column does. */
export function itemOf(session: Session, now: string, say: Say, namesTherapist = false): CalendarItem {
  const ended = ['cancelled', 'excused', 'missed'].includes(session.status)
  return {
    id: session.id,
    start: session.starts_local,
    end: session.ends_local,
    lane: session.therapist_id,
    color: session.color,
    title: titleOf(session),
    text: [namesTherapist ? session.therapist_name : '', session.type_name, session.room_name]
      .filter(Boolean)
      .join(' · '),
    icon: statusIcon(session.status),
    iconLabel: say(`agenda.statuses.${session.status}`),
    marks: [
      ...(session.is_online ? [{ icon: 'pi-video', label: say('agenda.online') }] : []),
      ...(session.series_id ? [{ icon: 'pi-sync', label: say('agenda.repeatsMark') }] : []),
      ...(session.squeezed_in ? [{ icon: 'pi-bolt', label: say('agenda.squeezedMark') }] : []),
      ...(session.patients.length > 1
        ? [{ icon: 'pi-users', label: say('agenda.people', { n: session.patients.length }) }]
        : []),
    ],
    isDimmed: ended,
    isStruck: session.status === 'cancelled' || session.status === 'excused',
    isMovable: isOpen(session),
    attendLabel: canAttend(session, now) ? say('agenda.attendNamed', { name: titleOf(session) }) : null,
  }
}

const overlaps = (a: { starts_local: string; ends_local: string }, start: string, end: string) =>
  a.starts_local < end && a.ends_local > start

/** What is asked about: a place for a session, and the session itself where it is one already. */
export interface Wanted {
  therapistId: string
  roomId: string | null
  start: string
  end: string
  sessionId: string | null
}

/**
 * What is in the way, as far as the agenda on screen knows: told while something is dragged. The database has the last
 * word.
 */
export function hitsOf(agenda: Agenda, wanted: Wanted): Hit[] {
  const { start, end } = wanted
  const hits: Hit[] = []
  for (const session of agenda.sessions) {
    if (session.id === wanted.sessionId || !session.blocks_time || !overlaps(session, start, end)) continue
    const sameTherapist = session.therapist_id === wanted.therapistId
    const sameRoom = wanted.roomId !== null && session.room_id === wanted.roomId
    if (sameTherapist || sameRoom) hits.push(sessionHit(session, sameTherapist ? 'session' : 'room'))
  }
  for (const exception of agenda.exceptions) {
    const concerns = exception.therapist_id === null || exception.therapist_id === wanted.therapistId
    if (exception.kind !== 'extra' && concerns && overlaps(exception, start, end)) {
      hits.push(exceptionHit(exception))
    }
  }
  const holiday = agenda.holidays.find(({ day, scope }) => day === dayOf(start) && scope !== 'optional')
  if (holiday) hits.push(plainHit('holiday', holiday.name, start, end))
  if (isOutsideHours(agenda, wanted)) hits.push(plainHit('outside_hours', null, start, end))
  return hits
}

function sessionHit(session: Session, kind: 'session' | 'room'): Hit {
  return {
    kind,
    blocks: true,
    title: null,
    starts_local: session.starts_local,
    ends_local: session.ends_local,
    session: {
      id: session.id,
      therapist_name: session.therapist_name,
      room_name: session.room_name,
      patients: session.patients.map(({ name }) => name),
      status: session.status,
    },
  }
}

function exceptionHit({ therapist_id, title, starts_local, ends_local }: AgendaException): Hit {
  const kind = therapist_id === null ? 'recess' : 'absence'
  return { kind, blocks: true, title, starts_local, ends_local, session: null }
}

function plainHit(kind: 'holiday' | 'outside_hours', title: string | null, start: string, end: string): Hit {
  return { kind, blocks: false, title, starts_local: start, ends_local: end, session: null }
}

/** Whether none of the therapist's working spans holds it whole. Who has no hours at all is never outside of them. */
function isOutsideHours({ working_hours }: Agenda, { therapistId, start, end }: Wanted): boolean {
  const own = working_hours.filter(({ therapist_id }) => therapist_id === therapistId)
  return (
    own.length > 0 && !own.some(({ starts_local, ends_local }) => starts_local <= start && ends_local >= end)
  )
}

/** What the grid shows of a day, and which weekdays it leaves out. */
export interface Grid {
  opens: string
  closes: string
  hiddenDays: number[]
}

/** The hours of the clinic, grown to hold what lies outside of them; Saturday and Sunday only when something is there. */
export function gridOf(
  agenda: Pick<Agenda, 'sessions' | 'working_hours' | 'from' | 'to'> | undefined,
  settings: Pick<AgendaSettings, 'grid_from' | 'grid_until'>,
  keepDay: string | null,
): Grid {
  const spans = [...(agenda?.sessions ?? []), ...(agenda?.working_hours ?? [])]
  let opens = settings.grid_from.slice(0, 5)
  let closes = settings.grid_until.slice(0, 5)
  for (const { starts_local, ends_local } of spans) {
    if (timeOf(starts_local) < opens) opens = timeOf(starts_local)
    const crosses = dayOf(ends_local) > dayOf(starts_local)
    const end = crosses ? '24:00' : timeOf(ends_local)
    if (end > closes) closes = end
  }
  const used = new Set(spans.map(({ starts_local }) => weekdayOf(dayOf(starts_local))))
  if (keepDay !== null) used.add(weekdayOf(keepDay))
  const hiddenDays = (agenda?.working_hours.length ?? 0) > 0 ? [0, 6].filter((day) => !used.has(day)) : []
  const wholeHour = closes.endsWith(':00')
    ? closes
    : `${String(Number(closes.slice(0, 2)) + 1).padStart(2, '0')}:00`
  return { opens: `${opens.slice(0, 2)}:00`, closes: wholeHour, hiddenDays }
}

/** Times in which those on screen do not work, and why. */
export function shadesOf(
  agenda: Agenda,
  laneIds: readonly string[],
  grid: Pick<Grid, 'opens' | 'closes'>,
): CalendarShade[] {
  const shades: CalendarShade[] = []
  const add = (shade: Omit<CalendarShade, 'id'>) =>
    shades.push({ ...shade, id: `shade-${shade.kind}-${shade.lane ?? 'all'}-${shade.start}` })
  for (const lane of laneIds) {
    const own = agenda.working_hours.filter(({ therapist_id }) => therapist_id === lane)
    if (own.length === 0) continue
    for (let day = agenda.from; day <= agenda.to; day = dayAfter(day, 1)) {
      let free = `${day}T${grid.opens}`
      const spans = own
        .filter(({ starts_local }) => dayOf(starts_local) === day)
        .sort((a, b) => a.starts_local.localeCompare(b.starts_local))
      for (const { starts_local, ends_local } of spans) {
        if (starts_local > free) add({ start: free, end: starts_local, lane, kind: 'closed', title: '' })
        if (ends_local > free) free = ends_local
      }
      const end = grid.closes === '24:00' ? `${dayAfter(day, 1)}T00:00` : `${day}T${grid.closes}`
      if (free < end) add({ start: free, end, lane, kind: 'closed', title: '' })
    }
  }
  for (const { kind, therapist_id, title, starts_local, ends_local } of agenda.exceptions) {
    if (kind === 'extra' || (therapist_id !== null && !laneIds.includes(therapist_id))) continue
    add({ start: starts_local, end: ends_local, lane: therapist_id, kind: 'absence', title: title ?? '' })
  }
  for (const { day, name, scope } of agenda.holidays) {
    if (scope === 'optional') continue
    add({
      start: `${day}T00:00`,
      end: `${dayAfter(day, 1)}T00:00`,
      lane: null,
      kind: 'holiday',
      title: name,
    })
  }
  return shades
}

/** The sessions that the filters leave. */
export function filtered(
  sessions: readonly Session[],
  therapistIds: ReadonlySet<string>,
  roomId: string | null,
): Session[] {
  return sessions.filter(
    (session) => therapistIds.has(session.therapist_id) && (roomId === null || session.room_id === roomId),
  )
}

/** A stretch of the agenda with a session as it is now: in its place, moved into it, or gone from it. */
export function withSession(agenda: Agenda, session: Session): Agenda {
  const day = dayOf(session.starts_local)
  const lastDay = dayOf(session.ends_local)
  const belongs = day <= agenda.to && lastDay >= agenda.from
  const known = agenda.sessions.find(({ id }) => id === session.id)
  if (known && known.version > session.version) return agenda
  const others = agenda.sessions.filter(({ id }) => id !== session.id)
  if (!belongs) return known ? { ...agenda, sessions: others } : agenda
  const sessions = [...others, session].sort((a, b) => a.starts_local.localeCompare(b.starts_local))
  return { ...agenda, sessions }
}

/** A session with a state for everybody who stood as it stood. */
export function withStatus(session: Session, status: SessionStatus): Session {
  return {
    ...session,
    status,
    blocks_time: status !== 'cancelled' && status !== 'excused',
    patients: session.patients.map((patient) =>
      patient.status === session.status ? { ...patient, status } : patient,
    ),
  }
}
