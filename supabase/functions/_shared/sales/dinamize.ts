import type { UserClaims } from '../platform/auth.ts'
import type { Database } from '../platform/db.ts'
import type { JsonObject } from '../platform/json.ts'
import type { HeldJob } from '../platform/queue.ts'
import type { JobEnd } from '../platform/jobs.ts'
import type { Sealed } from '../platform/secrets.ts'
import type { Platform } from '../platform/wiring.ts'
import {
  createDinamizeClient,
  type DinamizeClient,
  type DinamizeLogin,
} from '../providers/dinamize/client.ts'

/** The connection of a clinic, with its secrets still sealed. */
export interface DinamizeSession {
  id: string
  client_code: string
  credentials: Sealed
  token: Sealed | null
}

/** Fields of a lead that are exchanged; what is missing is empty. */
export interface SyncedFields {
  name?: string
  email?: string
  phone?: string
  company?: string
}

/** Which fields of the list have what a contact has no field for. */
export interface ListFields {
  list_code: string
  phone_field: string | null
  company_field: string | null
}

/** A lead that is to be written there. */
export interface LeadPush extends ListFields {
  contact_code: string | null
  email: string
  /** Under which address both sides knew them last. */
  known_email: string | null
  changes: SyncedFields
  fields: SyncedFields
  external_code: string
}

/** What became of it. */
export interface LeadPushed {
  kind: 'created' | 'updated' | 'found' | 'opted_out' | 'failed'
  contact_code?: string
  /** What both sides have from now on. */
  pushed?: SyncedFields
  /** What Dinamize said. */
  code?: string
  request?: string | null
  warnings?: string[]
}

/** What the list is asked for next. */
export type LeadPull = { wait_until: string } | (ListFields & { since: string | null; page: number })

/** A contact as SQL takes it. */
export interface PulledContact extends JsonObject {
  code: string
  email: string | null
  name: string | null
  phone: string | null
  company: string | null
  insert_date: string | null
  opted_out: boolean
}

/** What is saved of a connection. */
export interface DinamizeSettings extends JsonObject {
  client_code: string
  user_hint: string
  list_code: string
  list_name: string
  phone_field: string | null
  company_field: string | null
  is_pushing: boolean
  is_pulling: boolean
  brings_all: boolean
}

/** What the jobs of the sync call. */
export interface DinamizeService {
  session(tenantId: string): Promise<DinamizeSession | null>
  keepToken(tenantId: string, id: string, token: Sealed | null): Promise<void>
  refuse(tenantId: string, id: string, code: string): Promise<void>
  beginPush(tenantId: string, leadId: string): Promise<LeadPush | null>
  /** Closes the job too, unless the lead changed meanwhile. */
  completePush(job: HeldJob, leadId: string, result: LeadPushed): Promise<JobEnd>
  /** Nobody calls the account before so many seconds. */
  pause(job: HeldJob, direction: 'in' | 'out', seconds: number): Promise<JobEnd>
  /** It was no attempt. */
  putOff(job: HeldJob, until: string): Promise<JobEnd>
  beginPull(tenantId: string): Promise<LeadPull | null>
  /** Whether there is more. */
  applyPage(
    tenantId: string,
    at: { since: string | null; page: number },
    contacts: PulledContact[],
    hasNext: boolean,
  ): Promise<boolean>
  enqueuePulls(): Promise<number>
  /** The list that has a contact, or when to ask again; null where the clinic is connected to it no more. */
  beginErasure(
    tenantId: string,
    place: string,
  ): Promise<{ list_code: string } | { wait_until: string } | null>
  noteErasure(tenantId: string, kind: 'erased' | 'failed', code: string | null): Promise<void>
}

/** What a signed-in person asks for. */
export interface DinamizeUser {
  /** Refuses everybody but owners and administrators. */
  requireAdmin(tenantId: string): Promise<void>
  connect(
    tenantId: string,
    id: string,
    settings: DinamizeSettings,
    credentials: Sealed | null,
  ): Promise<JsonObject>
}

/** The RPCs of the sync over one connection pool. */
function createDinamizeDatabase(database: Pick<Database, 'service' | 'asUser'>) {
  const call = database.service
  const service: DinamizeService = {
    session: (tenantId) => call((sql) => sql`select app.dinamize_session(${tenantId}) as value`),
    keepToken: async (tenantId, id, token) => {
      await call(
        (sql) =>
          sql`select app.keep_dinamize_token(${tenantId}, ${id}, ${token && JSON.stringify(token)}::text::jsonb) as value`,
      )
    },
    refuse: async (tenantId, id, code) => {
      await call((sql) => sql`select app.refuse_dinamize(${tenantId}, ${id}, ${code}) as value`)
    },
    beginPush: (tenantId, leadId) =>
      call((sql) => sql`select app.begin_lead_push(${tenantId}, ${leadId}) as value`),
    completePush: ({ tenant_id, job_id, lease_token }, leadId, result) =>
      call(
        (sql) => sql`select app.complete_lead_push(${tenant_id}, ${job_id}, ${lease_token}, ${leadId},
          ${JSON.stringify(result)}::text::jsonb) as value`,
      ),
    pause: ({ tenant_id, job_id, lease_token }, direction, seconds) =>
      call(
        (sql) =>
          sql`select app.pause_dinamize(${tenant_id}, ${job_id}, ${lease_token}, ${direction}, ${seconds}) as value`,
      ),
    putOff: async ({ tenant_id, job_id, lease_token }, until) =>
      (await call<boolean | null>(
        (sql) =>
          sql`select app.put_off_job(${tenant_id}, ${job_id}, ${lease_token}, ${until}::text::timestamptz) as value`,
      )) === true
        ? 'retried'
        : 'lost',
    beginPull: (tenantId) => call((sql) => sql`select app.begin_lead_pull(${tenantId}) as value`),
    applyPage: (tenantId, { since, page }, contacts, hasNext) =>
      call(
        (sql) =>
          sql`select app.apply_lead_page(${tenantId}, ${since}, ${page}, ${JSON.stringify(contacts)}::text::jsonb, ${hasNext}) as value`,
        60_000,
      ),
    beginErasure: (tenantId, place) =>
      call((sql) => sql`select app.begin_contact_erasure(${tenantId}, ${place}) as value`),
    noteErasure: async (tenantId, kind, code) => {
      await call((sql) => sql`select app.note_contact_erasure(${tenantId}, ${kind}, ${code}) as value`)
    },
    enqueuePulls: () => call((sql) => sql`select app.enqueue_lead_pulls() as value`),
  }
  return {
    service,
    asUser: (claims: UserClaims): DinamizeUser => {
      const asUser = database.asUser(claims)
      return {
        requireAdmin: async (tenantId) => {
          await asUser((sql) => sql`select app.require_admin(${tenantId}) as value`)
        },
        connect: (tenantId, id, settings, credentials) =>
          asUser(
            (
              sql,
            ) => sql`select app.connect_dinamize(${tenantId}, ${id}, ${JSON.stringify(settings)}::text::jsonb,
              ${credentials && JSON.stringify(credentials)}::text::jsonb) as value`,
          ),
      }
    },
  }
}

/** A connection that is open: its client, and what to do when its password is refused. */
export interface OpenDinamize {
  client: DinamizeClient
  refuse(code: string): Promise<void>
}

/** Opens the connection of a clinic; null where there is none that is taken. */
export type OpenSession = (tenantId: string) => Promise<OpenDinamize | null>

/** What functions ask for that speak with Dinamize. */
export function dinamizeOf({ calls, env, fetch, secrets }: Platform) {
  const database = createDinamizeDatabase(calls)
  const { service } = database
  const openSession: OpenSession = async (tenantId) => {
    const session = await service.session(tenantId)
    if (session === null) return null
    const owner = { tenantId, channelId: session.id }
    const { user = '', password = '' } = await secrets.open(session.credentials, owner)
    let token = session.token && ((await secrets.open(session.token, owner)).token ?? null)
    const client = createDinamizeClient(
      fetch,
      env.dinamizeUrl,
      { user, password, clientCode: session.client_code },
      {
        read: () => Promise.resolve(token),
        keep: async (fresh) => {
          token = fresh
          await service.keepToken(
            tenantId,
            session.id,
            fresh === null ? null : await secrets.seal({ token: fresh }, owner),
          )
        },
      },
    )
    return { client, refuse: (code) => service.refuse(tenantId, session.id, code) }
  }
  /** For somebody who is not connected yet: the token is forgotten. */
  const openLogin = (login: DinamizeLogin): DinamizeClient => {
    let token: string | null = null
    return createDinamizeClient(fetch, env.dinamizeUrl, login, {
      read: () => Promise.resolve(token),
      keep: (fresh) => {
        token = fresh
        return Promise.resolve()
      },
    })
  }
  return { dinamize: service, dinamizeAsUser: database.asUser, openSession, openLogin }
}
