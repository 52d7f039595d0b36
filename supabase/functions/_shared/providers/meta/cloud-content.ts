import { isObject, listAt, numberAt, objectAt, textAt, type JsonObject } from '../../platform/json.ts'
import type { MessageKind } from '../../contracts/message-kinds.ts'
import { answersOf, formContent } from '../flow-answers.ts'
import type { RemoteMedia } from '../provider.ts'
import { nameOfVcard, phonesOfVcard } from '../vcard.ts'

/** What a message of WhatsApp shows. */
export interface CloudContent {
  kind: MessageKind
  body?: string | null
  content?: JsonObject
  media?: RemoteMedia
}

const mostItems = 100
const files = new Set(['image', 'video', 'document', 'sticker', 'audio'])

/** What a message says, by its type. A type that nobody knows is shown as one that is not supported. */
export function readCloudContent(message: JsonObject): CloudContent {
  const type = textAt(message, 'type') ?? 'unknown'
  const part = objectAt(message, type)
  if (files.has(type)) return fileOf(type as MessageKind, part)
  switch (type) {
    case 'text':
      return { kind: 'text', body: textAt(part, 'body') }
    case 'location':
      return placeOf(part)
    case 'contacts':
      return { kind: 'contact', content: cardsOf(message) }
    case 'button':
      return {
        kind: 'button',
        body: textAt(part, 'text') ?? textAt(part, 'payload'),
        content: filled({ id: textAt(part, 'payload'), title: textAt(part, 'text') }),
      }
    case 'interactive':
      return interactive(part)
    case 'order':
      return {
        kind: 'order',
        body: textAt(part, 'text'),
        content: {
          ...filled({ id: textAt(part, 'catalog_id') }),
          items: listAt(part, 'product_items').length,
        },
      }
    case 'system':
      return { kind: 'system', body: textAt(part, 'body'), content: filled({ type: textAt(part, 'type') }) }
    case 'media_placeholder':
      return { kind: 'unsupported', content: { type: 'media' } }
    default:
      return {
        kind: 'unsupported',
        content: filled({
          type: textAt(objectAt(message, 'unsupported'), 'type') ?? type,
          code: errorCode(message),
        }),
      }
  }
}

/** What came with a message of any type: a forward, an advertisement, what it answers. */
export function circumstancesOf(message: JsonObject, ownPhone: string | null): JsonObject {
  const context = objectAt(message, 'context')
  const referral = objectAt(message, 'referral')
  const isForwarded = context.forwarded === true || context.frequently_forwarded === true
  const from = textAt(context, 'from')
  const isFromAd = Object.keys(referral).length > 0
  return {
    ...(isForwarded ? { forwarded: true } : {}),
    ...(textAt(context, 'id') !== null && from !== null
      ? { quoted: { by: ownPhone !== null && from.replace(/\D/g, '') === ownPhone ? 'us' : 'contact' } }
      : {}),
    ...(isFromAd
      ? {
          ad: {
            title: textAt(referral, 'headline') ?? '',
            body: textAt(referral, 'body') ?? '',
            url: textAt(referral, 'source_url') ?? '',
          },
        }
      : {}),
  }
}

function fileOf(kind: MessageKind, part: JsonObject): CloudContent {
  const source = textAt(part, 'id')
  return {
    kind,
    body: textAt(part, 'caption'),
    media: {
      mime_type: textAt(part, 'mime_type') ?? 'application/octet-stream',
      state: 'remote',
      ...(source === null ? {} : { source }),
      ...filled({ file_name: textAt(part, 'filename') }),
      ...(part.voice === true ? { voice: true } : {}),
    },
  }
}

function placeOf(part: JsonObject): CloudContent {
  const latitude = numberAt(part, 'latitude')
  const longitude = numberAt(part, 'longitude')
  if (latitude === null || longitude === null) return { kind: 'unsupported', content: { type: 'location' } }
  const named = filled({ name: textAt(part, 'name'), address: textAt(part, 'address') })
  return { kind: 'location', content: { latitude, longitude, ...named } }
}

function cardsOf(message: JsonObject): JsonObject {
  const contacts = listAt(message, 'contacts')
    .filter(isObject)
    .slice(0, mostItems)
    .map((contact) => {
      const card = textAt(contact, 'vcard') ?? ''
      const name = objectAt(contact, 'name')
      const phones = listAt(contact, 'phones').flatMap((phone) => {
        const id = textAt(phone, 'wa_id')
        return (id === null ? textAt(phone, 'phone') : `+${id}`) ?? []
      })
      return {
        name:
          textAt(name, 'formatted_name') ??
          textAt(name, 'first_name') ??
          nameOfVcard(card) ??
          phones[0] ??
          '',
        phones: (phones.length > 0 ? phones : phonesOfVcard(card)).slice(0, mostItems),
      }
    })
  return { contacts, name: contacts[0]?.name ?? '' }
}

function interactive(part: JsonObject): CloudContent {
  const type = textAt(part, 'type') ?? ''
  const reply = objectAt(part, type)
  const title = textAt(reply, 'title')
  if (type === 'button_reply') {
    return { kind: 'button', body: title, content: filled({ id: textAt(reply, 'id'), title }) }
  }
  if (type === 'list_reply') {
    const description = textAt(reply, 'description')
    return { kind: 'list', body: title, content: filled({ id: textAt(reply, 'id'), title, description }) }
  }
  if (type === 'nfm_reply') {
    const answers = answersOf(textAt(reply, 'response_json'))
    // What was answered may be no object: the words of the button are all there is.
    return answers === null
      ? { kind: 'form', body: textAt(reply, 'body'), content: { answers: [] } }
      : formContent(answers)
  }
  return { kind: 'system', content: { type: type || 'interactive' } }
}

function errorCode(message: JsonObject): string | null {
  const code = numberAt(listAt(message, 'errors')[0], 'code')
  return code === null ? null : String(code)
}

/** The fields that say something. */
export function filled(fields: Record<string, string | null>): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}
