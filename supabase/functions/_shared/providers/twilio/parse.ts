import { sha256Hex } from '../../platform/hash.ts'
import type { JsonObject } from '../../platform/json.ts'
import { answersOf, formContent } from '../flow-answers.ts'
import type {
  Address,
  InboundAction,
  MessageAction,
  ParsedEvent,
  RemoteMedia,
  StatusAction,
} from '../provider.ts'
import type { MessageKind } from '../../contracts/message-kinds.ts'
import { reasonOfTwilioError } from './errors.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Steps of Twilio's ladder that are steps of ours; queued and the like are earlier than what we know already. */
const statuses = new Map<string, StatusAction['status']>(
  Object.entries<StatusAction['status']>({
    sent: 'sent',
    delivered: 'delivered',
    read: 'read',
    failed: 'failed',
    undelivered: 'failed',
  }),
)

/** Understands an inbound message of Twilio. Parameters are added without notice: unknown ones are ignored. */
export function parseTwilioInbound(params: URLSearchParams, now: Date): ParsedEvent {
  const sid = sidOf(params)
  const event: ParsedEvent = {
    event_type: 'twilio.inbound',
    event_key: sid === null ? `in:${sha256Hex(params.toString())}` : `in:${sid}`,
    actions: [],
    unparsed: null,
  }
  if (sid === null) return { ...event, unparsed: 'no_message_id' }
  const address = addressOf(params.get('From'), params.get('ExternalUserId'))
  if (address === null) return { ...event, unparsed: 'not_whatsapp' }
  return { ...event, actions: messagesOf(params, sid, address, now) }
}

/** Understands a status callback. `messageId` is our own id, which we put into the address of the callback. */
export function parseTwilioStatus(params: URLSearchParams, messageId: string | null, now: Date): ParsedEvent {
  const sid = sidOf(params)
  const word = (params.get('MessageStatus') ?? params.get('SmsStatus') ?? '').toLowerCase()
  const errorCode = given(params, 'ErrorCode')
  const event: ParsedEvent = {
    event_type: 'twilio.status',
    event_key: `st:${sid ?? sha256Hex(params.toString())}:${word}:${errorCode ?? ''}`,
    actions: [],
    unparsed: null,
  }
  if (sid === null) return { ...event, unparsed: 'no_message_id' }
  const status = statuses.get(word)
  if (status === undefined) return word === '' ? { ...event, unparsed: 'no_status' } : event
  const action: StatusAction = {
    type: 'status',
    provider_message_id: sid,
    message_id: messageId !== null && uuid.test(messageId) ? messageId : null,
    status,
    error_code:
      status === 'failed' ? reasonOfTwilioError(errorCode === null ? null : Number(errorCode)) : null,
    error_detail: status === 'failed' ? errorDetail(errorCode, params) : null,
    at: now.toISOString(),
  }
  return { ...event, actions: [action] }
}

function messagesOf(params: URLSearchParams, sid: string, address: Address, now: Date): InboundAction[] {
  const shown = contentOf(params)
  const first: MessageAction = {
    type: 'message',
    provider_message_id: sid,
    from_me: false,
    sent_via_api: false,
    address,
    contact_name: given(params, 'ProfileName'),
    author_name: null,
    kind: shown.kind,
    body: shown.body,
    content: { ...shown.content, ...circumstances(params), ...quoteOf(params), ...optEffect(params) },
    media: shown.media,
    reply_to_provider_id: given(params, 'OriginalRepliedMessageSid'),
    occurred_at: now.toISOString(),
    status: 'received',
  }
  // WhatsApp sends each file as its own message; the parameters could carry more, so none is dropped.
  const further = mediaOf(params)
    .slice(1)
    .map((media, index): MessageAction => ({
      ...first,
      provider_message_id: `${sid}:${index + 1}`,
      kind: kindOfMedia(media.mime_type),
      body: null,
      content: {},
      media,
    }))
  return [first, ...further]
}

interface Shown {
  kind: MessageKind
  body: string | null
  content: JsonObject
  media: RemoteMedia | null
}

function contentOf(params: URLSearchParams): Shown {
  const body = given(params, 'Body')
  const plain: Shown = { kind: 'text', body, content: {}, media: null }
  const media = mediaOf(params)[0]
  if (media) {
    const kind = params.get('MessageType') === 'sticker' ? 'sticker' : kindOfMedia(media.mime_type)
    if (kind === 'contact') return { kind, body, content: { contacts: [] }, media }
    // Twilio puts the name of a document where a caption would be.
    if (kind === 'document' && body !== null)
      return { kind, body: null, content: {}, media: { ...media, file_name: body } }
    return { kind, body, content: {}, media }
  }
  const latitude = coordinate(params.get('Latitude'))
  const longitude = coordinate(params.get('Longitude'))
  if (latitude !== null && longitude !== null) {
    const place = filled({ name: given(params, 'Label'), address: given(params, 'Address') })
    return { kind: 'location', body, content: { latitude, longitude, ...place }, media: null }
  }
  const button = given(params, 'ButtonText') ?? given(params, 'ButtonPayload')
  if (button !== null) {
    const content = filled({ id: given(params, 'ButtonPayload'), title: button })
    return { ...plain, kind: 'button', body: body ?? button, content }
  }
  const list = given(params, 'ListTitle') ?? given(params, 'ListId')
  if (list !== null) {
    const content = filled({
      id: given(params, 'ListId'),
      title: list,
      description: given(params, 'ListDescription'),
    })
    return { ...plain, kind: 'list', body: body ?? list, content }
  }
  const answers = answersOf(given(params, 'InteractiveData') ?? given(params, 'FlowData'))
  if (answers !== null) return { ...formContent(answers), media: null }
  if (body !== null) return plain
  const type = given(params, 'MessageType')
  return { ...plain, kind: 'unsupported', content: type === null ? {} : { type } }
}

function mediaOf(params: URLSearchParams): RemoteMedia[] {
  const count = Math.min(Number(params.get('NumMedia') ?? 0) || 0, 10)
  return Array.from({ length: count }, (_, index): RemoteMedia => {
    const type = given(params, `MediaContentType${index}`) ?? 'application/octet-stream'
    const media: RemoteMedia = { mime_type: type, state: 'remote' }
    // The id is enough: an address of a webhook is never called with the account's password.
    const source = /\/Media\/(ME[0-9a-zA-Z]+)(?:$|\?)/.exec(given(params, `MediaUrl${index}`) ?? '')?.[1]
    if (source !== undefined) media.source = source
    if (type.startsWith('audio/ogg')) media.voice = true
    return media
  })
}

function kindOfMedia(type: string): MessageKind {
  if (/^text\/(x-)?vcard/.test(type)) return 'contact'
  const family = type.split('/')[0]
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'document'
}

function circumstances(params: URLSearchParams): JsonObject {
  const forwarded = params.get('Forwarded') === 'true' || params.get('FrequentlyForwarded') === 'true'
  const url = given(params, 'ReferralSourceUrl')
  const fromAd = url !== null || given(params, 'ReferralCtwaClid') !== null
  return {
    ...(forwarded ? { forwarded: true } : {}),
    ...(fromAd
      ? {
          ad: {
            title: given(params, 'ReferralHeadline') ?? '',
            body: given(params, 'ReferralBody') ?? '',
            url: url ?? '',
          },
        }
      : {}),
  }
}

/** Twilio tells whose message is answered, not its words. */
function quoteOf(params: URLSearchParams): JsonObject {
  const sender = addressOf(params.get('OriginalRepliedMessageSender'), null)?.phone
  if (sender === undefined || given(params, 'OriginalRepliedMessageSid') === null) return {}
  return { quoted: { by: sender === addressOf(params.get('To'), null)?.phone ? 'us' : 'contact' } }
}

/** A phone, or the id of somebody who hides it (`whatsapp:BR.…`, which has digits and is no number). */
function addressOf(from: string | null, externalUserId: string | null): Address | null {
  const match = /^whatsapp:\+?(?:(\d{5,15})|([A-Z]{2}\.[A-Za-z0-9.]{1,160}))$/.exec(from ?? '')
  if (!match) return null
  const user = match[2] ?? /^[A-Z]{2}\.[A-Za-z0-9.]{1,160}$/.exec(externalUserId ?? '')?.[0]
  const others = { lid: null, ...(user === undefined ? {} : { user }), group: null }
  return match[1] === undefined
    ? { phone: null, ...others, raw: `whatsapp:${match[2]}` }
    : { phone: `+${match[1]}`, ...others, raw: `whatsapp:+${match[1]}` }
}

/** Twilio stopped, or started again, by itself what we may send to this person, whatever the word was. */
function optEffect(params: URLSearchParams): JsonObject {
  const type = params.get('OptOutType')?.toUpperCase()
  if (type === 'STOP') return { opt_effect: 'opt_out' }
  return type === 'START' ? { opt_effect: 'opt_in' } : {}
}

function sidOf(params: URLSearchParams): string | null {
  return given(params, 'MessageSid') ?? given(params, 'SmsMessageSid') ?? given(params, 'SmsSid')
}

function errorDetail(code: string | null, params: URLSearchParams): string {
  const said = given(params, 'ErrorMessage') ?? given(params, 'ChannelStatusMessage')
  return [code === null ? null : `Twilio ${code}`, said].filter((part) => part !== null).join(': ')
}

function coordinate(text: string | null): number | null {
  return text !== null && /^-?\d{1,3}(\.\d+)?$/.test(text.trim()) ? Number(text) : null
}

/** A parameter with something in it; NUL bytes, which Postgres refuses, are taken out. */
function given(params: URLSearchParams, name: string): string | null {
  const value = params.get(name)?.replaceAll('\u0000', '')
  return value !== undefined && value.trim() !== '' ? value : null
}

function filled(fields: Record<string, string | null>): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}
