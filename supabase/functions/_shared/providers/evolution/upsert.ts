import {
  isObject,
  listAt,
  numberAt,
  objectAt,
  textAt,
  type Json,
  type JsonObject,
} from '../../platform/json.ts'
import { addressOfJid, authorOf, authorPhone, destinationOf } from './address.ts'
import { readContent } from './content.ts'
import { contextOf, protocolChange, unwrap, type Unwrapped } from './message.ts'
import { chosenOptions } from './poll.ts'
import { quoteOf } from './quote.ts'
import { statusOf } from './status.ts'
import { combined, itemsOf, type EventReader, type Reading } from './event.ts'
import { longestBody, type InboundAction, type MessageAction, type Voter } from '../provider.ts'
import { timeOf } from '../time.ts'

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
    const ownJid = textAt(envelope, 'sender')
    return combined(items.map((item) => readItem(item, sentViaApi, ownJid, now)))
  }
}

function readItem(item: JsonObject, sentViaApi: boolean, ownJid: string | null, now: Date): Reading {
  const key = objectAt(item, 'key')
  const id = textAt(key, 'id')
  if (id === null) return { actions: [], unparsed: 'no_message_id' }
  const fromMe = key.fromMe === true || key.fromMe === 'true' || (sentViaApi && key.fromMe === undefined)
  const destination = destinationOf(key, fromMe, ownJid)
  if (destination === null) return { actions: [], unparsed: 'unknown_address' }
  if ('skip' in destination) return { actions: [] }

  const content = typedContent(item)
  const eventKey = `${textAt(key, 'remoteJid') ?? ''}:${fromMe ? 'out' : 'in'}:${id}:${content.type ?? 'empty'}`
  const group = destination.address.group !== null
  const business = textAt(item, 'verifiedBizName')
  const name = nameOf(business ?? textAt(item, 'pushName'))
  const voter = voterOf(key, fromMe, group, name)
  const change = changeOf(content, voter, timeOf(numberAt(item, 'messageTimestamp'), now), now)
  if (change !== null) return { actions: change, key: eventKey }
  if (content.type === null) {
    // Somebody joined, the subject changed: told by the phone itself, with nothing that a person wrote.
    if (item.messageStubType !== undefined && item.messageStubType !== null)
      return { actions: [], key: eventKey }
    return isObject(item.message) && Object.keys(item.message).length > 0
      ? { actions: [], key: eventKey }
      : { actions: [], unparsed: 'empty_message', key: eventKey }
  }

  const context = contextOf(item, content)
  const shown = readContent(content)
  // Which status mentions whom is nothing that the clinic's own phone has to tell it.
  if (shown.kind === 'system' && fromMe) return { actions: [], key: eventKey }
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
    body: shown.body === null ? null : shown.body.slice(0, longestBody),
    content: {
      ...shown.content,
      ...circumstances(context),
      ...quoteOf(context, destination.address, ownJid),
      ...(sentViaApi ? { via_api: true } : {}),
      ...(group && !fromMe ? participantOf(key) : {}),
    },
    media: shown.media,
    reply_to_provider_id: textAt(context, 'stanzaId'),
    occurred_at: timeOf(numberAt(item, 'messageTimestamp'), now),
    status: fromMe ? outboundStatus(item.status) : 'received',
  }
  const actions: InboundAction[] = [message]
  if (fromMe && statusOf(item.status) === 'failed') actions.push(failure(id, message.occurred_at))
  return { actions, key: eventKey }
}

/** Where the content is missing, what is beside it may still say what it was. */
function typedContent(item: JsonObject): Unwrapped {
  const message = objectAt(item, 'message')
  const content = unwrap(message)
  if (content.type !== null) return content
  const named = textAt(item, 'messageType') ?? ''
  // Some senders strip the content and leave only media data.
  const isMedia = /^(image|audio|video|document|sticker)Message$/.test(named)
  if (isMedia && ('base64' in message || 'mediaUrl' in message)) return { ...content, type: named }
  // What can be seen once goes to the phone only.
  if (objectAt(item, 'key').isViewOnce === true || named.startsWith('viewOnceMessage'))
    return { ...content, type: 'viewOnceMessage', viewOnce: true }
  return isAbsent(item, named) ? { ...content, type: 'placeholderMessage' } : content
}

/** A message that WhatsApp announces and does not hand over: not to this device, or not yet. */
function isAbsent(item: JsonObject, named: string): boolean {
  const told = listAt(item, 'messageStubParameters').some(
    (text) => typeof text === 'string' && /absent|no session|decrypt|bad mac/i.test(text),
  )
  const stub = item.messageStubType
  return named === 'placeholderMessage' || told || stub === 2 || stub === '2' || stub === 'CIPHERTEXT'
}

/** Whose message of a group it is, as WhatsApp wants to hear it when somebody reacts to it or answers it. */
function participantOf(key: JsonObject): JsonObject {
  const participant = textAt(key, 'participant')
  return participant !== null && /^[\w.:-]{3,64}@[\w.]{1,32}$/.test(participant) ? { participant } : {}
}

/** Who reacts, votes or edits; the members of a group are told apart. */
function voterOf(key: JsonObject, fromMe: boolean, group: boolean, name: string | null): Voter {
  const author = group && !fromMe ? authorOf(key) : null
  return {
    by: fromMe ? 'us' : 'contact',
    ...(author === null ? {} : { author, ...(name === null ? {} : { name }) }),
  }
}

/** Reactions, votes, edits and revocations change another message; housekeeping changes nothing. */
function changeOf(content: Unwrapped, voter: Voter, at: string, now: Date): InboundAction[] | null {
  if (content.type === null) return null
  if (housekeeping.has(content.type)) return []
  const { by } = voter
  if (content.type === 'reactionMessage') {
    const target = textAt(objectAt(content.body, 'key'), 'id')
    if (target === null) return []
    const emoji = (textAt(content.body, 'text') ?? '').slice(0, longestEmoji)
    return [
      { type: 'reaction', target_provider_id: target, ...voter, emoji, at: saidAt(content.body, at, now) },
    ]
  }
  if (content.type === 'pollUpdateMessage') {
    const target = textAt(objectAt(content.body, 'pollCreationMessageKey'), 'id')
    const options = chosenOptions(content.body)
    if (target === null || options === null) return []
    return [
      { type: 'vote', target_provider_id: target, ...voter, options, at: saidAt(content.body, at, now) },
    ]
  }
  if (content.type === 'secretEncryptedMessage') {
    const target = textAt(objectAt(content.body, 'targetMessageKey'), 'id')
    const isEdit = /EDIT$|^[124]$/.test(String(content.body.secretEncType ?? ''))
    return target === null || !isEdit
      ? []
      : [{ type: 'edit', target_provider_id: target, body: null, by, at }]
  }
  if (content.type !== 'protocolMessage') return null
  const change = protocolChange(content.body)
  if (change === null) return []
  return change.change === 'delete'
    ? [{ type: 'delete', target_provider_id: change.id, by, at }]
    : [{ type: 'edit', target_provider_id: change.id, body: change.body, by, at }]
}

/** The moment that the sender's phone names, which is finer than that of the message. */
function saidAt(body: JsonObject, at: string, now: Date): string {
  const stamp = numberAt(body, 'senderTimestampMs')
  return stamp === null ? at : timeOf(stamp, now)
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
