import { randomUUID } from 'node:crypto'
import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'

/** The endpoint of most tests. */
export const endpointId = '00000000-0000-4000-8000-00000000f001'
const sealed = { v: 1, kid: 'test', iv: 'aXY=', ct: 'Y3Q=' }

interface Where {
  as?: Email
  tenant?: string
  id?: string
}

/** An endpoint as screens show it. */
export interface Endpoint {
  id: string
  url: string
  events: string[]
  is_active: boolean
  disabled_reason: string | null
  failing_since: string | null
  failed: number
  is_new?: boolean
}

/** Saves where a clinic wants its events sent, as the edge function does. */
export async function saveEndpoint(
  session: Session,
  {
    as = 'admin@aurora.test',
    tenant = aurora.id,
    id = endpointId,
    ...form
  }: Where & {
    events?: string[]
    url?: string
    secret?: object | null
  } = {},
): Promise<Endpoint> {
  const { events = ['patient.created'], url = 'https://crm.example/zelo', secret = sealed } = form
  const [row] = await session.asUser(
    as,
    (sql) => sql<{ value: Endpoint }[]>`
      select app.save_webhook_endpoint(${tenant}, ${id}, ${url}, 'Meu CRM', ${events}, ${secret === null ? null : sql.json(secret as never)}) as value`,
  )
  return row!.value
}

/** Sends the test event; the id of its delivery. */
export async function testEndpoint(
  session: Session,
  { as = 'admin@aurora.test', tenant = aurora.id, id = endpointId }: Where = {},
): Promise<string> {
  const [row] = await session.asUser(
    as,
    (sql) => sql<{ id: string }[]>`select public.test_webhook_endpoint(${tenant}, ${id}) as id`,
  )
  return row!.id
}

/** The queued deliveries with their jobs, in the order of their events. */
export const queued = (session: Session, tenant: string = aurora.id) =>
  session.asPostgres(
    (sql) => sql<{ id: string; event: string; data: Record<string, unknown>; state: string; job: number }[]>`
      select d.id, d.event, d.data, d.state, j.id::int as job from public.webhook_deliveries d
      join app.jobs j on j.tenant_id = d.tenant_id and j.kind = 'deliver_webhook' and j.payload ->> 'id' = d.id::text
      where d.tenant_id = ${tenant} and j.finished_at is null order by d.id`,
  )

/** Does the jobs of events, as the worker would. */
export const tellWebhooks = (session: Session) =>
  session.asService(
    (sql) => sql`select app.tell_webhooks(j.tenant_id, 'job:' || j.id, j.payload) as told from app.jobs j
      where j.kind = 'tell_webhooks' order by j.id`,
  )

/** One attempt of a delivery whose job a worker holds. */
export async function attempt(
  session: Session,
  id: string,
  outcome: { status: number; error?: string | null; response?: string; retry_after_seconds?: number },
  tenant: string = aurora.id,
  now: string | null = null,
): Promise<string> {
  const token = randomUUID()
  const [row] = await session.asService(async (sql) => {
    const [job] = await sql<{ id: number }[]>`
      update app.jobs set lease_token = ${token}, leased_until = now() + interval '1 minute', attempts = attempts + 1
      where tenant_id = ${tenant} and kind = 'deliver_webhook' and payload ->> 'id' = ${id} and finished_at is null
      returning id::int`
    return sql<{ end: string }[]>`
      select app.end_webhook_attempt(${tenant}, ${id}, ${job?.id ?? 0}, ${token}, ${sql.json({ error: null, ...outcome })},
        coalesce(${now}::text::timestamptz, clock_timestamp())) as end`
  })
  return row!.end
}

/** A delivery with its attempts, as the screen opens it. */
export async function getDelivery(session: Session, id: string, as: Email = 'admin@aurora.test') {
  const [row] = await session.asUser(
    as,
    (sql) => sql<{ value: Record<string, unknown> & { tries: Record<string, unknown>[] } }[]>`
      select public.get_webhook_delivery(${aurora.id}, ${id}) as value`,
  )
  return row!.value
}

/** The endpoints of Aurora. */
export async function listEndpoints(session: Session, as: Email = 'admin@aurora.test'): Promise<Endpoint[]> {
  const [row] = await session.asUser(
    as,
    (sql) => sql<{ value: Endpoint[] }[]>`select public.list_webhook_endpoints(${aurora.id}) as value`,
  )
  return row!.value
}
