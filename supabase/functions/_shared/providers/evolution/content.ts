import {
  isObject,
  listAt,
  numberAt,
  objectAt,
  textAt,
  type Json,
  type JsonObject,
} from '../../platform/json.ts'
import { cardReaders, type Card } from './cards.ts'
import { optionNames, unwrap, type Unwrapped } from './message.ts'
import { answersOf, formContent } from '../flow-answers.ts'
import type { RemoteMedia } from '../provider.ts'
import { sourceOf } from './media-source.ts'
import type { MessageKind } from '../../contracts/message-kinds.ts'
import { nameOfVcard, phonesOfVcard } from '../vcard.ts'

/** What the screen shows of a message. */
export interface Content {
  kind: MessageKind
  body: string | null
  content: JsonObject
  media: RemoteMedia | null
}

/** Contacts, phones or poll options of one message: more than WhatsApp allows, less than what hurts every screen. */
const mostItems = 100

type Reader = (body: JsonObject) => Partial<Content> & { kind: MessageKind }

const media =
  (kind: MessageKind, fallbackType: string, type = `${kind}Message`): Reader =>
  (body) => ({ kind, body: textAt(body, 'caption'), media: mediaOf(body, fallbackType, type) })

const text =
  (...keys: string[]): Reader =>
  (body) => ({ kind: 'text', body: firstText(body, keys) })

/** One reader a content type; a type that is not here is shown as unsupported, with its name. */
const readers = new Map<string, Reader>(
  Object.entries<Reader>({
    extendedTextMessage: text('text'),
    imageMessage: media('image', 'image/jpeg'),
    videoMessage: media('video', 'video/mp4'),
    ptvMessage: media('video', 'video/mp4', 'ptvMessage'),
    audioMessage: media('audio', 'audio/ogg'),
    documentMessage: media('document', 'application/octet-stream'),
    stickerMessage: media('sticker', 'image/webp'),
    locationMessage: location,
    liveLocationMessage: location,
    contactMessage: (body) => ({ kind: 'contact', content: { contacts: [contactCard(body)] } }),
    contactsArrayMessage: (body) => ({
      kind: 'contact',
      content: { contacts: listAt(body, 'contacts').filter(isObject).slice(0, mostItems).map(contactCard) },
    }),
    buttonsResponseMessage: (body) =>
      choice('button', textAt(body, 'selectedDisplayText'), textAt(body, 'selectedButtonId')),
    templateButtonReplyMessage: (body) =>
      choice('button', textAt(body, 'selectedDisplayText'), textAt(body, 'selectedId')),
    listResponseMessage: (body) => {
      const id = textAt(objectAt(body, 'singleSelectReply'), 'selectedRowId')
      return choice('list', textAt(body, 'title'), id, textAt(body, 'description'))
    },
    interactiveResponseMessage: interactiveAnswer,
    pollCreationMessage: poll,
    pollCreationMessageV2: poll,
    pollCreationMessageV3: poll,
    pollCreationMessageV5: poll,
    orderMessage: (body) => ({
      kind: 'order',
      body: firstText(body, ['orderTitle', 'message']),
      content: { id: textAt(body, 'orderId'), items: numberAt(body, 'itemCount') },
    }),
    productMessage: (body) => {
      const product = objectAt(body, 'product')
      return { kind: 'order', body: textAt(product, 'title'), content: { id: textAt(product, 'productId') } }
    },
    eventMessage: (body) => ({
      kind: 'event',
      body: firstText(body, ['name', 'description']),
      content: { starts_at: numberAt(body, 'startTime'), place: textAt(objectAt(body, 'location'), 'name') },
    }),
    scheduledCallCreationMessage: (body) => ({ kind: 'event', body: textAt(body, 'title') }),
    call: () => ({ kind: 'call' }),
    callLogMesssage: () => ({ kind: 'call' }),
    // Linked devices are told that there is something to see, and see nothing.
    viewOnceMessage: () => ({ kind: 'view_once' }),
    viewOnceMessageV2: () => ({ kind: 'view_once' }),
    viewOnceMessageV2Extension: () => ({ kind: 'view_once' }),
    statusMentionMessage: statusMention,
    groupStatusMentionMessage: statusMention,
    requestPaymentMessage: (body) => ({ kind: 'order', body: noteOf(body) }),
    sendPaymentMessage: (body) => ({ kind: 'order', body: noteOf(body) }),
    invoiceMessage: (body) => ({ kind: 'order', body: textAt(body, 'note') }),
    stickerPackMessage: (body) => ({ kind: 'sticker', body: textAt(body, 'name') }),
    groupInviteMessage: (body) => ({
      kind: 'unsupported',
      body: textAt(body, 'caption'),
      content: { type: 'groupInviteMessage', name: textAt(body, 'groupName') },
    }),
  }),
)

/** Translates the content of a message into what the screen shows. */
export function readContent(message: Unwrapped): Content {
  const read = message.type === null ? undefined : (readers.get(message.type) ?? cardReader(message.type))
  const found: Partial<Content> & { kind: MessageKind } =
    message.type === 'conversation'
      ? { kind: 'text', body: message.text }
      : (read?.(message.body) ?? { kind: 'unsupported', content: { type: message.type } })
  const content = withoutNulls(found.content ?? {})
  if (message.ephemeral) content.ephemeral = true
  if (message.viewOnce) content.view_once = true
  return { kind: found.kind, body: found.body ?? null, content, media: found.media ?? null }
}

/** A card is a text with a header, a footer and buttons around it, or the file in its header with that text below. */
function cardReader(type: string): Reader | undefined {
  const read = cardReaders.get(type)
  return read && ((body) => cardContent(read(body), type))
}

function cardContent(card: Card, type: string): ReturnType<Reader> {
  const shown = card.text ?? card.header ?? card.footer ?? (card.buttons.join('\n') || null)
  const around: Record<string, Json> = {
    header: card.text === null ? null : card.header,
    footer: card.text === null && card.header === null ? null : card.footer,
    buttons: card.buttons.length === 0 ? null : card.buttons,
  }
  const content = { ...withoutNulls(around), ...card.content }
  const file = unwrap(card.media)
  const read =
    file.type !== null && /^(image|video|document)Message$/.test(file.type) && readers.get(file.type)
  if (read && card.kind === undefined) return { ...read(file.body), body: shown, content }
  if (shown === null) return { kind: card.kind ?? 'unsupported', content: { type } }
  return { kind: card.kind ?? 'text', body: shown, content }
}

function statusMention(): ReturnType<Reader> {
  return { kind: 'system', content: { type: 'status_mention' } }
}

function noteOf(body: JsonObject): string | null {
  return textAt(objectAt(objectAt(body, 'noteMessage'), 'extendedTextMessage'), 'text')
}

function mediaOf(body: JsonObject, fallbackType: string, type: string): RemoteMedia {
  const details = withoutNulls({
    file_name: firstText(body, ['fileName', 'title']),
    size: numberAt(body, 'fileLength'),
    seconds: numberAt(body, 'seconds'),
    width: numberAt(body, 'width'),
    height: numberAt(body, 'height'),
  })
  if (body.ptt === true) details.voice = true
  if (body.gifPlayback === true) details.gif = true
  const source = sourceOf(body, type)
  if (source !== null) details.source = source
  return { ...details, mime_type: textAt(body, 'mimetype') ?? fallbackType, state: 'remote' }
}

function location(body: JsonObject): ReturnType<Reader> {
  const latitude = numberAt(body, 'degreesLatitude')
  const longitude = numberAt(body, 'degreesLongitude')
  if (latitude === null || longitude === null)
    return { kind: 'unsupported', content: { type: 'locationMessage' } }
  return {
    kind: 'location',
    body: textAt(body, 'caption'),
    content: { latitude, longitude, name: textAt(body, 'name'), address: textAt(body, 'address') },
  }
}

function contactCard(body: JsonObject): JsonObject {
  const vcard = textAt(body, 'vcard') ?? ''
  return {
    name: textAt(body, 'displayName') ?? nameOfVcard(vcard) ?? '',
    phones: phonesOfVcard(vcard).slice(0, mostItems),
  }
}

function choice(
  kind: 'button' | 'list',
  title: string | null,
  id: string | null,
  description: string | null = null,
) {
  return { kind, body: title ?? id, content: { id, title: title ?? id, description } }
}

/** Answers to forms and quick replies are JSON inside a string. */
function interactiveAnswer(body: JsonObject): ReturnType<Reader> {
  const flow = objectAt(body, 'nativeFlowResponseMessage')
  const answer = textAt(flow, 'paramsJson')
  const name = textAt(flow, 'name')
  const shown = textAt(objectAt(body, 'body'), 'text')
  const isForm = name !== null && /flow|galaxy_message/.test(name)
  const id = isForm ? null : chosenId(answer)
  if (id !== null) return choice('button', shown, id)
  // What WhatsApp itself writes into the body of an answered form is "Sent", in its own language.
  const answers = answersOf(answer)
  return answers === null ? choice('button', shown, name) : formContent(answers)
}

function chosenId(answer: string | null): string | null {
  try {
    return textAt(JSON.parse(answer ?? 'null'), 'id')
  } catch {
    return null
  }
}

function poll(body: JsonObject): ReturnType<Reader> {
  const name = textAt(body, 'name')
  return {
    kind: 'poll',
    body: name,
    content: { name: name ?? '', options: optionNames(body, 'options').slice(0, mostItems) },
  }
}

function firstText(body: JsonObject, keys: string[]): string | null {
  for (const key of keys) {
    const found = textAt(body, key)
    if (found !== null) return found
  }
  return null
}

function withoutNulls(fields: Record<string, Json>): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}
