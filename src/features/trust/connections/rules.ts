import type { Scope, WebhookEvent } from './types'

// Each of them has to be here: the types come from the rows of the database.
const everyScope: Record<Scope, true> = {
  'patients:read': true,
  'patients:write': true,
  'sessions:read': true,
  'sessions:write': true,
  'conversations:read': true,
  'conversations:write': true,
  'messages:send': true,
  'payments:read': true,
  'webhooks:read': true,
  'webhooks:write': true,
  'assistant:use': true,
}
const everyEvent: Record<Exclude<WebhookEvent, 'webhook.test'>, true> = {
  'message.received': true,
  'message.status': true,
  'patient.created': true,
  'patient.updated': true,
  'patient.archived': true,
  'session.created': true,
  'session.changed': true,
  'session.cancelled': true,
  'payment.received': true,
  'alert.raised': true,
  'alert.resolved': true,
}

/** Rights in the order of the form. */
export const scopes = Object.keys(everyScope) as Scope[]

/** Events in the order of the form; a test is sent on request only. */
export const events = Object.keys(everyEvent) as WebhookEvent[]

/** The key of a scope's or an event's words. */
export const wordOf = (key: Scope | WebhookEvent) => key.replace(/[.:]/, '_')
