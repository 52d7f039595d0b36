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
