import { createHmac } from 'node:crypto'
import type { RetryPolicy, WebhookRequest } from '../core/deliveries.ts'

/** Meta's spelling of JSON: ASCII alone, and every slash with a backslash before it. */
export function metaJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** A webhook signed with the application's secret, ready to post. */
export function metaWebhook(secret: string, url: string, body: string): WebhookRequest {
  return {
    url,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'facebookexternalua',
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    },
    body,
  }
}

const mostAttempts = 8

/** Everything but 200 is repeated, with growing gaps. */
export const metaRetries: RetryPolicy = {
  timeoutMs: 20_000,
  next({ status }, count) {
    return status === 200 || count >= mostAttempts ? null : 1_000 * 2 ** count
  },
}
