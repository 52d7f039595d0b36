import type { UserClaims } from '../platform/auth.ts'
import type { Call, Database } from '../platform/db.ts'
import type { JsonObject } from '../platform/json.ts'
import type { Sealed } from '../platform/secrets.ts'
import type { StripeEvent } from '../providers/stripe/events.ts'

/** The account of a clinic at Stripe, with its keys still sealed: {secret_key, webhook_secret}. */
export interface StripeKey {
  id: string
  livemode: boolean
  credentials: Sealed
}

/** What news of Stripe did. */
export interface AppliedEvent {
  outcome: 'applied' | 'ignored' | 'waiting' | 'review' | 'duplicate'
  reason?: string | null
  order_id?: string | null
}

/** What webhooks and workers of commerce ask for. */
export interface CommerceService {
  stripeKey(tenantId: string, accountId: string): Promise<StripeKey | null>
  noteStripeKey(tenantId: string, accountId: string, isRefused: boolean): Promise<void>
  applyStripeEvent(tenantId: string, accountId: string, event: StripeEvent): Promise<AppliedEvent>
}

/** What a signed-in person asks for. */
export interface CommerceUser {
  /** Refuses everybody but owners and administrators. */
  requireAdmin(tenantId: string): Promise<void>
  connectStripe(account: {
    tenantId: string
    id: string
    livemode: boolean
    accountRef: string
    name: string | null
    keyHint: string
    credentials: Sealed
  }): Promise<JsonObject>
}

/** The RPCs of commerce over one connection pool. */
export function createCommerceDatabase(database: Pick<Database, 'service' | 'asUser'>) {
  return {
    service: createCommerceService(database.service),
    asUser: (claims: UserClaims) => createCommerceUser(database.asUser(claims)),
  }
}

function createCommerceService(call: Call): CommerceService {
  return {
    stripeKey: (tenantId, accountId) =>
      call((sql) => sql`select app.stripe_key(${tenantId}, ${accountId}) as value`),
    noteStripeKey: async (tenantId, accountId, isRefused) => {
      await call((sql) => sql`select app.note_stripe_key(${tenantId}, ${accountId}, ${isRefused}) as value`)
    },
    applyStripeEvent: (tenantId, accountId, event) =>
      call(
        (sql) =>
          sql`select app.apply_stripe_event(${tenantId}, ${accountId}, ${JSON.stringify(event)}::text::jsonb) as value`,
      ),
  }
}

function createCommerceUser(call: Call): CommerceUser {
  return {
    requireAdmin: async (tenantId) => {
      await call((sql) => sql`select app.require_admin(${tenantId}) as value`)
    },
    connectStripe: ({ tenantId, id, livemode, accountRef, name, keyHint, credentials }) =>
      call(
        (
          sql,
        ) => sql`select app.connect_stripe(${tenantId}, ${id}, ${livemode}, ${accountRef}, ${name}, ${keyHint},
          ${JSON.stringify(credentials)}::text::jsonb) as value`,
      ),
  }
}
