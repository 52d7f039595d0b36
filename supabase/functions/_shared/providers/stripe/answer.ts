import { isObject, objectAt, textAt, type JsonObject } from '../../platform/json.ts'
import type { Exchange } from '../../platform/provider-http.ts'

/** What a call to Stripe came to. */
export type StripeAnswer =
  | { kind: 'ok'; body: JsonObject }
  /** Nothing is under this id. */
  | { kind: 'missing' }
  /** Certainly nothing happened, and the same call would end the same. */
  | { kind: 'refused'; status: number; code: string | null; reason: string | null }
  /** The key is not valid, or may not do this. */
  | { kind: 'unauthorized'; status: number }
  /** Nothing happened that another call with the same key would not find. */
  | { kind: 'busy'; detail: string }
  /** Anything can have happened; the same call with the same idempotency key answers what did. */
  | { kind: 'unknown'; detail: string }

/** Reads an exchange. Every creating call carries an idempotency key, so `busy` and `unknown` are asked again. */
export function readStripe(exchange: Exchange): StripeAnswer {
  if (exchange.kind === 'not_sent') return { kind: 'busy', detail: exchange.detail }
  if (exchange.kind === 'no_answer') return { kind: 'unknown', detail: exchange.detail }
  const { status, body } = exchange
  const detail = `Stripe answered ${status}.`
  if (status >= 200 && status < 300) {
    return isObject(body) ? { kind: 'ok', body } : { kind: 'unknown', detail: `${detail} It cannot be read.` }
  }
  const error = objectAt(body, 'error')
  const code = textAt(error, 'code')
  // a call with the same key is being answered just now
  if (status === 409 || status === 429 || code === 'lock_timeout') return { kind: 'busy', detail }
  if (status === 401 || status === 403) return { kind: 'unauthorized', status }
  if (status === 404) return { kind: 'missing' }
  if (status < 400 || status >= 500) return { kind: 'unknown', detail }
  return { kind: 'refused', status, code: code ?? textAt(error, 'type'), reason: textAt(error, 'message') }
}
