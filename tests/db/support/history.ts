import { aurora } from './cast.ts'
import type { Session } from './database.ts'
import { message, type Action, type MessageAction } from './events.ts'
import { only } from './inbox.ts'
import { claimed } from './media.ts'
import { makeDue, type Claimed } from './outbox.ts'
import { answer, later } from './workspace.ts'

/** An import as screens get it. */
export interface Import {
  id: string
  channel_id: string
  state: string
  since: string
  until: string
  chats_total: number | null
  chats_done: number
  messages_stored: number
  messages_refused: number
  last_error: string | null
  retry_at: string | null
}

type Held = Pick<Claimed, 'tenant_id' | 'job_id' | 'lease_token'>

export interface Step {
  place?: number
  chat?: string
  page?: number
}

export const startImport = (session: Session): Promise<Import> =>
  answer(session, 'start_history_import', {}, 'admin@aurora.test')

export const importOf = async (session: Session): Promise<Import | null> =>
  (await answer<{ import: Import | null }>(session, 'get_history_import', {}, 'admin@aurora.test')).import

/** The worker takes the import. */
export const claimImport = async (session: Session): Promise<Held & { opened: { step: Step } }> => {
  await makeDue(session)
  return only(await claimed(session, 'import_history')) as never
}

const json = (value: unknown) => JSON.stringify(value)

export const keepChats = (
  session: Session,
  job: Held,
  chats: object[],
): Promise<{ step: Step | null } | null> =>
  session.asService(async (sql) => {
    const [row] = await sql<{ kept: { step: Step | null } | null }[]>`
      select app.keep_history_chats(${job.tenant_id}, ${job.job_id}, ${job.lease_token}, ${json(chats)}::text::jsonb) as kept`
    return row!.kept
  })

/** The worker stores a page of the chat at a place. */
export const keepPage = (
  session: Session,
  job: Held,
  actions: Action[],
  { place = 1, next = null }: { place?: number; next?: number | null } = {},
): Promise<{ step: Step | null } | null> =>
  session.asService(async (sql) => {
    const [row] = await sql<{ kept: { step: Step | null } | null }[]>`
      select app.keep_history_page(${job.tenant_id}, ${job.job_id}, ${job.lease_token}, ${place},
        ${json(actions)}::text::jsonb, ${next}) as kept`
    return row!.kept
  })

/** An import that has its list of chats, and the job that reads it. */
export async function openImport(session: Session, chats = ['5511987650001@s.whatsapp.net']): Promise<Held> {
  await startImport(session)
  const job = await claimImport(session)
  await keepChats(
    session,
    job,
    chats.map((address) => ({ address, name: null })),
  )
  return job
}

/** An old message, by default of an hour ago: newest first is the order of a page. */
export const old = (id: string, minutesAgo: number, more: Partial<MessageAction> = {}): Action =>
  message({ provider_message_id: id, occurred_at: later(-minutesAgo), ...more })

/** What nobody may be told of: notifications, pushes, answers to words, fetches of files. */
export const sideEffects = (session: Session): Promise<{ notifications: number; jobs: string[] }> =>
  session.asPostgres(async (sql) => {
    const [row] = await sql<{ notifications: number; jobs: string[] }[]>`
      select (select count(*)::int from public.notifications) as notifications,
        array(select j.kind from app.jobs j where j.tenant_id = ${aurora.id} and j.kind not in ('import_history', 'fetch_picture') order by j.id) as jobs`
    return row!
  })
