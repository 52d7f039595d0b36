import { isObject, listAt, numberAt, objectAt, textAt, type Json, type JsonObject } from '../json.ts'
import { optionNames, type Unwrapped } from './evolution-message.ts'
import type { MessageKind, RemoteMedia } from './provider.ts'
import { nameOfVcard, phonesOfVcard } from './vcard.ts'

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
  (kind: MessageKind, fallbackType: string): Reader =>
  (body) => ({ kind, body: textAt(body, 'caption'), media: mediaOf(body, fallbackType) })

const text =
  (...keys: string[]): Reader =>
  (body) => ({ kind: 'text', body: firstText(body, keys) })

/** One reader a content type; a type that is not here is shown as unsupported, with its name. */
const readers = new Map<string, Reader>(
  Object.entries<Reader>({
    extendedTextMessage: text('text'),
    imageMessage: media('image', 'image/jpeg'),
    videoMessage: media('video', 'video/mp4'),
    ptvMessage: media('video', 'video/mp4'),
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
    pollUpdateMessage: vote,
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
    buttonsMessage: text('contentText', 'text'),
    listMessage: text('description', 'title'),
    interactiveMessage: (body) => ({ kind: 'text', body: textAt(objectAt(body, 'body'), 'text') }),
    templateMessage: (body) => ({
      kind: 'text',
      body: textAt(objectAt(body, 'hydratedTemplate'), 'hydratedContentText'),
    }),
    groupInviteMessage: (body) => ({
      kind: 'unsupported',
      body: textAt(body, 'caption'),
      content: { type: 'groupInviteMessage', name: textAt(body, 'groupName') },
    }),
  }),
)

/** Translates the content of a message into what the screen shows. */
export function readContent(message: Unwrapped): Content {
  const read = message.type === null ? undefined : readers.get(message.type)
  const found: Partial<Content> & { kind: MessageKind } =
    message.type === 'conversation'
      ? { kind: 'text', body: message.text }
      : (read?.(message.body) ?? { kind: 'unsupported', content: { type: message.type } })
  const content = withoutNulls(found.content ?? {})
  if (message.ephemeral) content.ephemeral = true
  if (message.viewOnce) content.view_once = true
  return { kind: found.kind, body: found.body ?? null, content, media: found.media ?? null }
}

function mediaOf(body: JsonObject, fallbackType: string): RemoteMedia {
  const details = withoutNulls({
    file_name: firstText(body, ['fileName', 'title']),
    size: numberAt(body, 'fileLength'),
    seconds: numberAt(body, 'seconds'),
    width: numberAt(body, 'width'),
    height: numberAt(body, 'height'),
  })
  if (body.ptt === true) details.voice = true
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

/** Answers to flows and quick replies keep the chosen id in JSON inside a string. */
function interactiveAnswer(body: JsonObject): ReturnType<Reader> {
  const flow = objectAt(body, 'nativeFlowResponseMessage')
  const shown = textAt(objectAt(body, 'body'), 'text')
  return choice('button', shown, chosenId(textAt(flow, 'paramsJson')) ?? textAt(flow, 'name'))
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

function vote(body: JsonObject): ReturnType<Reader> {
  const options = optionNames(objectAt(body, 'vote'), 'selectedOptions').slice(0, mostItems)
  return { kind: 'poll', body: options.join(', ') || null, content: { name: '', options, vote: true } }
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
