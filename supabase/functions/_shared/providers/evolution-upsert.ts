import { isObject, numberAt, objectAt, textAt, type Json, type JsonObject } from '../json.ts'
import { addressOfJid, authorPhone, destinationOf } from './evolution-address.ts'
import { readContent } from './evolution-content.ts'
import { contextOf, protocolChange, unwrap, type Unwrapped } from './evolution-message.ts'
import { statusOf } from './evolution-status.ts'
import { combined, itemsOf, type EventReader, type Reading } from './evolution-event.ts'
import type { InboundAction, MessageAction } from './provider.ts'
import { timeOf } from './time.ts'

/** Content that carries no message for a person: key exchange, album frames, pins and the like. */
const housekeeping = new Set([
  'albumMessage',
  'pinInChatMessage',
  'keepInChatMessage',
  'encReactionMessage',
  'encCommentMessage',
  'encEventResponseMessage',
  'pollResultSnapshotMessage',
  'messageHistoryBundle',
  'initialSecurityNotificationSettingSync',
])

/** The longest family of people with skin tones is 35 code units. */
const longestEmoji = 64

/** Names that the gateway writes into `pushName` when it knows none. */
const placeholderNames = new Set(['você', 'voce', 'you'])

/** `messages.upsert` (from the contact, or written on the phone) and `send.message` (sent through the API). */
export function parseUpsert(sentViaApi: boolean): EventReader {
  return (data, envelope, now) => {
    const items = itemsOf(data)
    if (items.length === 0) return { actions: [], unparsed: 'no_message' }
    const own = textAt(envelope, 'sender')
    return combined(items.map((item) => readItem(item, sentViaApi, own, now)))
  }
}

function readItem(item: JsonObject, sentViaApi: boolean, own: string | null, now: Date): Reading {
  const key = objectAt(item, 'key')
  const id = textAt(key, 'id')
  if (id === null) return { actions: [], unparsed: 'no_message_id' }
  const fromMe = key.fromMe === true || key.fromMe === 'true' || (sentViaApi && key.fromMe === undefined)
  const destination = destinationOf(key, fromMe, own)
  if (destination === null) return { actions: [], unparsed: 'unknown_address' }
  if ('skip' in destination) return { actions: [] }

  const content = typedContent(item)
  const eventKey = `${textAt(key, 'remoteJid') ?? ''}:${fromMe ? 'out' : 'in'}:${id}:${content.type ?? 'empty'}`
  const change = changeOf(content, fromMe, timeOf(numberAt(item, 'messageTimestamp'), now), now)
  if (change !== null) return { actions: change, key: eventKey }
  if (content.type === null) {
    return isObject(item.message) && Object.keys(item.message).length > 0
      ? { actions: [], key: eventKey }
      : { actions: [], unparsed: 'empty_message', key: eventKey }
  }

  const group = destination.address.group !== null
  const business = textAt(item, 'verifiedBizName')
  const name = nameOf(business ?? textAt(item, 'pushName'))
  const context = contextOf(item, content)
  const shown = readContent(content)
  const message: MessageAction = {
    type: 'message',
    provider_message_id: id,
    from_me: fromMe,
    sent_via_api: sentViaApi,
    address: destination.address,
    contact_name: fromMe || group ? null : name,
    ...(business === null ? {} : { name_source: 'business' as const }),
    author_name: group && !fromMe ? (name ?? authorPhone(key)) : null,
    kind: shown.kind,
    body: shown.body,
    content: { ...shown.content, ...circumstances(context) },
    media: shown.media,
    reply_to_provider_id: textAt(context, 'stanzaId'),
    occurred_at: timeOf(numberAt(item, 'messageTimestamp'), now),
    status: fromMe ? outboundStatus(item.status) : 'received',
  }
  const actions: InboundAction[] = [message]
  if (fromMe && statusOf(item.status) === 'failed') actions.push(failure(id, message.occurred_at))
  return { actions, key: eventKey }
}

/** Some senders strip the content and leave only media data; `messageType` then still says what it was. */
function typedContent(item: JsonObject): Unwrapped {
  const message = objectAt(item, 'message')
  const content = unwrap(message)
  const named = textAt(item, 'messageType')
  if (
    content.type !== null ||
    named === null ||
    !/^(image|audio|video|document|sticker)Message$/.test(named)
  ) {
    return content
  }
  return 'base64' in message || 'mediaUrl' in message ? { ...content, type: named } : content
}

/** Reactions, edits and revocations change another message; housekeeping changes nothing. */
function changeOf(content: Unwrapped, fromMe: boolean, at: string, now: Date): InboundAction[] | null {
  if (content.type === null) return null
  if (housekeeping.has(content.type)) return []
  const by = fromMe ? 'us' : 'contact'
  if (content.type === 'reactionMessage') {
    const target = textAt(objectAt(content.body, 'key'), 'id')
    if (target === null) return []
    const stamp = numberAt(content.body, 'senderTimestampMs')
    const emoji = (textAt(content.body, 'text') ?? '').slice(0, longestEmoji)
    const when = stamp === null ? at : timeOf(stamp, now)
    return [{ type: 'reaction', target_provider_id: target, by, emoji, at: when }]
  }
  if (content.type !== 'protocolMessage') return null
  const change = protocolChange(content.body)
  if (change === null) return []
  return change.change === 'delete'
    ? [{ type: 'delete', target_provider_id: change.id, by, at }]
    : [{ type: 'edit', target_provider_id: change.id, body: change.body, by, at }]
}

/** Forwarded, ephemeral, or the first message after a tap on an advertisement. */
function circumstances(context: JsonObject): JsonObject {
  const ad = objectAt(context, 'externalAdReply')
  const fromAd = textAt(ad, 'ctwaClid') !== null || textAt(ad, 'sourceType') === 'ad'
  const expiration = numberAt(context, 'expiration')
  return {
    ...(context.isForwarded === true ? { forwarded: true } : {}),
    ...(expiration !== null && expiration > 0 ? { ephemeral: true } : {}),
    ...(fromAd
      ? {
          ad: {
            title: textAt(ad, 'title') ?? '',
            body: textAt(ad, 'body') ?? '',
            url: textAt(ad, 'sourceUrl') ?? '',
          },
        }
      : {}),
  }
}

function nameOf(given: string | null): string | null {
  const name = given?.trim().slice(0, 200) ?? null
  return name === null ||
    name === '' ||
    placeholderNames.has(name.toLowerCase()) ||
    /^[+\d\s()-]+$/.test(name)
    ? null
    : name
}

function outboundStatus(value: Json | undefined): MessageAction['status'] {
  const status = statusOf(value)
  return status === 'delivered' || status === 'read' ? status : 'sent'
}

function failure(id: string, at: string): InboundAction {
  return {
    type: 'status',
    provider_message_id: id,
    message_id: null,
    status: 'failed',
    error_code: 'rejected_by_provider',
    error_detail: 'WhatsApp reported an error for this message.',
    at,
  }
}

/** A ringing phone becomes a line in the conversation; how the call went on is not shown. */
export const parseCall: EventReader = (data, _envelope, now) => {
  const call = itemsOf(data)[0] ?? {}
  const id = textAt(call, 'id')
  const address = addressOfJid(textAt(call, 'from')) ?? addressOfJid(textAt(call, 'chatId'))
  if (id === null || address === null) return { actions: [], unparsed: 'unknown_address' }
  const key = `${id}:${textAt(call, 'status') ?? ''}`
  if (textAt(call, 'status') !== 'offer' || call.isGroup === true) return { actions: [], key }
  const date = textAt(call, 'date')
  const seconds = date === null ? numberAt(call, 'date') : Date.parse(date) / 1000
  return {
    key,
    actions: [
      {
        type: 'message',
        provider_message_id: `call:${id}`,
        from_me: false,
        sent_via_api: false,
        address,
        contact_name: null,
        author_name: null,
        kind: 'call',
        body: null,
        content: { video: call.isVideo === true },
        media: null,
        reply_to_provider_id: null,
        occurred_at: timeOf(seconds, now),
        status: 'received',
      },
    ],
  }
}
