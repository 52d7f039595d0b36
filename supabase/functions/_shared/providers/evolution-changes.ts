import { isObject, numberAt, objectAt, textAt, type JsonObject } from '../json.ts'
import { protocolChange, unwrap } from './evolution-message.ts'
import { combined, itemsOf, type EventReader, type Reading } from './evolution-event.ts'
import { statusOf } from './evolution-status.ts'
import type { InboundAction } from './provider.ts'
import { timeOf } from './time.ts'

/** `messages.update`: flat in v2, `{key, update}` in v1 and in wrappers. Ticks of our own messages only. */
export const parseUpdate: EventReader = (data, _envelope, now) => {
  const items = itemsOf(data)
  if (items.length === 0) return { actions: [], unparsed: 'no_message' }
  return combined(items.map((item) => readUpdate(item, now)))
}

function readUpdate(item: JsonObject, now: Date): Reading {
  const key = objectAt(item, 'key')
  const update = objectAt(item, 'update')
  const id = textAt(item, 'keyId') ?? textAt(key, 'id') ?? textAt(update, 'keyId')
  if (id === null) return { actions: [], unparsed: 'no_message_id' }
  const at = now.toISOString()
  const message = isObject(item.message) ? item.message : objectAt(update, 'message')
  const edit = editIn(message, id, at)
  if (edit !== null) return { actions: [edit] }
  const value = item.status ?? update.status
  const status = statusOf(value)
  const eventKey = `${id}:${String(value ?? '')}`
  if (status === 'deleted')
    return { actions: [{ type: 'delete', target_provider_id: id, at }], key: eventKey }
  const fromMe = item.fromMe ?? key.fromMe
  // Updates of incoming messages say what was read on the phone; they are no ticks.
  if (status === null || fromMe === false || fromMe === 'false') return { actions: [], key: eventKey }
  const failed = status === 'failed'
  return {
    key: eventKey,
    actions: [
      {
        type: 'status',
        provider_message_id: id,
        message_id: null,
        status,
        error_code: failed ? 'rejected_by_provider' : null,
        error_detail: failed ? 'WhatsApp reported an error for this message.' : null,
        at,
      },
    ],
  }
}

function editIn(message: JsonObject, id: string, at: string): InboundAction | null {
  const content = unwrap(message)
  const change = content.type === 'protocolMessage' ? protocolChange(content.body) : null
  if (change?.change === 'edit') return { type: 'edit', target_provider_id: change.id, body: change.body, at }
  if (!isObject(message.editedMessage)) return null
  return { type: 'edit', target_provider_id: id, body: content.text ?? textAt(content.body, 'text'), at }
}

/** `messages.edited` and `send.message.update`: a protocol message, bare or inside a message. */
export const parseEdited: EventReader = (data, _envelope, now) => {
  const item = itemsOf(data)[0]
  if (!item) return { actions: [], unparsed: 'no_message' }
  const inner = unwrap(objectAt(item, 'message'))
  const protocol = inner.type === 'protocolMessage' ? inner.body : item
  const change = protocolChange(protocol)
  if (change === null) {
    return textAt(objectAt(protocol, 'key'), 'id') === null
      ? { actions: [], unparsed: 'no_message_id' }
      : { actions: [] }
  }
  const at = timeOf(numberAt(protocol, 'timestampMs') ?? numberAt(item, 'messageTimestamp'), now)
  return {
    actions: [
      change.change === 'delete'
        ? { type: 'delete', target_provider_id: change.id, at }
        : { type: 'edit', target_provider_id: change.id, body: change.body, at },
    ],
  }
}

/** `messages.delete` in its three shapes: a spread key, a stored row, a bare key. */
export const parseDelete: EventReader = (data, _envelope, now) => {
  const targets = itemsOf(data).flatMap((item) => {
    const id = textAt(objectAt(item, 'key'), 'id') ?? textAt(item, 'keyId') ?? textAt(item, 'id')
    return id === null ? [] : [id]
  })
  if (targets.length === 0) return { actions: [], unparsed: 'no_message_id' }
  const at = now.toISOString()
  return {
    actions: targets.map((target) => ({ type: 'delete', target_provider_id: target, at })),
    ...(targets.length === 1 && targets[0] !== undefined ? { key: targets[0] } : {}),
  }
}
