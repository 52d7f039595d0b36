/** What a person did that the server has not accepted yet. Pure; a store persists the acts and sends them. */

/** How far the sending of an act got. */
export interface ActState {
  state: 'waiting' | 'sending' | 'failed'
  attempts: number
  /** Epoch milliseconds before which a waiting act is not tried again. */
  notBefore: number
  errorCode: string | null
}

export interface Act extends ActState {
  /** Idempotency key: every attempt carries the same one, so that an act happens once. */
  clientId: string
}

const FIRST_DELAY_MS = 1_000
const MAX_DELAY_MS = 30_000

/** Delay before the next attempt: doubles, never above half a minute. */
export function retryDelay(attempts: number): number {
  return Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.max(0, attempts - 1))
}

/** Adds an act at the end; the same client id a second time changes nothing. */
export function enqueue<T extends Act>(items: T[], item: Omit<T, keyof ActState>): T[] {
  if (items.some((other) => other.clientId === item.clientId)) return items
  return [...items, { ...item, state: 'waiting', attempts: 0, notBefore: 0, errorCode: null } as T]
}

function change<T extends Act>(items: T[], clientId: string, patch: (item: T) => Partial<ActState>): T[] {
  return items.map((item) => (item.clientId === clientId ? { ...item, ...patch(item) } : item))
}

/** An attempt begins. */
export function markSending<T extends Act>(items: T[], clientId: string): T[] {
  return change(items, clientId, (item) => ({
    state: 'sending',
    attempts: item.attempts + 1,
    errorCode: null,
  }))
}

/** The network or the server did not answer: try again later by itself. */
export function markWaiting<T extends Act>(items: T[], clientId: string, now: number): T[] {
  return change(items, clientId, (item) => ({ state: 'waiting', notBefore: now + retryDelay(item.attempts) }))
}

/** The server refused: a person decides what comes next. */
export function markFailed<T extends Act>(items: T[], clientId: string, errorCode: string): T[] {
  return change(items, clientId, () => ({ state: 'failed', errorCode }))
}

/** A person asks for another attempt, with the same client id. */
export function markRetry<T extends Act>(items: T[], clientId: string): T[] {
  return change(items, clientId, () => ({ state: 'waiting', attempts: 0, notBefore: 0, errorCode: null }))
}

/** Accepted by the server, or given up by a person. */
export function remove<T extends Act>(items: T[], clientId: string): T[] {
  return items.filter((item) => item.clientId !== clientId)
}

/** Waiting acts become due at once (the connection is back). */
export function makeDue<T extends Act>(items: T[]): T[] {
  return items.map((item) => (item.state === 'waiting' ? { ...item, notBefore: 0 } : item))
}

/**
 * What can leave now: the oldest waiting act of each line, so that those of one line keep their order. One that failed
 * does not hold back those after it.
 */
export function due<T extends Act>(items: readonly T[], now: number, lineOf: (item: T) => string): T[] {
  const heads = new Map<string, T>()
  for (const item of items) {
    if (item.state === 'failed') continue
    const line = lineOf(item)
    if (!heads.has(line)) heads.set(line, item)
  }
  return [...heads.values()].filter((item) => item.state === 'waiting' && item.notBefore <= now)
}

/** When the next waiting act becomes due; null when none waits. */
export function nextDueAt(items: readonly Act[]): number | null {
  const waiting = items.filter((item) => item.state === 'waiting').map((item) => item.notBefore)
  return waiting.length === 0 ? null : Math.min(...waiting)
}

/** Refusals that pass by themselves: the network, a busy or restarting server, a session being refreshed. */
const PASSING_ERRORS = new Set([
  'network',
  'service_unavailable',
  'timeout',
  'too_many_requests',
  'session_expired',
])

/** Whether an attempt that ended so is repeated without asking anybody. */
export function isPassing(code: string, status: number | null): boolean {
  return PASSING_ERRORS.has(code) || (status !== null && status >= 500)
}
