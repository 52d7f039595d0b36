/** States of a session, and of somebody in it; the rules themselves are in SQL. */
export const SESSION_STATUSES = [
  'scheduled',
  'confirmed',
  'attended',
  'missed',
  'excused',
  'cancelled',
] as const
export type SessionStatus = (typeof SESSION_STATUSES)[number]

/** Weekdays as the database says them, Monday first. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** Colours of the theme, by name. */
export const AGENDA_COLORS = [
  'teal',
  'blue',
  'violet',
  'pink',
  'red',
  'orange',
  'amber',
  'green',
  'gray',
] as const
export type AgendaColor = (typeof AGENDA_COLORS)[number]

/** Somebody who comes to a session. */
export interface SessionPatient {
  patient_id: string
  name: string
  status: SessionStatus
  /** Since when they are in the waiting room. */
  arrived_at: string | null
}

/** A session in the agenda. `…_local` is what the clock on the wall of the clinic shows: "2026-12-01T15:00". */
export interface Session {
  id: string
  therapist_id: string
  therapist_name: string
  color: string
  room_id: string | null
  room_name: string | null
  session_type_id: string
  type_name: string
  type_color: string | null
  starts_at: string
  ends_at: string
  starts_local: string
  ends_local: string
  status: SessionStatus
  blocks_time: boolean
  is_online: boolean
  online_url: string | null
  price_cents: number | null
  capacity: number
  title: string | null
  note: string | null
  series_id: string | null
  slot_date: string | null
  squeezed_in: { by: string | null; by_name: string | null; at: string; reason: string } | null
  cancel_reason: string | null
  version: number
  patients: SessionPatient[]
  /** How it came by the public page; null where somebody of the clinic booked it. */
  online_booking: {
    status: 'requested' | 'booked' | 'declined'
    is_new: boolean
    message: string | null
    phone: string
    created_at: string
  } | null
}

export type SeriesFreq = 'weekly' | 'biweekly' | 'monthly_nth'

/** How a standing slot repeats. */
export interface SeriesRule {
  freq: SeriesFreq
  weekdays: Weekday[]
  /** Which one of the month, the last is -1; for `monthly_nth`. */
  nth: number | null
  count: number | null
  /** The last day, "2026-12-18". */
  until: string | null
}

/** A series as a session shows it. */
export interface Series {
  id: string
  freq: SeriesFreq
  weekdays: Weekday[]
  nth: number | null
  count: number | null
  until_date: string | null
  start_date: string
  start_time: string
  minutes: number
}

/** What was done to a session, and by whom. */
export interface SessionEvent {
  kind: 'booked' | 'moved' | 'changed' | 'status' | 'cancelled' | 'joined' | 'left'
  actor_id: string | null
  actor_name: string | null
  created_at: string
  before: Partial<SessionFacts> | null
  after: Partial<SessionFacts> | null
}

export interface SessionFacts {
  starts_at: string
  ends_at: string
  therapist_id: string
  room_id: string | null
  session_type_id: string
  status: SessionStatus
  is_online: boolean
}

/** Somebody in a session, with the ways to reach them. */
export interface ReachablePatient extends SessionPatient {
  phone: string | null
  thread_key: string | null
  pronoun: string | null
}

/** A session with everything that its panel says. */
export interface SessionDetails extends Omit<Session, 'patients'> {
  patients: ReachablePatient[]
  series: Series | null
  events: SessionEvent[]
}

export type HitKind = 'session' | 'room' | 'absence' | 'recess' | 'holiday' | 'outside_hours'

/** Something in the way of a session. */
export interface Hit {
  kind: HitKind
  /** Only an explicit squeeze-in goes over it; what does not block is a warning. */
  blocks: boolean
  title: string | null
  starts_local: string
  ends_local: string
  session: {
    id: string
    therapist_name: string
    room_name: string | null
    patients: string[]
    status: SessionStatus
  } | null
}

export type DecisionAction = 'keep' | 'skip' | 'move' | 'cancel' | 'squeeze_in'

/** What becomes of a date of a series that clashes. */
export interface Decision {
  action: DecisionAction
  /** For `move`. */
  start_local?: string
  /** For `squeeze_in`. */
  reason?: string
}

/** Decisions by the date of the slot. */
export type Decisions = Record<string, Decision>

/** A date of a series before it is booked. */
export interface Occurrence {
  n: number
  date: string
  start_local: string
  hits: Hit[]
  needs_decision: boolean
  decision: DecisionAction | null
}

export interface SeriesPreview {
  occurrences: Occurrence[]
  count: number
  undecided: number
  last_date: string | null
}

export interface WorkingSpan {
  therapist_id: string
  room_id: string | null
  date: string
  starts_local: string
  ends_local: string
  is_extra: boolean
}

export type ExceptionKind = 'absence' | 'extra' | 'recess'

/** A time that is not as every week; of one therapist, or of the whole clinic. */
export interface AgendaException {
  id: string
  kind: ExceptionKind
  therapist_id: string | null
  room_id: string | null
  title: string | null
  starts_local: string
  ends_local: string
}

export interface Holiday {
  /** Only those that the clinic wrote have one, in the list of a year. */
  id?: string | null
  day: string
  name: string
  scope: 'national' | 'optional' | 'local'
}

/** Something that the team should know on a day. */
export interface DayNote {
  id: string
  day: string
  body: string
  created_by: string | null
  created_by_name: string | null
  created_at: string
}

/** Everything that a stretch of the agenda shows. */
export interface Agenda {
  time_zone: string
  from: string
  to: string
  sessions: Session[]
  working_hours: WorkingSpan[]
  exceptions: AgendaException[]
  holidays: Holiday[]
  day_notes: DayNote[]
}

export interface Therapist {
  user_id: string
  name: string
  council: string | null
  council_region: string | null
  council_number: string | null
  color: AgendaColor
  supervisor_id: string | null
  supervisor_name: string | null
  is_active: boolean
  position: number
}

export interface Room {
  id: string
  name: string
  position: number
  archived_at: string | null
}

export interface SessionType {
  id: string
  name: string
  minutes: number
  price_cents: number | null
  color: AgendaColor
  capacity: number
  is_online: boolean
  /** Who take part pay together, once a session. */
  charges_once: boolean
  position: number
  archived_at: string | null
}

/** One stretch of work in a therapist's week. */
export interface WorkingHours {
  weekday: Weekday
  from_time: string
  until_time: string
  room_id: string | null
  every_weeks: number
  counted_from: string | null
}

export interface AgendaSettings {
  grace_minutes: number
  week_starts_on: 'mon' | 'sun'
  grid_from: string
  grid_until: string
  slot_minutes: number
  time_zone: string
}

/** A time in which somebody could come. */
export interface FreeSlot {
  starts_local: string
  ends_local: string
  room_id: string | null
}

/** A session of a patient, in the patient's own page. */
export interface PatientSession {
  id: string
  starts_at: string
  starts_local: string
  ends_local: string
  /** The patient's own. */
  status: SessionStatus
  session_status: SessionStatus
  therapist_id: string
  therapist_name: string
  type_name: string
  room_name: string | null
  is_online: boolean
  series_id: string | null
}

export type SeriesScope = 'this' | 'following' | 'all'

/** What is booked. */
export interface SessionDraft {
  therapist_id: string
  start_local: string
  minutes: number
  session_type_id: string
  room_id: string | null
  is_online: boolean
  online_url: string | null
  note: string | null
  patient_ids: string[]
  /** Null: as the type says. */
  charges_once?: boolean | null
}

/** What else a move changes. */
export interface MoveOptions {
  minutes?: number
  therapistId?: string
  roomId?: string | null
  scope?: SeriesScope
  decisions?: Decisions
  reason?: string | null
}

export interface MoveResult {
  session: Session
  moved: number
  ids: string[]
}

/** Councils of the professions, as the database knows them. */
export const COUNCILS = [
  'CRP',
  'CRM',
  'CREFITO',
  'CREFONO',
  'CRN',
  'CRO',
  'COREN',
  'CRESS',
  'CREF',
  'CRF',
  'other',
] as const
