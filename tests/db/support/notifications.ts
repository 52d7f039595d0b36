import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'

/** A notification as `list_notifications` answers it. */
export interface ListedNotification {
  id: string
  kind: string
  thread_key: string
  preview: string
  message_count: number
  noticed_at: Date
  read_at: Date | null
}

/** What somebody of Aurora was told of, the latest first. */
export function notificationsOf(session: Session, as: Email): Promise<ListedNotification[]> {
  return session.asUser(
    as,
    (sql) => sql<ListedNotification[]>`select * from public.list_notifications(${aurora.id})`,
  )
}

/** How many somebody of Aurora has not read. */
export async function unreadOf(session: Session, as: Email): Promise<number> {
  const [row] = await session.asUser(
    as,
    (sql) => sql<{ n: number }[]>`select public.count_notifications(${aurora.id}) as n`,
  )
  return row?.n ?? -1
}

interface Settings {
  muted?: boolean
  rule?: string
  from?: string | null
  until?: string | null
  text?: boolean
}

/** Saves what somebody of Aurora wants to be told of. */
export function saveSettings(
  session: Session,
  as: Email,
  { muted = false, rule = 'all', from = null, until = null, text = false }: Settings = {},
) {
  return session.asUser(
    as,
    (
      sql,
    ) => sql`select public.save_notification_settings(${aurora.id}, ${muted}, true, ${rule}, ${from}::time, ${until}::time, ${text})
      as settings`,
  )
}

/** A browser of somebody of Aurora that is told while the app is closed. */
export function subscribe(session: Session, as: Email, endpoint = 'https://push.test/device') {
  return session.asUser(
    as,
    (sql) =>
      sql`select public.subscribe_push(${aurora.id}, ${endpoint}, ${'k'.repeat(87)}, ${'a'.repeat(22)})`,
  )
}

/** Pushes that wait, oldest first. */
export function pushJobs(session: Session) {
  return session.asPostgres((sql) => sql`select * from app.jobs where kind = 'send_push' order by id`)
}

/** What the screens of Aurora heard of notifications, oldest first. */
export async function notificationBroadcasts(session: Session): Promise<{ user_ids: string[] }[]> {
  const rows = await session.asPostgres(
    (sql) => sql<{ payload: { user_ids: string[] } }[]>`
      select payload from realtime.messages where topic = ${`tenant:${aurora.id}`} and event = 'notification'
      order by xmin::text::bigint, cmin::text::bigint, ctid`,
  )
  return rows.map(({ payload }) => payload)
}
