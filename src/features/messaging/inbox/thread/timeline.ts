import type { OutboxFile, OutboxItem } from '../compose/outbox'
import type { ConversationEvent, ConversationMessage } from '../types'
import type { ConversationNote } from '../work/types'

/** A message as the thread shows it: from the server, or still only on this device. */
export interface TimelineMessage extends ConversationMessage {
  /** Where an unsent message stands; absent once the server has it. */
  local?: OutboxItem['state']
  /** The file of an unsent message, which is only here. */
  file?: OutboxFile
}

/** One line of the thread. */
export type TimelineItem =
  | { type: 'day'; key: string; at: string }
  | { type: 'unread'; key: string; count: number }
  | { type: 'event'; key: string; event: ConversationEvent }
  | { type: 'note'; key: string; note: ConversationNote }
  | { type: 'system'; key: string; message: TimelineMessage }
  | { type: 'message'; key: string; message: TimelineMessage; first: boolean; last: boolean }

/** Messages of one side closer than this form one group. */
const GROUP_GAP_MS = 5 * 60_000

/** Survives the change from the unsent to the stored message, so that the bubble does not blink. */
export function keyOf(message: TimelineMessage): string {
  return message.client_id ?? message.id
}

function asMessage(item: OutboxItem): TimelineMessage {
  return {
    id: `local:${item.clientId}`,
    thread_id: '',
    direction: 'outbound',
    origin: 'app',
    kind: item.file ? (item.file.kind === 'voice' ? 'audio' : item.file.kind) : 'text',
    body: item.body,
    content: item.choices
      ? { choices: item.choices.options, choices_as: 'buttons' }
      : item.template && { template: item.template },
    media: null,
    reactions: null,
    reply_to_id: item.replyTo,
    reply_to_provider_id: null,
    author_name: null,
    status: item.state === 'failed' ? 'failed' : 'queued',
    error_code: item.errorCode,
    error_detail: null,
    next_attempt_at:
      item.state === 'waiting' && item.notBefore > 0 ? new Date(item.notBefore).toISOString() : null,
    client_id: item.clientId,
    sent_by: null,
    provider: null,
    provider_message_id: null,
    occurred_at: item.createdAt,
    delivered_at: null,
    read_at: null,
    edited_at: null,
    deleted_at: null,
    created_at: item.createdAt,
    local: item.state,
    ...(item.file ? { file: item.file } : {}),
  }
}

/** A stored message that is being tried again stands where it stood, as waiting. */
function retried(message: ConversationMessage, item: OutboxItem | undefined): TimelineMessage {
  if (!item || message.status !== 'failed' || item.state === 'failed') return message
  return { ...message, status: 'queued', error_code: null, error_detail: null, local: item.state }
}

/** The stored messages followed by the unsent ones that the server does not have yet. */
export function withOutbox(messages: ConversationMessage[], items: OutboxItem[]): TimelineMessage[] {
  if (items.length === 0) return messages
  const unsent = new Map(items.map((item) => [item.clientId, item]))
  const stored = new Set(messages.map((message) => message.client_id))
  return [
    ...messages.map((message) => retried(message, unsent.get(message.client_id ?? ''))),
    ...items.filter((item) => !stored.has(item.clientId)).map(asMessage),
  ]
}

function side(message: TimelineMessage): string {
  return message.direction === 'inbound'
    ? `in:${message.author_name ?? ''}`
    : `out:${message.origin === 'phone' ? 'phone' : 'app'}`
}

function continues(previous: TimelineMessage | undefined, next: TimelineMessage | undefined): boolean {
  if (!previous || !next || previous.kind === 'system' || next.kind === 'system') return false
  const gap = Date.parse(next.occurred_at) - Date.parse(previous.occurred_at)
  return side(previous) === side(next) && gap < GROUP_GAP_MS
}

/**
 * Lays out messages (oldest first): a separator per day, the line above the first unread one, and where a group
 * of bubbles begins and ends. `dayOf` names the calendar day of an instant in the clinic's time zone.
 */
export function buildTimeline(
  messages: TimelineMessage[],
  dayOf: (instant: string) => string,
  unread: { beforeKey: string; count: number } | null = null,
): TimelineItem[] {
  const items: TimelineItem[] = []
  const days = messages.map((message) => dayOf(message.occurred_at))
  for (const [index, message] of messages.entries()) {
    const key = keyOf(message)
    const newDay = days[index] !== days[index - 1]
    const divided = unread?.beforeKey === key
    if (newDay) items.push({ type: 'day', key: `day:${days[index]}`, at: message.occurred_at })
    if (unread && divided) items.push({ type: 'unread', key: 'unread', count: unread.count })
    if (message.kind === 'system') {
      items.push({ type: 'system', key, message })
      continue
    }
    const next = messages[index + 1]
    const breaksAfter =
      days[index + 1] !== days[index] || (next !== undefined && unread?.beforeKey === keyOf(next))
    items.push({
      type: 'message',
      key,
      message,
      first: newDay || divided || !continues(messages[index - 1], message),
      last: breaksAfter || !continues(message, next),
    })
  }
  return items
}

/** Where reading should begin. */
export interface FirstUnread {
  key: string
  /** False when more is unread than is loaded: then this is only the oldest message that is. */
  exact: boolean
}

/**
 * The oldest of the last `unreadCount` inbound messages, counted from the one that was the newest when somebody began
 * to read: what arrives meanwhile, or is loaded above, does not move it. Null when nothing is unread.
 */
export function firstUnread(
  messages: TimelineMessage[],
  unreadCount: number,
  newestKey: string,
): FirstUnread | null {
  if (unreadCount <= 0) return null
  const newest = messages.findLastIndex((message) => keyOf(message) === newestKey)
  const inbound = messages.filter(
    ({ direction, kind }, index) => index <= newest && direction === 'inbound' && kind !== 'system',
  )
  const first = inbound.at(-unreadCount) ?? inbound[0]
  return first ? { key: keyOf(first), exact: inbound.length >= unreadCount } : null
}

/** Whether somebody of the clinic has written since a message: what came before is no longer news. */
export function isAnswered(messages: TimelineMessage[], sinceKey: string): boolean {
  const since = messages.findIndex((message) => keyOf(message) === sinceKey)
  return messages.some(
    ({ direction, origin }, index) => index > since && direction === 'outbound' && origin !== 'automation',
  )
}
