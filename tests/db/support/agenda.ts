import type { TransactionSql } from 'postgres'
import { aurora, people, type Email } from './cast.ts'
import type { Session } from './database.ts'
import { savePatient } from './patients.ts'

/** Helena of Aurora, whose agenda most tests write. */
export const helena = people['terapeuta@aurora.test'].id
/** Sueli of Aurora, who treats as well. */
export const sueli = people['supervisor@aurora.test'].id

export const rooms = {
  blue: '0b000000-0000-4000-8000-000000000001',
  green: '0b000000-0000-4000-8000-000000000002',
} as const

export const types = {
  single: '0c000000-0000-4000-8000-000000000001',
  couple: '0c000000-0000-4000-8000-000000000002',
  group: '0c000000-0000-4000-8000-000000000003',
} as const

export const patients = {
  ana: '0d000000-0000-4000-8000-000000000001',
  bia: '0d000000-0000-4000-8000-000000000002',
  caio: '0d000000-0000-4000-8000-000000000003',
  davi: '0d000000-0000-4000-8000-000000000004',
} as const

export const sessionId = '0e000000-0000-4000-8000-000000000001'
export const otherSessionId = '0e000000-0000-4000-8000-000000000002'
export const seriesId = '0f000000-0000-4000-8000-000000000001'

export interface Hit {
  kind: string
  blocks: boolean
  title: string | null
  starts_local: string
  session: { id: string; therapist_name: string; patients: string[] } | null
}

/** A session as every function of the agenda answers it. */
export interface AgendaSession {
  id: string
  therapist_id: string
  room_id: string | null
  starts_at: string
  starts_local: string
  ends_local: string
  status: string
  blocks_time: boolean
  price_cents: number | null
  capacity: number
  series_id: string | null
  slot_date: string | null
  squeezed_in: { by: string; by_name: string; reason: string } | null
  cancel_reason: string | null
  version: number
  patients: { patient_id: string; name: string; status: string }[]
}

type Args = Record<string, unknown>

/** Calls a function of Aurora that answers one value, as the reception unless told otherwise. */
export async function ask<T>(
  session: Session,
  name: string,
  args: Args = {},
  as: Email = 'recepcao@aurora.test',
): Promise<T> {
  const [row] = await session.asUser(as, (sql) =>
    callAgenda<{ answer: T }>(sql, `select %s as answer`, name, args),
  )
  return row!.answer
}

/** Calls a function of Aurora that answers rows. */
export async function list<T extends object>(
  session: Session,
  name: string,
  args: Args = {},
  as: Email = 'recepcao@aurora.test',
): Promise<T[]> {
  return [...(await session.asUser(as, (sql) => callAgenda<T>(sql, `select * from %s`, name, args)))]
}

/** The call itself, for who has a connection of somebody's already. */
export function callAgenda<T extends object = { answer: unknown }>(
  sql: TransactionSql,
  query: string,
  name: string,
  args: Args = {},
): Promise<T[]> {
  const entries = Object.entries(args).filter(([, value]) => value !== undefined)
  const named = entries.map(([key], index) => `p_${key} => $${index + 2}`)
  const text = query.replace('%s', `public.${name}(${['p_tenant_id => $1', ...named].join(', ')})`)
  return sql.unsafe<T[]>(text, [
    aurora.id,
    ...entries.map(([, value]) => value),
  ] as never[]) as unknown as Promise<T[]>
}

/** Two therapists, two rooms, three types of session and four patients. */
export async function openAgenda(session: Session): Promise<void> {
  const admin: Email = 'admin@aurora.test'
  await ask(session, 'save_therapist', { user_id: helena, therapist: { color: 'teal' } }, admin)
  await ask(session, 'save_therapist', { user_id: sueli, therapist: { color: 'violet' } }, admin)
  await ask(session, 'save_room', { id: rooms.blue, name: 'Sala azul' })
  await ask(session, 'save_room', { id: rooms.green, name: 'Sala verde' })
  await ask(session, 'save_session_type', {
    id: types.single,
    type: { name: 'Individual', minutes: 50, price_cents: 18000, color: 'blue' },
  })
  await ask(session, 'save_session_type', {
    id: types.couple,
    type: { name: 'Casal', minutes: 80, capacity: 2 },
  })
  await ask(session, 'save_session_type', {
    id: types.group,
    type: { name: 'Grupo', minutes: 90, capacity: 3 },
  })
  const names = { ana: 'Ana Prado', bia: 'Bia Reis', caio: 'Caio Souza', davi: 'Davi Lima' }
  for (const [key, full_name] of Object.entries(names)) {
    await savePatient(session, { id: patients[key as keyof typeof patients], patient: { full_name } })
  }
}

/** What a form sends: a session of Helena's with Ana, on a Tuesday at 15:00. */
export const form = (changes: Args = {}): Args => ({
  therapist_id: helena,
  session_type_id: types.single,
  start_local: '2026-12-01T15:00',
  patient_ids: [patients.ana],
  ...changes,
})

/** Books a session. */
export const book = (
  session: Session,
  { id = sessionId, reason, as, ...changes }: Args & { id?: string; reason?: string; as?: Email } = {},
): Promise<AgendaSession> =>
  ask(session, 'book_session', { id, session: form(changes), squeeze_in_reason: reason }, as)

/** What a refusal says beside its code. */
export async function detailOf<T>(call: Promise<unknown>): Promise<T> {
  const error = await call.then(
    () => null,
    (reason: { detail?: string }) => reason,
  )
  if (!error?.detail) throw new Error('the call was not refused with a detail')
  return JSON.parse(error.detail) as T
}

/** All sessions of some days, as `list_agenda` answers them. */
export async function agenda(session: Session, from: string, to = from): Promise<AgendaSession[]> {
  return (await ask<{ sessions: AgendaSession[] }>(session, 'list_agenda', { from, to })).sessions
}

/** When the sessions that take time begin, in the clinic's time. */
export async function starts(session: Session, from: string, to: string): Promise<string[]> {
  return (await agenda(session, from, to))
    .filter(({ status }) => status !== 'cancelled')
    .map(({ starts_local }) => starts_local)
}
