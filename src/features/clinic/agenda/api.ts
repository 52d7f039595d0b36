import { rpc } from '@/lib/rpc'
import type {
  Agenda,
  AgendaException,
  AgendaSettings,
  DayNote,
  Decisions,
  ExceptionKind,
  FreeSlot,
  Hit,
  Holiday,
  MoveOptions,
  MoveResult,
  PatientSession,
  Room,
  SeriesPreview,
  SeriesRule,
  SeriesScope,
  Session,
  SessionDetails,
  SessionDraft,
  SessionStatus,
  SessionType,
  Therapist,
  WorkingHours,
} from './types'

/** The agenda of some days, the last one included. */
export function listAgenda(tenantId: string, from: string, to: string): Promise<Agenda> {
  return rpc('list_agenda', { p_tenant_id: tenantId, p_from: from, p_to: to })
}

/** A session with its history and the ways to reach who comes. */
export function getSession(tenantId: string, id: string): Promise<SessionDetails> {
  return rpc('get_session', { p_tenant_id: tenantId, p_id: id })
}

/** What would be in the way of a session. */
export function checkSession(
  tenantId: string,
  asked: {
    therapistId: string
    startLocal: string
    minutes: number
    roomId: string | null
    sessionId?: string
  },
): Promise<{ is_free: boolean; may_squeeze_in: boolean; hits: Hit[] }> {
  return rpc('check_session', {
    p_tenant_id: tenantId,
    p_therapist_id: asked.therapistId,
    p_start_local: asked.startLocal,
    p_minutes: asked.minutes,
    p_room_id: asked.roomId,
    p_session_id: asked.sessionId ?? null,
  })
}

/** Books one session; with a reason it goes over what blocks. */
export function bookSession(
  tenantId: string,
  id: string,
  draft: SessionDraft,
  squeezeInReason: string | null,
): Promise<Session> {
  return rpc('book_session', {
    p_tenant_id: tenantId,
    p_id: id,
    p_session: { ...draft },
    p_squeeze_in_reason: squeezeInReason,
  })
}

/** Changes what a session is, not when. Only what is named. */
export function changeSession(
  tenantId: string,
  session: Pick<Session, 'id' | 'version'>,
  changes: Partial<
    Pick<Session, 'session_type_id' | 'room_id' | 'is_online' | 'online_url' | 'note' | 'title'>
  >,
): Promise<Session> {
  return rpc('change_session', {
    p_tenant_id: tenantId,
    p_id: session.id,
    p_version: session.version,
    p_changes: { ...changes },
  })
}

/** Moves a session, or the rest of its series, or all of it. */
export function moveSession(
  tenantId: string,
  session: Pick<Session, 'id' | 'version'>,
  startLocal: string,
  options: MoveOptions = {},
): Promise<MoveResult> {
  return rpc('move_session', {
    p_tenant_id: tenantId,
    p_id: session.id,
    p_version: session.version,
    p_start_local: startLocal,
    p_minutes: options.minutes ?? null,
    p_therapist_id: options.therapistId ?? null,
    p_room_id: options.roomId ?? null,
    p_scope: options.scope ?? 'this',
    p_set: {},
    p_decisions: { ...options.decisions } as Record<string, never>,
    p_squeeze_in_reason: options.reason ?? null,
  })
}

/** Cancels a session, or the rest of its series, or all of it. It stays in sight. */
export function cancelSession(
  tenantId: string,
  session: Pick<Session, 'id' | 'version'>,
  scope: SeriesScope,
  reason: string | null,
): Promise<{ session: Session; cancelled: number; ids: string[] }> {
  return rpc('cancel_session', {
    p_tenant_id: tenantId,
    p_id: session.id,
    p_version: session.version,
    p_scope: scope,
    p_reason: reason,
  })
}

/** What became of a session, for everybody in it. */
export function setSessionStatus(tenantId: string, id: string, status: SessionStatus): Promise<Session> {
  return rpc('set_session_status', { p_tenant_id: tenantId, p_id: id, p_status: status })
}

/** What became of one person of a session. */
export function setAttendance(
  tenantId: string,
  id: string,
  patientId: string,
  status: SessionStatus,
): Promise<Session> {
  return rpc('set_attendance', {
    p_tenant_id: tenantId,
    p_id: id,
    p_patient_id: patientId,
    p_status: status,
  })
}

/** Somebody of a session (null: everybody) is in the waiting room, or not after all. */
export function setArrival(
  tenantId: string,
  sessionId: string,
  patientId: string | null,
  arrived: boolean,
): Promise<Session> {
  return rpc('set_arrival', {
    p_tenant_id: tenantId,
    p_session_id: sessionId,
    p_patient_id: patientId,
    p_arrived: arrived,
  })
}

/** Somebody more comes. */
export function joinSession(tenantId: string, id: string, patientId: string): Promise<Session> {
  return rpc('join_session', { p_tenant_id: tenantId, p_id: id, p_patient_id: patientId })
}

/** Somebody comes no more; the others do. */
export function leaveSession(tenantId: string, id: string, patientId: string): Promise<Session> {
  return rpc('leave_session', { p_tenant_id: tenantId, p_id: id, p_patient_id: patientId })
}

const seriesOf = (draft: SessionDraft, rule: SeriesRule) => ({
  ...draft,
  freq: rule.freq,
  weekdays: rule.weekdays,
  ...(rule.nth === null ? {} : { nth: rule.nth }),
  ...(rule.count === null ? {} : { count: rule.count }),
  ...(rule.until === null ? {} : { until: rule.until }),
})

/** Every date of a standing slot, with what is in its way; nothing is booked. */
export function previewSeries(
  tenantId: string,
  draft: SessionDraft,
  rule: SeriesRule,
  decisions: Decisions,
): Promise<SeriesPreview> {
  return rpc('preview_series', {
    p_tenant_id: tenantId,
    p_series: seriesOf(draft, rule),
    p_decisions: { ...decisions } as Record<string, never>,
  })
}

/** Books a standing slot: all of its dates, or none. */
export function bookSeries(
  tenantId: string,
  id: string,
  draft: SessionDraft,
  rule: SeriesRule,
  decisions: Decisions,
): Promise<{ series_id: string; sessions: number; ids: string[]; skipped: string[] }> {
  return rpc('book_series', {
    p_tenant_id: tenantId,
    p_id: id,
    p_series: seriesOf(draft, rule),
    p_decisions: { ...decisions } as Record<string, never>,
  })
}

/** The next times that are free for a session. */
export function findFreeSlots(
  tenantId: string,
  asked: {
    therapistId: string
    minutes: number
    after?: string | null
    sessionId?: string
    roomId?: string | null
  },
): Promise<FreeSlot[]> {
  return rpc('find_free_slots', {
    p_tenant_id: tenantId,
    p_therapist_id: asked.therapistId,
    p_minutes: asked.minutes,
    p_limit: 12,
    ...(asked.after ? { p_after: asked.after } : {}),
    p_session_id: asked.sessionId ?? null,
    p_room_id: asked.roomId ?? null,
  })
}

/** Sessions of a patient, newest first. */
export function listPatientSessions(
  tenantId: string,
  patientId: string,
  after: { starts_at: string; id: string } | null,
): Promise<PatientSession[]> {
  return rpc('list_patient_sessions', {
    p_tenant_id: tenantId,
    p_patient_id: patientId,
    p_after: after,
    p_limit: 50,
  })
}

/** Who treats here; with `all` also who does no more. */
export function listTherapists(tenantId: string, all: boolean): Promise<Therapist[]> {
  return rpc('list_therapists', { p_tenant_id: tenantId, p_inactive: all })
}

/** Makes a member a therapist, or changes one. */
export function saveTherapist(
  tenantId: string,
  userId: string,
  therapist: Partial<
    Pick<
      Therapist,
      'name' | 'council' | 'council_region' | 'council_number' | 'color' | 'supervisor_id' | 'is_active'
    >
  >,
): Promise<Therapist> {
  return rpc('save_therapist', { p_tenant_id: tenantId, p_user_id: userId, p_therapist: { ...therapist } })
}

/** Rooms; with `all` those that are archived, too. */
export function listRooms(tenantId: string, all: boolean): Promise<Room[]> {
  return rpc('list_rooms', { p_tenant_id: tenantId, p_archived: all })
}

export function saveRoom(tenantId: string, id: string, name: string): Promise<Room> {
  return rpc('save_room', { p_tenant_id: tenantId, p_id: id, p_name: name })
}

export function archiveRoom(tenantId: string, id: string, archived: boolean): Promise<unknown> {
  return rpc('archive_room', { p_tenant_id: tenantId, p_id: id, p_archived: archived })
}

/** Kinds of session with their length; with `all` those that are archived, too. */
export function listSessionTypes(tenantId: string, all: boolean): Promise<SessionType[]> {
  return rpc('list_session_types', { p_tenant_id: tenantId, p_archived: all })
}

export function saveSessionType(
  tenantId: string,
  id: string,
  type: Pick<
    SessionType,
    'name' | 'minutes' | 'price_cents' | 'color' | 'capacity' | 'is_online' | 'charges_once'
  >,
): Promise<SessionType> {
  return rpc('save_session_type', { p_tenant_id: tenantId, p_id: id, p_type: { ...type } })
}

export function archiveSessionType(tenantId: string, id: string, archived: boolean): Promise<unknown> {
  return rpc('archive_session_type', { p_tenant_id: tenantId, p_id: id, p_archived: archived })
}

/** The week of a therapist. */
export function listWorkingHours(tenantId: string, therapistId: string): Promise<WorkingHours[]> {
  return rpc('list_working_hours', { p_tenant_id: tenantId, p_therapist_id: therapistId })
}

/** Replaces the week of a therapist. */
export function saveWorkingHours(
  tenantId: string,
  therapistId: string,
  hours: readonly WorkingHours[],
): Promise<WorkingHours[]> {
  return rpc('save_working_hours', {
    p_tenant_id: tenantId,
    p_therapist_id: therapistId,
    p_hours: hours.map((span) => ({ ...span })),
  })
}

/** Absences, extra times and recess that touch some days. */
export function listExceptions(tenantId: string, from: string, to: string): Promise<AgendaException[]> {
  return rpc('list_agenda_exceptions', { p_tenant_id: tenantId, p_from: from, p_to: to })
}

/** Saves an absence, an extra time or a recess; says which sessions fall into it. */
export function saveException(
  tenantId: string,
  id: string,
  exception: {
    kind: ExceptionKind
    therapist_id: string | null
    from_local: string
    until_local: string
    title: string | null
  },
): Promise<{ exception: AgendaException; sessions: Session[] }> {
  return rpc('save_agenda_exception', {
    p_tenant_id: tenantId,
    p_id: id,
    p_exception: { ...exception },
  })
}

export function deleteException(tenantId: string, id: string): Promise<unknown> {
  return rpc('delete_agenda_exception', { p_tenant_id: tenantId, p_id: id })
}

/** Holidays of a year: of the country, and of the clinic. */
export function listHolidays(tenantId: string, year: number): Promise<Holiday[]> {
  return rpc('list_holidays', { p_tenant_id: tenantId, p_year: year })
}

export function saveHoliday(tenantId: string, id: string, day: string, name: string): Promise<unknown> {
  return rpc('save_clinic_holiday', { p_tenant_id: tenantId, p_id: id, p_day: day, p_name: name })
}

export function deleteHoliday(tenantId: string, id: string): Promise<unknown> {
  return rpc('delete_clinic_holiday', { p_tenant_id: tenantId, p_id: id })
}

export function getAgendaSettings(tenantId: string): Promise<AgendaSettings> {
  return rpc('get_agenda_settings', { p_tenant_id: tenantId })
}

export function saveAgendaSettings(
  tenantId: string,
  settings: Partial<Omit<AgendaSettings, 'time_zone'>>,
): Promise<AgendaSettings> {
  return rpc('save_agenda_settings', { p_tenant_id: tenantId, p_settings: { ...settings } })
}

export function saveDayNote(tenantId: string, id: string, day: string, body: string): Promise<DayNote> {
  return rpc('save_agenda_day_note', { p_tenant_id: tenantId, p_id: id, p_day: day, p_body: body })
}

export function deleteDayNote(tenantId: string, id: string): Promise<unknown> {
  return rpc('delete_agenda_day_note', { p_tenant_id: tenantId, p_id: id })
}

/** Patients by name, phone or CPF. */
export function findPatients(
  tenantId: string,
  search: string,
): Promise<{ id: string; name: string; phone: string | null; birth_date: string | null }[]> {
  return rpc('list_patients', { p_tenant_id: tenantId, p_search: search, p_limit: 8 })
}
