import { aurora } from './cast.ts'
import type { Session } from './database.ts'
import type { Database } from '../../../supabase/functions/_shared/contracts/database.types.ts'

export type Thread = Database['public']['Tables']['conversation_threads']['Row']
export type Message = Database['public']['Tables']['conversation_messages']['Row']
export type Job = Database['app']['Tables']['jobs']['Row']

/** Every conversation of a clinic, oldest first, as the database has it. */
export function threadsOf(session: Session, tenant: string = aurora.id): Promise<Thread[]> {
  return session.asPostgres(
    (sql) => sql<Thread[]>`
      select * from public.conversation_threads where tenant_id = ${tenant} order by created_at, thread_key`,
  )
}

/** Every message of a clinic in the order of the conversation. */
export function messagesOf(session: Session, tenant: string = aurora.id): Promise<Message[]> {
  return session.asPostgres(
    (sql) => sql<Message[]>`
      select * from public.conversation_messages where tenant_id = ${tenant} order by occurred_at, id`,
  )
}

export function jobsOf(session: Session, tenant: string = aurora.id): Promise<Job[]> {
  return session.asPostgres(
    (sql) => sql<Job[]>`select * from app.jobs where tenant_id = ${tenant} order by id`,
  )
}

/** What a search looks in, oldest conversation first. */
export async function searchedWords(session: Session, tenant: string = aurora.id): Promise<string[]> {
  const rows = await session.asPostgres(
    (sql) => sql<{ words: string }[]>`
      select s.words from app.search_entries s join public.conversation_threads t on t.tenant_id = s.tenant_id and t.id = s.record_id
      where t.tenant_id = ${tenant} order by t.created_at, t.thread_key`,
  )
  return rows.map((row) => row.words)
}

/** What screens were told about conversations, oldest first; notifications have tests of their own. */
export async function broadcastsOf(
  session: Session,
  tenant: string = aurora.id,
): Promise<{ event: string; payload: Record<string, Record<string, unknown> | string> }[]> {
  return session.asPostgres(
    (sql) => sql`
      select event, payload from realtime.messages where topic = ${`tenant:${tenant}`} and event <> 'notification'
      order by xmin::text::bigint, cmin::text::bigint, ctid`,
  )
}

/** The only row of a list. */
export function only<T>(rows: readonly T[]): T {
  const [row] = rows
  if (row === undefined || rows.length !== 1) throw new Error(`expected one row, got ${rows.length}`)
  return row
}

/**
 * Conversations whose summary does not say what their messages say: last message, its preview, kind, direction and
 * status, the last inbound moment, since when somebody waits. Empty when all is well.
 */
export function wrongSummaries(session: Session): Promise<object[]> {
  return session.asPostgres(
    (sql) => sql`
      select t.thread_key, t.last_message_id, m.id as real_last_id
      from public.conversation_threads t
      left join lateral (
        select * from public.conversation_messages m where m.tenant_id = t.tenant_id and m.thread_id = t.id
        order by m.occurred_at desc, m.id desc limit 1
      ) m on true
      where (t.last_message_id, t.last_message_at, t.last_message_preview, t.last_message_kind, t.last_message_direction,
          t.last_message_status)
        is distinct from (m.id, coalesce(m.occurred_at, t.last_message_at),
          case when m.deleted_at is null then app.message_preview(m.kind, m.body, m.content) else '' end,
          case when m.deleted_at is null then m.kind else 'deleted' end, m.direction, nullif(m.status, 'received'))
        or t.waiting_since is distinct from app.waiting_since(t.tenant_id, t.id)
        or t.last_inbound_at is distinct from (
          select max(i.occurred_at) from public.conversation_messages i
          where i.tenant_id = t.tenant_id and i.thread_id = t.id and i.direction = 'inbound' and i.kind <> 'system')`,
  )
}
