import type { UserClaims } from '../platform/auth.ts'
import type { Call, Database } from '../platform/db.ts'
import type { JsonObject } from '../platform/json.ts'
import type { HeldJob } from '../platform/queue.ts'
import type { Sealed } from '../platform/secrets.ts'

/** Something to be sent to an endpoint of a clinic. */
export interface WebhookDelivery {
  id: string
  endpoint_id: string
  url: string
  /** The text that is signed and sent. */
  body: string
  secrets: Sealed[]
}

/** What came of sending it. */
export interface WebhookAttempt {
  status: number
  error: string | null
  duration_ms: number
  response: string
  retry_after_seconds: number | null
}

/** What the worker may do with webhooks of clinics. */
export interface WebhookService {
  /** Queues an event for the endpoints that listen; `key` names its source, which may come twice. */
  tellWebhooks(tenantId: string, key: string, event: JsonObject): Promise<number>
  /** Null when there is nothing to send any more. */
  beginWebhook(tenantId: string, id: string): Promise<WebhookDelivery | null>
  /** Notes an attempt and closes or delays its job, at once. */
  endWebhook(id: string, job: HeldJob, attempt: WebhookAttempt): Promise<'finished' | 'retried' | 'lost'>
  /** Deletes a clinic whose day has come; false when it stays. */
  deleteCancelledTenant(tenantId: string): Promise<boolean>
}

/** What owners and administrators ask for. */
export interface WebhookUser {
  requireAdmin(tenantId: string): Promise<void>
  saveEndpoint(endpoint: {
    tenantId: string
    id: string
    url: string
    description: string | null
    events: string[]
    secret: Sealed | null
  }): Promise<JsonObject>
  rotateSecret(tenantId: string, id: string, secret: Sealed): Promise<JsonObject>
}

/** The RPCs of webhooks over one connection pool. */
export function createWebhookDatabase(database: Pick<Database, 'service' | 'asUser'>) {
  return {
    service: createWebhookService(database.service),
    asUser: (claims: UserClaims) => createWebhookUser(database.asUser(claims)),
  }
}

function createWebhookService(call: Call): WebhookService {
  return {
    tellWebhooks: (tenantId, key, event) =>
      call(
        (sql) =>
          sql`select app.tell_webhooks(${tenantId}, ${key}, ${JSON.stringify(event)}::text::jsonb) as value`,
      ),
    deleteCancelledTenant: (tenantId) =>
      call((sql) => sql`select app.delete_cancelled_tenant(${tenantId}) as value`, 300_000),
    beginWebhook: (tenantId, id) =>
      call((sql) => sql`select app.begin_webhook_delivery(${tenantId}, ${id}) as value`),
    endWebhook: (id, { tenant_id, job_id, lease_token }, attempt) =>
      call(
        (sql) => sql`select app.end_webhook_attempt(${tenant_id}, ${id}, ${job_id}, ${lease_token},
          ${JSON.stringify(attempt)}::text::jsonb) as value`,
      ),
  }
}

function createWebhookUser(call: Call): WebhookUser {
  return {
    requireAdmin: async (tenantId) => {
      await call((sql) => sql`select app.require_admin(${tenantId}) as value`)
    },
    saveEndpoint: ({ tenantId, id, url, description, events, secret }) =>
      call(
        (sql) => sql`select app.save_webhook_endpoint(${tenantId}, ${id}, ${url}, ${description},
          array(select jsonb_array_elements_text(${JSON.stringify(events)}::text::jsonb)),
          ${secret === null ? null : JSON.stringify(secret)}::text::jsonb) as value`,
      ),
    rotateSecret: (tenantId, id, secret) =>
      call(
        (sql) =>
          sql`select app.rotate_webhook_secret(${tenantId}, ${id}, ${JSON.stringify(secret)}::text::jsonb) as value`,
      ),
  }
}
