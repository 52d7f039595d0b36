import { people, type Email } from './cast.ts'
import type { Session } from './database.ts'
import { patientId, savePatient } from './patients.ts'
import { answer, call } from './workspace.ts'

/** The therapist of the tests, and the supervisor, who treats as well. */
export const helena: Email = 'terapeuta@aurora.test'
export const sueli: Email = 'supervisor@aurora.test'

/** Says that somebody treats the patient of the tests; the reception does. */
export const addToCare = (session: Session, who: Email, as: Email = 'recepcao@aurora.test') =>
  call(session, 'add_care_team', { p_patient_id: patientId, p_user_id: people[who].id }, as)

/** Says that somebody no longer treats the patient of the tests; the reception does. */
export const endCare = (session: Session, who: Email, as: Email = 'recepcao@aurora.test') =>
  call(session, 'end_care_team', { p_patient_id: patientId, p_user_id: people[who].id }, as)

/** The patient of the tests, whom Helena treats. */
export async function inCare(session: Session): Promise<void> {
  await savePatient(session)
  await addToCare(session, helena)
}

/** Who treats the patient, then who did. */
export const careTeam = (session: Session, as: Email = 'recepcao@aurora.test') =>
  call<{ user_id: string; full_name: string; role: string | null; since: Date; ended_at: Date | null }>(
    session,
    'list_care_team',
    { p_patient_id: patientId },
    as,
  )

/** Whether somebody treats the patient of the tests. */
export async function treats(session: Session, who: Email): Promise<boolean> {
  const [row] = await session.asPostgres(
    (sql) => sql<{ treats: boolean }[]>`
      select app.treats(p.tenant_id, p.id, ${people[who].id}) as treats from public.patients p where p.id = ${patientId}`,
  )
  return row!.treats
}

/** A document of the editor, one paragraph a line. */
export const doc = (...lines: string[]) => ({
  type: 'doc',
  content: lines.map((text) => ({ type: 'paragraph', content: text ? [{ type: 'text', text }] : [] })),
})

export const entryId = '0e000000-0000-4000-8000-000000000001'
export const otherEntryId = '0e000000-0000-4000-8000-000000000002'
export const noteId = '0f000000-0000-4000-8000-000000000001'

/** An entry as its readers get it. */
export interface Entry {
  id: string
  patient_id: string
  kind: string
  title: string | null
  occurred_on: string
  content: object
  addendum_to: string | null
  author_id: string
  author_name: string
  version: number
  signed_at: string | null
  signer_name: string | null
  signer_council: string | null
  content_hash: string | null
  countersigner_id: string | null
  countersigned_at: string | null
  countersigned_name: string | null
  is_mine: boolean
  awaits_me: boolean
  addenda?: Entry[]
}

interface Draft {
  as?: Email
  id?: string
  version?: number | null
  content?: unknown
  entry?: object
  keeps?: boolean
}

/** Saves an entry about the patient of the tests; Helena does. */
export const saveEntry = (
  session: Session,
  {
    as = helena,
    id = entryId,
    version = null,
    content = doc('Chegou bem.'),
    entry = {},
    keeps = false,
  }: Draft = {},
) =>
  answer<Entry>(
    session,
    'save_record_entry',
    {
      p_patient_id: patientId,
      p_id: id,
      p_version: version,
      p_entry: { content, ...entry },
      p_keeps_version: keeps,
    },
    as,
  )

/** Signs what the author has read. */
export const signEntry = (session: Session, version = 1, as: Email = helena, id = entryId) =>
  answer<Entry>(session, 'sign_record_entry', { p_id: id, p_version: version }, as)

/** A page of the record of the patient of the tests. */
export const listEntries = (session: Session, as: Email = helena, args: Record<string, unknown> = {}) =>
  answer<{ access: string; has_more: boolean; entries: Entry[] }>(
    session,
    'list_record_entries',
    { p_patient_id: patientId, ...args },
    as,
  )

/** Saves a note in somebody's private folder about the patient of the tests. */
export const saveNote = (
  session: Session,
  {
    as = helena,
    id = noteId,
    version = null,
    content = doc('Hipótese.'),
  }: Omit<Draft, 'entry' | 'keeps'> = {},
) =>
  answer<{ id: string; version: number; content: object }>(
    session,
    'save_private_note',
    { p_patient_id: patientId, p_id: id, p_version: version, p_note: { content } },
    as,
  )

export const listNotes = (session: Session, as: Email = helena) =>
  answer<{ id: string; content: object }[]>(session, 'list_private_notes', { p_patient_id: patientId }, as)

/** Opens the record of the patient of the tests in an emergency. */
export const breakGlass = (session: Session, as: Email = sueli, reason = 'Crise na sala de espera.') =>
  answer<Date | null>(session, 'open_record_break_glass', { p_patient_id: patientId, p_reason: reason }, as)

/** The patient of the tests with a signed entry and a private note of Helena, who treats them. */
export async function withRecord(session: Session): Promise<void> {
  await inCare(session)
  await saveEntry(session)
  await signEntry(session)
  await saveNote(session)
}

/** What was noted of readings, oldest first. */
export const reads = (session: Session) =>
  session.asPostgres(
    (sql) => sql<{ user_id: string; entry_id: string | null; note_id: string | null; kind: string }[]>`
      select user_id, entry_id, note_id, kind from public.record_reads order by at, id`,
  )

/** What everybody may know of the record. */
export const summaryOf = (session: Session, as: Email = 'recepcao@aurora.test') =>
  answer<{
    access: string | null
    entries: number
    last_on: string | null
    kept_until: string | null
    may_break_glass: boolean
    open_until: string | null
    assistant: { told_at: string; wanted_person_at: string | null } | null
  }>(session, 'get_record_summary', { p_patient_id: patientId }, as)

/** Members of Aurora who do not treat the patient of the tests. */
export const others: Email[] = ['dona@aurora.test', 'admin@aurora.test', sueli, 'recepcao@aurora.test']
