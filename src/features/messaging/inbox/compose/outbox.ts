import type { TemplateChoice } from '@/features/messaging/templates'

/** Messages written but not yet accepted by the server. Pure; the store persists and sends them. */
export interface OutboxItem {
  /** Idempotency key: every attempt carries the same one, so a message leaves once. */
  clientId: string
  tenantId: string
  threadKey: string
  /** What the patient will read. */
  body: string
  /** Set when the text is an approved template, filled in; the server writes the text anew from it. */
  template: TemplateChoice | null
  replyTo: string | null
  createdAt: string
  state: 'waiting' | 'sending' | 'failed'
  attempts: number
  /** Epoch milliseconds before which a waiting message is not tried again. */
  notBefore: number
  errorCode: string | null
}

export type NewOutboxItem = Pick<
  OutboxItem,
  'clientId' | 'tenantId' | 'threadKey' | 'body' | 'template' | 'replyTo' | 'createdAt'
>

const FIRST_DELAY_MS = 1_000
const MAX_DELAY_MS = 30_000

/** Delay before the next attempt: doubles, never above half a minute. */
export function retryDelay(attempts: number): number {
  return Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.max(0, attempts - 1))
}

/** Adds a message at the end; the same client id a second time changes nothing. */
export function enqueue(items: OutboxItem[], item: NewOutboxItem): OutboxItem[] {
  if (items.some((other) => other.clientId === item.clientId)) return items
  return [...items, { ...item, state: 'waiting', attempts: 0, notBefore: 0, errorCode: null }]
}

function change(
  items: OutboxItem[],
  clientId: string,
  patch: (item: OutboxItem) => Partial<OutboxItem>,
): OutboxItem[] {
  return items.map((item) => (item.clientId === clientId ? { ...item, ...patch(item) } : item))
}

/** An attempt begins. */
export function markSending(items: OutboxItem[], clientId: string): OutboxItem[] {
  return change(items, clientId, (item) => ({
    state: 'sending',
    attempts: item.attempts + 1,
    errorCode: null,
  }))
}

/** The network or the server did not answer: try again later by itself. */
export function markWaiting(items: OutboxItem[], clientId: string, now: number): OutboxItem[] {
  return change(items, clientId, (item) => ({ state: 'waiting', notBefore: now + retryDelay(item.attempts) }))
}

/** The server refused: a person decides what comes next. */
export function markFailed(items: OutboxItem[], clientId: string, errorCode: string): OutboxItem[] {
  return change(items, clientId, () => ({ state: 'failed', errorCode }))
}

/** A person asks for another attempt, with the same client id. */
export function markRetry(items: OutboxItem[], clientId: string): OutboxItem[] {
  return change(items, clientId, () => ({ state: 'waiting', attempts: 0, notBefore: 0, errorCode: null }))
}

/** Accepted by the server, or given up by a person. */
export function remove(items: OutboxItem[], clientId: string): OutboxItem[] {
  return items.filter((item) => item.clientId !== clientId)
}

/** Waiting messages become due at once (the connection is back). */
export function makeDue(items: OutboxItem[]): OutboxItem[] {
  return items.map((item) => (item.state === 'waiting' ? { ...item, notBefore: 0 } : item))
}

/**
 * What can leave now: the oldest unsent message of each conversation, so that answers keep their order.
 * A failed one does not hold back those written after it.
 */
export function due(items: OutboxItem[], now: number): OutboxItem[] {
  const heads = new Map<string, OutboxItem>()
  for (const item of items) {
    if (item.state === 'failed') continue
    const thread = `${item.tenantId}/${item.threadKey}`
    if (!heads.has(thread)) heads.set(thread, item)
  }
  return [...heads.values()].filter((item) => item.state === 'waiting' && item.notBefore <= now)
}

/** When the next waiting message becomes due; null when none waits. */
export function nextDueAt(items: OutboxItem[]): number | null {
  const waiting = items.filter((item) => item.state === 'waiting').map((item) => item.notBefore)
  return waiting.length === 0 ? null : Math.min(...waiting)
}

/** What a list says of each conversation with unsent messages: the first that failed, else the last that waits. */
export function unsentByThread(items: OutboxItem[], tenantId: string): Map<string, OutboxItem> {
  const shown = new Map<string, OutboxItem>()
  for (const item of items) {
    if (item.tenantId === tenantId && shown.get(item.threadKey)?.state !== 'failed')
      shown.set(item.threadKey, item)
  }
  return shown
}

function isStoredItem(value: unknown): value is OutboxItem {
  if (typeof value !== 'object' || value === null) return false
  const item = value as Partial<Record<keyof OutboxItem, unknown>>
  const texts = [item.clientId, item.tenantId, item.threadKey, item.body, item.createdAt]
  return texts.every((text) => typeof text === 'string')
}

function parseTemplate(stored: unknown): TemplateChoice | null {
  if (typeof stored !== 'object' || stored === null) return null
  const { id, variables } = stored as Partial<Record<keyof TemplateChoice, unknown>>
  if (typeof id !== 'string' || typeof variables !== 'object' || variables === null) return null
  return {
    id,
    variables: Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, String(value)])),
  }
}

/** Reads an item that a page left in storage; an attempt that a reload cut is repeated with its client id. */
export function parseOutboxItem(json: string): OutboxItem | null {
  let stored: unknown
  try {
    stored = JSON.parse(json)
  } catch {
    return null
  }
  if (!isStoredItem(stored)) return null
  const state = stored.state === 'failed' ? 'failed' : 'waiting'
  return {
    clientId: stored.clientId,
    tenantId: stored.tenantId,
    threadKey: stored.threadKey,
    body: stored.body,
    template: parseTemplate(stored.template),
    replyTo: stored.replyTo ?? null,
    createdAt: stored.createdAt,
    state,
    attempts: 0,
    notBefore: 0,
    errorCode: stored.errorCode ?? null,
  }
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
