import { Buffer } from 'node:buffer'
import { createHmac } from 'node:crypto'

const prefix = 'whsec_'

/** A secret of Standard Webhooks: 32 random bytes. */
export function newWebhookSecret(): string {
  return `${prefix}${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))}`
}

/**
 * The headers of Standard Webhooks: whoever holds one of the secrets can tell that `body` is ours, which event it is (the id
 * stays the same when it is sent again) and when it was sent. While a secret is being replaced, both sign.
 */
export function signWebhook(
  id: string,
  body: string,
  secrets: readonly string[],
  at: Date,
): Record<string, string> {
  const seconds = String(Math.floor(at.getTime() / 1000))
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signatures.join(' ') }
}
