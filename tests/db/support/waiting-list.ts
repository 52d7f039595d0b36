import { randomUUID } from 'node:crypto'
import { ask, book, helena, openAgenda, patients, types, type AgendaSession } from './agenda.ts'
import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'
import { joao, mariana, receive } from './events.ts'
import { getPatient, savePatient } from './patients.ts'

export interface WaitingEntry {
  id: string
  patient_id: string
  patient_name: string
  therapist_id: string | null
  status: string
  is_priority: boolean
  weekdays: string[]
  turns: string[]
  offer: { id: string; state: string } | null
}

export interface WaitingOffer {
  id: string
  entry_id: string
  patient_name: string
  state: string
  skipped: string | null
  expires_at: string | null
  session_id: string | null
}

export interface WaitingSlot {
  id: string
  status: string
  starts_local: string
  matches: number
  is_automatic: boolean
  offers: WaitingOffer[]
}

/** A Tuesday at 15:00 of Helena's, and the Monday noon before, when the clinic speaks with people. */
export const freed = '2030-01-08T15:00'
export const noon = '2030-01-07T15:00:00Z'
export const later = (minutes: number) => new Date(Date.parse(noon) + minutes * 60_000).toISOString()
const phones = { ana: mariana, bia: joao, caio: '+5511987650003', davi: '+5511987650004' } as const

/** Aurora with its agenda, and people who can be told. */
export async function openWaitingList(
  session: Session,
  settings: Record<string, unknown> | null = { is_on: true },
): Promise<void> {
  await openAgenda(session)
  for (const [key, phone] of Object.entries(phones)) {
    const id = patients[key as keyof typeof patients]
    await receive(session, { provider_message_id: `W-${key}`, address: { phone } })
    const { patient } = await getPatient(session, id)
    await savePatient(session, {
      id,
      version: patient.version,
      patient: { full_name: patient.full_name },
      phones: [{ phone }],
    })
  }
  if (settings) await ask(session, 'save_waiting_settings', { settings }, 'admin@aurora.test')
}

/** Puts somebody on the list; the earlier the call, the longer they wait. */
export async function wait(
  session: Session,
  who: keyof typeof patients,
  entry: Record<string, unknown> = {},
  as?: Email,
): Promise<WaitingEntry> {
  const saved = await ask<WaitingEntry>(
    session,
    'save_waiting_entry',
    {
      id: randomUUID(),
      entry: { patient_id: patients[who], therapist_id: null, session_type_id: types.single, ...entry },
    },
    as,
  )
  await session.asPostgres(
    (sql) => sql`
      update public.waiting_list set since = now() - interval '1 day' + make_interval(mins => (select count(*)::int from public.waiting_list))
      where id = ${saved.id}`,
  )
  return saved
}

/** A session of Ana's that is cancelled, and what the worker makes of it. */
export async function free(session: Session, now = noon): Promise<Record<string, string>> {
  const { id, version } = await book(session, { id: randomUUID(), start_local: freed })
  await ask(session, 'cancel_session', { id, version })
  return noteFreed(session, now)
}

/** Runs the newest job that heard of a time that became free. */
export async function noteFreed(session: Session, now = noon): Promise<Record<string, string>> {
  const [row] = await session.asService(
    (sql) => sql<{ answer: Record<string, string> }[]>`
      select app.note_freed_slot(tenant_id, (payload ->> 'session_id')::uuid, payload -> 'before', ${now}) as answer
      from app.jobs where tenant_id = ${aurora.id} and kind = 'freed_slot' order by id desc limit 1`,
  )
  return row!.answer
}

/** One step of a time on offer at a moment. */
export async function advance(session: Session, id: string, now = noon): Promise<Record<string, unknown>[]> {
  const [row] = await session.asService(
    (sql) => sql<{ answer: { sends: Record<string, unknown>[] } }[]>`
      select app.advance_waiting_slot(${aurora.id}, ${id}, 'https://zelo.test/waiting-offer?token=', ${now}) as answer`,
  )
  return row!.answer.sends
}

export async function answer(
  session: Session,
  offerId: string,
  yes: boolean,
  now = noon,
): Promise<{ state: string; session_id: string | null }> {
  const [row] = await session.asService(
    (sql) => sql<{ answer: { state: string; session_id: string | null } }[]>`
      select app.answer_waiting_offer(${aurora.id}, ${offerId}, ${yes}, ${now}) as answer`,
  )
  return row!.answer
}

export const slots = (session: Session, as?: Email) =>
  ask<WaitingSlot[]>(session, 'list_waiting_slots', {}, as)
export const entries = (session: Session, args = {}, as?: Email) =>
  ask<WaitingEntry[]>(session, 'list_waiting_entries', args, as)

/** The offers of the only slot as "name state". */
export const offered = async (session: Session) =>
  (await slots(session)).flatMap(({ offers }) =>
    offers.map(({ patient_name, state }) => `${patient_name} ${state}`),
  )

/** The token in the message of an offer. */
export async function tokenOf(session: Session, offerId: string): Promise<string> {
  const [row] = await session.asPostgres(
    (sql) => sql<{ body: string }[]>`select body from public.waiting_list_offers where id = ${offerId}`,
  )
  return /token=(\S+)/.exec(row!.body)![1]!
}

export const sessionOf = (session: Session, id: string) => ask<AgendaSession>(session, 'get_session', { id })
export { helena }
