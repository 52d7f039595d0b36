import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'
import { mariana } from './events.ts'
import type { Thread } from './inbox.ts'

/** The conversation of most tests. */
export const key = `whatsapp:${mariana}`
/** A note, a tag or a scheduled message of a test. */
export const oneId = '00000000-0000-4000-8000-00000000ee01'
export const otherId = '00000000-0000-4000-8000-00000000ee02'

/** Calls a function of Clínica Aurora by name; the reception does, unless told otherwise. */
export async function call<Answer>(
  session: Session,
  name: string,
  args: Record<string, unknown> = {},
  as: Email = 'recepcao@aurora.test',
): Promise<Answer[]> {
  const parameters = Object.entries({ p_tenant_id: aurora.id, ...args })
  const list = parameters.map(([parameter], index) => `${parameter} => $${index + 1}`).join(', ')
  return session.asUser(as, (sql) =>
    sql.unsafe<Answer[] & object[]>(
      `select * from public.${name}(${list})`,
      parameters.map(([, value]) => value) as never[],
    ),
  )
}

/** The answer of a function that gives one row or value. */
export async function answer<Answer>(
  session: Session,
  name: string,
  args: Record<string, unknown> = {},
  as?: Email,
): Promise<Answer> {
  const [row] = await call<Record<string, unknown>>(session, name, args, as)
  const values = Object.values(row!)
  return (values.length === 1 ? values[0] : row) as Answer
}

/** A function that answers the conversation. */
export const change = (session: Session, name: string, args: Record<string, unknown> = {}, as?: Email) =>
  answer<Thread>(session, name, { p_thread_key: key, ...args }, as)

/** The thin lines of the conversation, oldest first. */
export async function lines(
  session: Session,
): Promise<{ kind: string; name: string | null; until: string | null; actor_id: string | null }[]> {
  const all = await answer<
    { kind: string; name: string | null; until: string | null; actor_id: string | null }[]
  >(session, 'list_conversation_events', { p_thread_key: key })
  return all.reverse()
}

export const kinds = async (session: Session) => (await lines(session)).map((line) => line.kind)

/** A moment from now, as the database takes it. */
export const later = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()

/** Keys of a list. */
export const listed = async (
  session: Session,
  args: Record<string, unknown> = {},
  as?: Email,
): Promise<string[]> =>
  (await call<Thread>(session, 'list_conversations', args, as)).map((thread) => thread.thread_key)

/** A draft as its author gets it. */
export interface Draft {
  thread_id: string
  is_note: boolean
  body: string
  reply_to_id: string | null
  updated_at: string
}

/** Saves what somebody began in the conversation. */
export async function saveDraft(
  session: Session,
  body: string | null,
  draft: { threadKey?: string; isNote?: boolean; replyTo?: string | undefined; seenAt?: string | null } = {},
  as: Email = 'recepcao@aurora.test',
): Promise<Draft> {
  const { threadKey = key, isNote = false, replyTo = null, seenAt = null } = draft
  // the moment goes as a text: the client of the tests would cut its microseconds off
  const [row] = await session.asUser(
    as,
    (sql) => sql<{ draft: Draft }[]>`
      select public.save_conversation_draft(
        ${aurora.id}, ${threadKey}, ${body}, ${isNote}, ${replyTo}, ${seenAt}::text::timestamptz) as draft`,
  )
  return row!.draft
}

/** What somebody began and did not send, the latest first. */
export const draftsOf = (session: Session, as?: Email) =>
  answer<Draft[]>(session, 'list_conversation_drafts', {}, as)
