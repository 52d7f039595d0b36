import { readStream } from './read-stream.ts'

/** A clinic names its own server, which must not be able to fill our memory. Two hundred messages fit. */
const answerLimit = 16 * 1024 * 1024

/** What an HTTP call to a provider came to, before anybody reads its meaning. */
export type Exchange =
  | { kind: 'answer'; status: number; body: unknown; retryAfterSeconds: number | null }
  /** The request never left: nothing can have happened. */
  | { kind: 'not_sent'; detail: string }
  /** The request left and no whole answer came back: anything can have happened. */
  | { kind: 'no_answer'; detail: string }

/** Thrown by a `fetch` of ours that refuses before anything leaves. */
export class NeverSent extends Error {}

/** Refused because of where the address leads, now and whenever it is tried again. */
export class NeverAllowed extends NeverSent {}

export type Fetch = (input: string, init: RequestInit) => Promise<Response>

export interface ExchangeRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  url: string
  headers: Record<string, string>
  body?: string
  timeoutMs: number
}

/**
 * Calls a provider and tells "certainly not sent" from "perhaps sent". Redirects are not followed: a server that
 * answers with another address could otherwise be used to reach private ones with our credentials.
 */
export async function exchange(fetch: Fetch, request: ExchangeRequest): Promise<Exchange> {
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      ...(request.body === undefined ? {} : { body: request.body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(request.timeoutMs),
    })
    const text = await readStream(response.body, answerLimit)
    if (text === null) return { kind: 'no_answer', detail: 'answer too large' }
    return {
      kind: 'answer',
      status: response.status,
      body: parse(text),
      retryAfterSeconds: retryAfter(response.headers.get('retry-after')),
    }
  } catch (error) {
    return failureOf(error)
  }
}

/** What an exception of a `fetch` to a provider says: did the request leave? */
export function failureOf(error: unknown): Extract<Exchange, { detail: string }> {
  if (error instanceof NeverSent) return { kind: 'not_sent', detail: error.message }
  const detail = error instanceof Error ? error.name : 'Error'
  return neverLeft(error) ? { kind: 'not_sent', detail: 'connection refused' } : { kind: 'no_answer', detail }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text.slice(0, 500)
  }
}

function retryAfter(value: string | null): number | null {
  return value !== null && /^\d{1,5}$/.test(value.trim()) ? Math.min(Number(value), 3600) : null
}

/** Node names the failed system call in `cause.code`; Deno says "client error (Connect)" in its message. */
function neverLeft(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const cause = error.cause instanceof Error ? error.cause : null
  const code = cause && 'code' in cause ? String(cause.code) : ''
  if (/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/.test(code))
    return true
  return /client error \(Connect\)|tcp connect error|dns error/i.test(
    `${error.message} ${cause?.message ?? ''}`,
  )
}
