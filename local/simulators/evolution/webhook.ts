import { SignJWT } from 'jose'
import type { RetryPolicy, WebhookRequest } from '../core/deliveries.ts'
import { seconds } from '../core/time.ts'
import type { StoredWebhook } from './instances.ts'

const maxAttempts = 10
const neverRetried = new Set([400, 401, 403, 404, 422])

/** Ten attempts, 5 s doubling to 5 min with ±20 % jitter; the client errors listed are final. */
export const retryPolicy: RetryPolicy = {
  timeoutMs: 30_000,
  next({ status }, count) {
    if (status !== null && status >= 200 && status < 300) return null
    if (status !== null && neverRetried.has(status)) return null
    if (count >= maxAttempts) return null
    const base = Math.min(5 * 2 ** (count - 1), 300)
    return Math.max(5, base * (0.8 + Math.random() * 0.4)) * 1000
  },
}

/** `messages.upsert` as the configuration spells it. */
const eventName = (event: string): string => event.toUpperCase().replace(/[.-]/g, '_')

/** Whether a webhook wants an event; an empty list wants all. */
export function wants(webhook: StoredWebhook | null, event: string): webhook is StoredWebhook {
  return !!webhook?.enabled && (webhook.events.length === 0 || webhook.events.includes(eventName(event)))
}

/** A header called `jwt_key` is not sent: it signs a short-lived bearer token instead. */
async function headersOf(webhook: StoredWebhook): Promise<Record<string, string>> {
  const { jwt_key: key, ...headers } = webhook.headers
  if (!key) return headers
  const now = seconds(new Date())
  const token = await new SignJWT({ app: 'evolution', action: 'webhook' })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt(now)
    .setExpirationTime(now + 600)
    .sign(new TextEncoder().encode(key))
  return { ...headers, Authorization: `Bearer ${token}` }
}

/** The request that carries an event to a webhook. */
export async function webhookRequest(
  webhook: StoredWebhook,
  event: string,
  body: unknown,
): Promise<WebhookRequest> {
  const suffix = webhook.webhookByEvents ? `/${event.replace(/[._]/g, '-')}` : ''
  return {
    url: `${webhook.url}${suffix}`,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'axios/1.7.9',
      ...(await headersOf(webhook)),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }
}
