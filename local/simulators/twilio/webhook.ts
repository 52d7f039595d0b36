import type { Attempt, RetryPolicy, WebhookRequest } from '../core/deliveries.ts'
import { uuid } from '../core/ids.ts'
import { formBody, type Params } from './payloads.ts'
import { calledUrl, sign } from './signature.ts'

const totalMs = 15_000

/** What the fragment of a webhook address may say: `#rc=5&rp=all&rt=10000`. */
function connectionSettings(url: string): { retries: number; policies: Set<string>; readMs: number } {
  const fragment = new URLSearchParams(url.split('#')[1] ?? '')
  return {
    retries: Math.min(Number(fragment.get('rc') ?? 1), 5),
    policies: new Set((fragment.get('rp') ?? 'ct').split(',')),
    readMs: Number(fragment.get('rt') ?? totalMs),
  }
}

function failureOf({ status, error }: Attempt): string | undefined {
  if (error === 'connect' || error === 'network') return 'ct'
  if (error === 'timeout') return 'rt'
  if (status !== null && status >= 500) return '5xx'
  return status !== null && status >= 400 ? '4xx' : undefined
}

/** One retry on connection failure, unless the address asks for more. All within fifteen seconds. */
export function retryPolicy(url: string): RetryPolicy {
  const { retries, policies, readMs } = connectionSettings(url)
  const started = Date.now()
  return {
    timeoutMs: Math.min(readMs, totalMs),
    next(attempt, count) {
      const failure = failureOf(attempt)
      if (!failure || count > retries || Date.now() - started > totalMs) return null
      return policies.has('all') || policies.has(failure) ? 200 * 2 ** (count - 1) : null
    },
  }
}

/** A signed webhook, ready to post. */
export function webhookRequest(authToken: string, url: string, params: Params): WebhookRequest {
  return {
    url: calledUrl(url),
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'user-agent': 'TwilioProxy/1.1',
      'i-twilio-idempotency-token': uuid(),
      'x-twilio-signature': sign(authToken, url, new URLSearchParams(params)),
    },
    body: formBody(params),
  }
}

/**
 * What an answer to an inbound webhook makes Twilio send to the patient: the messages of TwiML, and, as a trap for
 * the unwary, any `text/plain` body.
 */
export function repliesIn({ status, contentType, body }: Attempt): string[] {
  if (status === null || status >= 300) return []
  if (contentType.startsWith('text/plain')) return body.trim() ? [body.trim()] : []
  if (!/xml/.test(contentType)) return []
  const messages = [...body.matchAll(/<Message[^>]*>([\s\S]*?)<\/Message>/g)]
  return messages.map(([, inner = '']) => inner.replace(/<[^>]+>/g, '').trim()).filter(Boolean)
}
