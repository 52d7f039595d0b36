import { randomUUID } from 'node:crypto'
import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'
import { mariana, receive } from './events.ts'
import type { Message } from './inbox.ts'

export interface Lease {
  tenant_id: string
  job_id: number
  lease_token: string
  attempt: number
  message_id: string
  provider: string
  uncertain: boolean
  to: { raw: string | null; phone: string | null }
  body: string
  reply_to_provider_id: string | null
  reply_to: { body: string; from_me: boolean } | null
  template: { external_id: string; variables: Record<string, string> } | null
  kind: string
  content: Record<string, unknown>
  media: Record<string, unknown> | null
  automation: boolean
  channel: Record<string, unknown>
}

export interface Created {
  message: Message
  duplicate: boolean
  lease: Lease | null
  skipped?: string
}

export interface Claimed {
  tenant_id: string
  job_id: number
  kind: string
  lease_token: string
  attempts: number
  payload: Record<string, string>
  /** What the kind of a send adds. */
  send: Lease | null
}

export interface Completed {
  state: 'sent' | 'retry' | 'again' | 'failed' | 'lost'
  message: Message | null
  lease?: Lease
  /** The message that waited for this one. */
  next?: Lease
}

export type Outcome = 'sent' | 'found' | 'not_found' | 'temporary' | 'unknown' | 'permanent'

export interface SendRequest {
  as?: Email
  tenant?: string
  key?: string
  clientId?: string
  body?: string
  replyTo?: string | null
  /** Sent in the place of a text. */
  template?: { id: string; variables: Record<string, unknown> } | null
  /** A file, a place, people or a message that is forwarded. */
  content?: Record<string, unknown> | null
}

/** A conversation that the patient began, ready to be answered. */
export const openConversation = (session: Session, phone = mariana) =>
  receive(session, {
    provider_message_id: `open:${phone}`,
    address: { phone },
    occurred_at: new Date().toISOString(),
  })

/** Clínica Aurora goes over to its official number. */
export const activateTwilio = (session: Session) =>
  session.asPostgres(async (sql) => {
    await sql`update public.notification_channels set is_active = false where tenant_id = ${aurora.id}`
    await sql`
      update public.notification_channels set is_active = true where tenant_id = ${aurora.id} and provider = 'twilio'`
  })

/** What send-whatsapp-message does first. */
export function createOutbound(session: Session, request: SendRequest = {}): Promise<Created> {
  const { as = 'recepcao@aurora.test', tenant = aurora.id, key = `whatsapp:${mariana}` } = request
  const { clientId = randomUUID(), replyTo = null, template = null, content = null } = request
  const { body = template || content ? '' : 'Bom dia!' } = request
  return session.asUser(as, async (sql) => {
    const [row] = await sql<{ created: Created }[]>`
      select app.create_outbound_message(${tenant}, ${key}, ${clientId}, ${body}, ${replyTo},
        ${template && JSON.stringify(template)}::text::jsonb, ${content && JSON.stringify(content)}::text::jsonb) as created`
    return row!.created
  })
}

/** What send-whatsapp-message does when the person does not want to wait. */
export function sendNow(
  session: Session,
  messageId: string,
  as: Email = 'recepcao@aurora.test',
  tenant: string = aurora.id,
): Promise<{ message: Message; lease: Lease | null }> {
  return session.asUser(as, async (sql) => {
    const [row] = await sql<{ sent: { message: Message; lease: Lease | null } }[]>`
      select app.send_message_now(${tenant}, ${messageId}) as sent`
    return row!.sent
  })
}

/** A message under way beside an earlier one whose sender is not heard of any more: the person did not want to wait. */
export async function createBeside(session: Session, request: SendRequest = {}): Promise<Created> {
  await makeDue(session)
  const created = await createOutbound(session, request)
  return { ...created, ...(await sendNow(session, created.message.id, request.as, request.tenant)) }
}

/** What the sender does last. */
export function completeSend(
  session: Session,
  lease: { tenant_id: string; job_id: number; lease_token: string },
  outcome: Outcome,
  more: { id?: string; code?: string; detail?: string; retryAfter?: number } = {},
): Promise<Completed> {
  return session.asService(async (sql) => {
    const [row] = await sql<{ completed: Completed }[]>`
      select app.complete_send(${lease.tenant_id}, ${lease.job_id}, ${lease.lease_token}, ${outcome}, ${more.id ?? null},
        ${more.code ?? null}, ${more.detail ?? null}, ${more.retryAfter ?? null}) as completed`
    return row!.completed
  })
}

export function claimJobs(session: Session, limit = 10, seconds = 60): Promise<Claimed[]> {
  return session.asService(async (sql) => {
    const [row] = await sql<{ jobs: (Omit<Claimed, 'send'> & { opened: Lease | null })[] }[]>`
      select app.claim_jobs(${limit}, ${seconds}) as jobs`
    return row!.jobs.map(({ opened, ...job }) => ({ ...job, send: opened }))
  })
}

/** Time passes: every open job is due and every lease has run out. */
export const makeDue = (session: Session) =>
  session.asPostgres(
    (sql) => sql`
      update app.jobs set run_at = now() - interval '1 second',
        leased_until = case when leased_until is not null then now() - interval '1 second' end
      where finished_at is null and dead_at is null`,
  )
