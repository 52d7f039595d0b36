import { isObject, numberAt, objectAt, textAt, type JsonObject } from '../../platform/json.ts'
import { protocolChange, textOf, unwrap } from './message.ts'
import { combined, itemsOf, type EventReader, type Reading } from './event.ts'
import { pollResults } from './poll.ts'
import { statusOf, type TickStatus } from './status.ts'
import type { InboundAction, Side } from '../provider.ts'
import { timeOf } from '../time.ts'

/** `messages.update`: flat in v2, `{key, update}` in v1 and in wrappers. Ticks of our own messages, edits, polls. */
export const parseUpdate: EventReader = (data, envelope, now) => {
  const items = itemsOf(data)
  if (items.length === 0) return { actions: [], unparsed: 'no_message' }
  return combined(items.map((item) => readUpdate(item, textAt(envelope, 'sender'), now)))
}

function readUpdate(item: JsonObject, ownJid: string | null, now: Date): Reading {
  const key = objectAt(item, 'key')
  const update = objectAt(item, 'update')
  const id = textAt(item, 'keyId') ?? textAt(key, 'id') ?? textAt(update, 'keyId')
  if (id === null) return { actions: [], unparsed: 'no_message_id' }
  const at = now.toISOString()
  const message = isObject(item.message) ? item.message : objectAt(update, 'message')
  const fromMe = item.fromMe ?? key.fromMe
  const edit = editIn(message, id, fromMe, at)
  if (edit !== null) return { actions: [edit] }
  const votes = pollResults({ ...update, ...item }, ownJid)
  const value = item.status ?? update.status
  const status = statusOf(value)
  const actions: InboundAction[] = []
  if (votes !== null) actions.push({ type: 'vote', target_provider_id: id, votes, at })
  // Updates of incoming messages say what was read on the phone; they are no ticks.
  const isTick = status !== null && fromMe !== false && fromMe !== 'false'
  if (isTick) actions.push(tick(id, status, at))
  // Each vote brings the whole result and the same status, so such an event is known by its content.
  return { actions, ...(votes === null ? { key: `${id}:${String(value ?? '')}` } : {}) }
}

function tick(id: string, status: TickStatus, at: string): InboundAction {
  const failed = status === 'failed'
  return {
    type: 'status',
    provider_message_id: id,
    message_id: null,
    status,
    error_code: failed ? 'rejected_by_provider' : null,
    error_detail: failed ? 'WhatsApp reported an error for this message.' : null,
    at,
  }
}

function editIn(message: JsonObject, id: string, fromMe: unknown, at: string): InboundAction | null {
  const content = unwrap(message)
  const change = content.type === 'protocolMessage' ? protocolChange(content.body) : null
  const by = author(fromMe)
  if (change?.change === 'edit')
    return { type: 'edit', target_provider_id: change.id, body: change.body, ...by, at }
  if (!isObject(message.editedMessage)) return null
  return {
    type: 'edit',
    target_provider_id: id,
    body: textOf(content),
    ...by,
    at,
  }
}

/** Who asked for a change, where the key is that of the request: the id in it is the target's, the rest the asker's. */
function author(fromMe: unknown): { by?: Side } {
  if (fromMe === true || fromMe === 'true') return { by: 'us' }
  return fromMe === false || fromMe === 'false' ? { by: 'contact' } : {}
}

/**
 * `messages.edited` and `send.message.update`: a protocol message, bare or inside a message. A bare one does not say
 * who asked: its key was written by the asker's phone, whose own messages are `fromMe` on either side. So it goes
 * without an author, and the database takes it from both.
 */
export const parseEdited: EventReader = (data, _envelope, now) => {
  const items = itemsOf(data)
  if (items.length === 0) return { actions: [], unparsed: 'no_message' }
  return combined(items.map((item) => readEdited(item, now)))
}

function readEdited(item: JsonObject, now: Date): Reading {
  const inner = unwrap(objectAt(item, 'message'))
  const protocol = inner.type === 'protocolMessage' ? inner.body : item
  const change = protocolChange(protocol)
  if (change === null) {
    return textAt(objectAt(protocol, 'key'), 'id') === null
      ? { actions: [], unparsed: 'no_message_id' }
      : { actions: [] }
  }
  const by = protocol === item ? {} : author(objectAt(item, 'key').fromMe)
  const at = timeOf(numberAt(protocol, 'timestampMs') ?? numberAt(item, 'messageTimestamp'), now)
  return {
    actions: [
      change.change === 'delete'
        ? { type: 'delete', target_provider_id: change.id, ...by, at }
        : { type: 'edit', target_provider_id: change.id, body: change.body, ...by, at },
    ],
  }
}

/** `messages.delete` in its three shapes: a spread key, a stored row, a bare key. */
export const parseDelete: EventReader = (data, _envelope, now) => {
  const items = itemsOf(data)
  if (items.length === 0) return { actions: [], unparsed: 'no_message_id' }
  return combined(items.map((item) => readDelete(item, now)))
}

function readDelete(item: JsonObject, now: Date): Reading {
  const key = objectAt(item, 'key')
  const id = textAt(key, 'id') ?? textAt(item, 'keyId') ?? textAt(item, 'id')
  if (id === null) return { actions: [], unparsed: 'no_message_id' }
  const by = author(key.fromMe ?? item.fromMe)
  return { actions: [{ type: 'delete', target_provider_id: id, ...by, at: now.toISOString() }], key: id }
}
