import { sha256Hex } from '../../platform/hash.ts'
import {
  isObject,
  listAt,
  numberAt,
  objectAt,
  textAt,
  type Json,
  type JsonObject,
} from '../../platform/json.ts'
import type { Address, InboundAction, MessageAction, StatusAction } from '../provider.ts'
import { filled, type CloudContent } from './cloud-content.ts'
import type { MetaEvent } from './events.ts'
import { momentOf } from './moment.ts'

/** Messenger or Instagram: they tell the same in the same shape. */
export type Network = 'messenger' | 'instagram'

/** Own sends carry the id of our message behind this; another application's words are not ours. */
export const ownMetadata = 'zelo:'

/** Understands an entry of `page` or `instagram`. */
export function parseSocialEntry(network: Network, entry: JsonObject, now: Date): MetaEvent[] {
  const told = listAt(entry, 'messaging')
    .filter(isObject)
    .map((item) => parseItem(network, entry, item, now, false))
  // Another application has the conversation.
  const standby = listAt(entry, 'standby')
    .filter(isObject)
    .map((item) => parseItem(network, entry, item, now, true))
  const changes = listAt(entry, 'changes')
    .filter(isObject)
    .flatMap((change): MetaEvent[] => {
      const account = textAt(entry, 'id')
      // The test button of the dashboard names the account 0.
      if (account === null || account === '0') return []
      return [
        {
          provider: network,
          account: { account_id: account },
          event_type: `${network}.${textAt(change, 'field') ?? 'change'}`,
          event_key: `x:${sha256Hex(JSON.stringify(change))}`,
          actions: [],
          unparsed: null,
          raw: change,
        },
      ]
    })
  return [...told, ...standby, ...changes]
}

function parseItem(
  network: Network,
  entry: JsonObject,
  item: JsonObject,
  now: Date,
  isStandby: boolean,
): MetaEvent {
  const message = objectAt(item, 'message')
  const sender = textAt(objectAt(item, 'sender'), 'id')
  const recipient = textAt(objectAt(item, 'recipient'), 'id')
  const entryId = textAt(entry, 'id')
  const isEcho = message.is_echo === true
  // An echo is sent by the account; some name both sides the other way round.
  const account =
    entryId !== null && (entryId === sender || entryId === recipient) ? entryId : isEcho ? sender : recipient
  const person = account === sender ? recipient : sender
  const make = (
    name: string,
    key: string,
    actions: InboundAction[],
    unparsed: string | null = null,
  ): MetaEvent => ({
    provider: network,
    account: { account_id: account ?? entryId ?? '' },
    event_type: `${network}.${name}`,
    event_key: key,
    actions,
    unparsed,
    raw: { id: entryId, item },
  })
  const hash = sha256Hex(JSON.stringify(item))
  if (person === null) {
    const enforced = textAt(objectAt(item, 'policy_enforcement'), 'reason')
    return make('event', `x:${hash}`, [], enforced)
  }
  const address: Address = { phone: null, lid: null, user: person, group: null, raw: person, family: network }
  const at = momentOf(item.timestamp ?? entry.time, now)
  const context: Context = { address, at, isEcho, isStandby, make, hash, item }
  if ('message' in item) return parseMessage(message, context)
  if ('postback' in item) return parsePostback(objectAt(item, 'postback'), context)
  if ('reaction' in item) return parseReaction(objectAt(item, 'reaction'), context)
  if ('delivery' in item) return parseProgress('delivered', objectAt(item, 'delivery'), context)
  if ('read' in item) return parseProgress('read', objectAt(item, 'read'), context)
  if ('message_edit' in item) return parseEdit(objectAt(item, 'message_edit'), context)
  if ('referral' in item) return parseReferral(objectAt(item, 'referral'), context)
  return make('event', `x:${hash}`, [])
}

interface Context {
  address: Address
  at: string
  isEcho: boolean
  isStandby: boolean
  make(name: string, key: string, actions: InboundAction[], unparsed?: string | null): MetaEvent
  hash: string
  item: JsonObject
}

function parseMessage(message: JsonObject, context: Context): MetaEvent {
  const { address, at, isEcho, isStandby, make, hash } = context
  const mid = textAt(message, 'mid')
  if (mid === null) return make('message', `m:${hash}`, [], 'no_message_id')
  if (message.is_deleted === true) {
    return make('delete', `d:${mid}`, [
      { type: 'delete', target_provider_id: mid, by: isEcho ? 'us' : 'contact', at },
    ])
  }
  const metadata = textAt(message, 'metadata')
  if (isEcho && metadata?.startsWith(ownMetadata)) {
    // Our own send comes back: it also settles an attempt that got no answer.
    const settled: StatusAction = {
      type: 'status',
      provider_message_id: mid,
      message_id: metadata.slice(ownMetadata.length),
      status: 'sent',
      error_code: null,
      error_detail: null,
      at,
    }
    return make('echo', `e:${mid}`, [settled])
  }
  const [first = { kind: 'unsupported', content: {} } satisfies CloudContent, ...further] =
    contentsOf(message)
  const replyTo = objectAt(message, 'reply_to')
  const story = objectAt(replyTo, 'story')
  const action = (shown: CloudContent, place: number): MessageAction => ({
    type: 'message',
    provider_message_id: place === 0 ? mid : `${mid}:${place}`,
    from_me: isEcho,
    sent_via_api: false,
    address,
    contact_name: null,
    author_name: null,
    kind: shown.kind,
    body: shown.body ?? null,
    content: {
      ...shown.content,
      ...(place === 0 && Object.keys(story).length > 0 ? { quoted: { by: 'us', body: 'Story' } } : {}),
      ...(place === 0 ? adOf(objectAt(message, 'referral')) : {}),
      ...(isStandby ? { standby: true } : {}),
    },
    media: shown.media ?? null,
    reply_to_provider_id: place === 0 ? textAt(replyTo, 'mid') : null,
    occurred_at: at,
    status: isEcho ? 'sent' : 'received',
  })
  return make('message', `m:${mid}`, [first, ...further].map(action))
}

/** Text and files of one message; each file is a message of its own here. */
function contentsOf(message: JsonObject): CloudContent[] {
  const text = textAt(message, 'text')
  const payload = textAt(objectAt(message, 'quick_reply'), 'payload')
  const written: CloudContent[] =
    text === null
      ? []
      : [
          payload === null
            ? { kind: 'text', body: text }
            : { kind: 'button', body: text, content: { id: payload, title: text } },
        ]
  const files = listAt(message, 'attachments').filter(isObject).slice(0, 50).map(attachmentOf)
  return [...written, ...files]
}

const mediaTypes: Record<string, { kind: 'image' | 'video' | 'audio' | 'document'; type: string }> = {
  image: { kind: 'image', type: 'image/jpeg' },
  video: { kind: 'video', type: 'video/mp4' },
  audio: { kind: 'audio', type: 'audio/mp4' },
  file: { kind: 'document', type: 'application/octet-stream' },
  story_mention: { kind: 'image', type: 'image/jpeg' },
}

function attachmentOf(attachment: JsonObject): CloudContent {
  const type = textAt(attachment, 'type') ?? 'unknown'
  const payload = objectAt(attachment, 'payload')
  const url = textAt(payload, 'url') ?? textAt(payload, 'story_media_url')
  const media = mediaTypes[type]
  if (media && url !== null) {
    const content: JsonObject = type === 'story_mention' ? { type } : {}
    return { kind: media.kind, content, media: { mime_type: media.type, state: 'remote', source: url } }
  }
  if (type === 'location') {
    const point = objectAt(payload, 'coordinates')
    const latitude = numberAt(point, 'lat')
    const longitude = numberAt(point, 'long')
    if (latitude !== null && longitude !== null) return { kind: 'location', content: { latitude, longitude } }
  }
  if (type === 'like_heart') return { kind: 'text', body: '❤️' }
  const title = textAt(payload, 'title') ?? textAt(attachment, 'title')
  const link = url !== null && /^https?:\/\//i.test(url) ? url : null
  const shown = [title, link].filter((part) => part !== null).join('\n')
  // Something shared: its title and where it is are what a person reads.
  if (shown !== '') return { kind: 'text', body: shown, content: { type } }
  return { kind: 'unsupported', content: { type } }
}

function parsePostback(postback: JsonObject, { address, at, isStandby, make, hash }: Context): MetaEvent {
  const title = textAt(postback, 'title')
  const payload = textAt(postback, 'payload')
  // Older ones have no id: the same press of the same person has the same moment.
  const id = textAt(postback, 'mid') ?? `postback:${sha256Hex([address.raw, at, payload ?? title].join(' '))}`
  if (title === null && payload === null) return make('postback', `p:${hash}`, [], 'no_payload')
  return make('postback', `p:${id}`, [
    {
      type: 'message',
      provider_message_id: id,
      from_me: false,
      sent_via_api: false,
      address,
      contact_name: null,
      author_name: null,
      kind: 'button',
      body: title ?? payload,
      content: {
        ...filled({ id: payload, title }),
        ...adOf(objectAt(postback, 'referral')),
        ...(isStandby ? { standby: true } : {}),
      },
      media: null,
      reply_to_provider_id: null,
      occurred_at: at,
      status: 'received',
    },
  ])
}

function parseReaction(reaction: JsonObject, { address, at, make, hash }: Context): MetaEvent {
  const mid = textAt(reaction, 'mid')
  if (mid === null) return make('reaction', `r:${hash}`, [], 'no_message_id')
  const emoji = textAt(reaction, 'action') === 'unreact' ? '' : (textAt(reaction, 'emoji') ?? '❤️')
  return make('reaction', `r:${sha256Hex([mid, address.raw, emoji, at].join(' '))}`, [
    { type: 'reaction', target_provider_id: mid, emoji, by: 'contact', at },
  ])
}

/** Messenger says up to which moment all was delivered or read; Instagram names the message. */
function parseProgress(
  status: 'delivered' | 'read',
  said: JsonObject,
  { address, at, make, hash }: Context,
): MetaEvent {
  const named = [...listAt(said, 'mids'), said.mid ?? null].filter(
    (mid): mid is string => typeof mid === 'string',
  )
  const actions: InboundAction[] = named.map((mid) => ({
    type: 'status',
    provider_message_id: mid,
    message_id: null,
    status,
    error_code: null,
    error_detail: null,
    at,
  }))
  const watermark = said.watermark
  if (watermark !== undefined && watermark !== null) {
    actions.push({ type: 'watermark', address, status, at: momentOf(watermark, new Date(at)) })
  }
  return make(status, `w:${hash}`, actions)
}

/** Instagram tells of edits that are none: without words, or the zeroth. */
function parseEdit(edit: JsonObject, { at, make, hash }: Context): MetaEvent {
  const mid = textAt(edit, 'mid')
  const body = textAt(edit, 'text')
  const count = numberAt(edit, 'num_edit') ?? 0
  if (mid === null || body === null || count < 1) return make('edit', `x:${hash}`, [])
  return make('edit', `c:${mid}:${count}`, [{ type: 'edit', target_provider_id: mid, body, at }])
}

function parseReferral(referral: JsonObject, { address, at, make, hash }: Context): MetaEvent {
  return make('referral', `f:${hash}`, [
    {
      type: 'message',
      provider_message_id: `referral:${hash}`,
      from_me: false,
      sent_via_api: false,
      address,
      contact_name: null,
      author_name: null,
      kind: 'system',
      body: textAt(referral, 'ref'),
      content: { type: 'referral', ...adOf(referral) },
      media: null,
      reply_to_provider_id: null,
      occurred_at: at,
      status: 'received',
    },
  ])
}

/** The advertisement or link that somebody came by. */
function adOf(referral: JsonObject): JsonObject {
  if (Object.keys(referral).length === 0) return {}
  const about = objectAt(referral, 'ads_context_data')
  const title = textAt(about, 'ad_title') ?? textAt(referral, 'ref') ?? ''
  return { ad: { title, body: '', url: textAt(referral, 'referer_uri') ?? '' } } satisfies Record<
    string,
    Json
  >
}
