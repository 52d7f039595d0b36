import { ask } from './agenda.ts'
import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'

export interface SessionCall {
  session_id: string
  patient_id: string
  patient_name: string
  told_name: string | null
  phone: string | null
  thread_key: string | null
  is_today: boolean
  sent_at: string | null
  reason: string | null
  is_done: boolean
  call: { id: string; outcome: string; by_name: string | null } | null
}

/** Whom the desk calls as of a moment. */
export async function callsAt(session: Session, now: string): Promise<SessionCall[]> {
  const [row] = await session.asPostgres(
    (sql) => sql<{ calls: SessionCall[] }[]>`select app.calls_to_make(${aurora.id}, null, ${now}) as calls`,
  )
  return row!.calls
}

/** The list in words: who, and what is known. */
export const saidAt = async (session: Session, now: string) =>
  (await callsAt(session, now)).map(
    ({ patient_name, is_done, reason, call }) =>
      `${patient_name} ${is_done ? 'done' : (reason ?? 'sent')}${call ? ` ${call.outcome}` : ''}`,
  )

export const note = (
  session: Session,
  args: { id: string; session_id: string; patient_id: string; outcome: string },
  as?: Email,
) => ask<{ id: string }>(session, 'note_session_call', args, as)
