import type { ApiOperationScope, WebhookDeliveryEvent } from '@contracts/unions'

/** A right that a key may have. */
export type Scope = ApiOperationScope
/** Something that an endpoint is told. */
export type WebhookEvent = WebhookDeliveryEvent

/** A key of the API; `key` once, in the answer that makes it. */
export interface ApiKey {
  id: string
  name: string
  hint: string
  scopes: Scope[]
  maker: string
  state: 'active' | 'revoked' | 'expired' | 'maker_left'
  created_at: string
  expires_at: string | null
  last_used_at: string | null
  key?: string
}

/** What somebody fills in for a key. */
export interface KeyDraft {
  id: string
  name: string
  scopes: Scope[]
  expiresAt: string | null
}

/** A server that is told what happens; `secret` once. */
export interface Endpoint {
  id: string
  url: string
  description: string | null
  events: WebhookEvent[]
  is_active: boolean
  disabled_reason: 'person' | 'failing' | 'gone' | null
  failing_since: string | null
  old_secret_ends_at: string | null
  failed: number
  last: { at: string; state: Delivery['state']; status: number | null } | null
  secret?: string
}

/** What somebody fills in for an endpoint. */
export interface EndpointDraft {
  id: string
  url: string
  description: string
  events: WebhookEvent[]
}

/** One event for one endpoint. */
export interface Delivery {
  id: string
  event: WebhookEvent
  state: 'queued' | 'delivered' | 'failed'
  is_test: boolean
  attempts: number
  next_attempt_at: string | null
  last_status: number | null
  last_error: string | null
  created_at: string
}

/** A delivery with what is sent and what was answered. */
export interface DeliveryDetails extends Delivery {
  request: Record<string, unknown>
  tries: {
    number: number
    at: string
    duration_ms: number | null
    status: number | null
    error: string | null
    response: string | null
  }[]
}
