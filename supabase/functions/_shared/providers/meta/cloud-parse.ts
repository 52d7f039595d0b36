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
import { circumstancesOf, readCloudContent } from './cloud-content.ts'
import { readError, reasonOfGraphError } from './errors.ts'
import { accountNews, type MetaEvent } from './events.ts'
import { momentOf } from './moment.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** The id that business accounts see of somebody; it has digits and is no number. */
const businessScoped = /^[A-Z]{2}\.[A-Za-z0-9.]{1,160}$/

const statuses = new Map<string, StatusAction['status']>(
  Object.entries<StatusAction['status']>({
    sent: 'sent',
    delivered: 'delivered',
    read: 'read',
    played: 'read',
    failed: 'failed',
  }),
)

/** What a number's history says of a message of ours. */
const pastStatuses: Record<string, MessageAction['status']> = {
  DELIVERED: 'delivered',
  READ: 'read',
  PLAYED: 'read',
}

/** Pieces of a history that are stored by themselves. */
const mostInPiece = 100

/** Understands an entry of `whatsapp_business_account`: one event for each message, status or piece of news. */
export function parseCloudEntry(entry: JsonObject, now: Date): MetaEvent[] {
  return listAt(entry, 'changes')
    .filter(isObject)
    .flatMap((change) => {
      const field = textAt(change, 'field') ?? 'unknown'
      const value = objectAt(change, 'value')
      const phoneId = textAt(objectAt(value, 'metadata'), 'phone_number_id')
      if (phoneId === null) return accountNews(entry, field, value)
      return parseNumber(phoneId, field, value, now)
    })
}

function parseNumber(phoneId: string, field: string, value: JsonObject, now: Date): MetaEvent[] {
  const metadata = objectAt(value, 'metadata')
  const ownPhone = (textAt(metadata, 'display_phone_number') ?? '').replace(/\D/g, '') || null
  const event = (
    key: string,
    item: Json,
    actions: InboundAction[],
    unparsed: string | null = null,
  ): MetaEvent => ({
    provider: 'whatsapp_cloud',
    account: { account_id: phoneId },
    event_type: `whatsapp_cloud.${field}`,
    event_key: key,
    actions,
    unparsed,
    raw: { field, metadata, item },
  })
  // Another application has the conversation: what is said is shown, and nothing answers it.
  const isStandby = field === 'standby'
  const source = isStandby ? objectAt(value, 'standby') : value
  const contacts = listAt(source, 'contacts').filter(isObject)
  const isHistory = field === 'history'

  const messages = listAt(source, 'messages')
    .filter(isObject)
    .map((message) => {
      const id = textAt(message, 'id')
      const key = `m:${id ?? sha256Hex(JSON.stringify(message))}`
      const address = senderOf(message)
      if (id === null || address === null) return event(key, message, [], 'no_message_id_or_sender')
      const known = contactOf(contacts, address)
      const actions = actionsOf(message, id, address, {
        now,
        ownPhone,
        name: nameOf(known),
        fromMe: false,
        isStandby,
      })
      return isHistory ? event(`h:${id}`, message, [historyOf(actions)]) : event(key, message, actions)
    })
  const echoes = [...listAt(source, 'message_echoes')].filter(isObject).map((message) => {
    const id = textAt(message, 'id')
    const address = addressOf(textAt(message, 'to'), textAt(message, 'to_user_id'))
    const key = `e:${id ?? sha256Hex(JSON.stringify(message))}`
    if (id === null || address === null) return event(key, message, [], 'no_message_id_or_recipient')
    return event(
      key,
      message,
      actionsOf(message, id, address, { now, ownPhone, name: null, fromMe: true, isStandby }),
    )
  })
  const told = listAt(source, 'statuses')
    .filter(isObject)
    .map((status) => statusEvent(status, now, event))
  const errors = listAt(source, 'errors')
    .filter(isObject)
    .map((error) =>
      // it bears no moment: the same one, told again, is that one
      event(`x:${sha256Hex(JSON.stringify(error))}`, error, [], readError(error).detail),
    )
  const others = [
    ...listAt(value, 'history')
      .filter(isObject)
      .flatMap((chunk) => historyEvents(chunk, ownPhone, now, event)),
    ...listAt(value, 'state_sync')
      .filter(isObject)
      .map((sync) => contactEvent(sync, event)),
    ...listAt(value, 'user_preferences')
      .filter(isObject)
      .map((wish) => preferenceEvent(wish, contacts, event)),
  ]
  const all = [...messages, ...echoes, ...told, ...errors, ...others]
  // A field that nobody knows yet is kept, and an administrator sees it.
  return all.length > 0
    ? all
    : [
        event(
          `u:${sha256Hex(JSON.stringify(value))}`,
          value,
          [],
          knownFields.has(field) ? null : 'unknown_field',
        ),
      ]
}

const knownFields = new Set(['messages', 'standby', 'messaging_handovers', 'smb_message_echoes', 'history'])

type MakeEvent = (key: string, item: Json, actions: InboundAction[], unparsed?: string | null) => MetaEvent

interface Circumstances {
  now: Date
  ownPhone: string | null
  name: string | null
  fromMe: boolean
  isStandby: boolean
}

/** One message as WhatsApp tells it: a message of ours, or what it says about another one. */
function actionsOf(
  message: JsonObject,
  id: string,
  address: Address,
  circumstances: Circumstances,
): InboundAction[] {
  const { now, ownPhone, name, fromMe, isStandby } = circumstances
  const at = momentOf(message.timestamp, now)
  const by = fromMe ? 'us' : 'contact'
  const type = textAt(message, 'type')
  const part = objectAt(message, type ?? '')
  if (type === 'reaction') {
    const target = textAt(part, 'message_id')
    return target === null
      ? []
      : [{ type: 'reaction', target_provider_id: target, emoji: textAt(part, 'emoji') ?? '', by, at }]
  }
  if (type === 'edit') {
    const target = textAt(part, 'original_message_id')
    const edited = readCloudContent(objectAt(part, 'message'))
    return target === null
      ? []
      : [{ type: 'edit', target_provider_id: target, body: edited.body ?? null, by, at }]
  }
  if (type === 'revoke') {
    const target = textAt(part, 'original_message_id')
    return target === null ? [] : [{ type: 'delete', target_provider_id: target, by, at }]
  }
  const shown = readCloudContent(message)
  const written: MessageAction = {
    type: 'message',
    provider_message_id: id,
    from_me: fromMe,
    sent_via_api: false,
    address,
    contact_name: fromMe ? null : name,
    author_name: address.group === null ? null : name,
    kind: shown.kind,
    body: shown.body ?? null,
    content: {
      ...shown.content,
      ...circumstancesOf(message, ownPhone),
      ...(isStandby ? { standby: true } : {}),
    },
    media: shown.media ?? null,
    reply_to_provider_id: textAt(objectAt(message, 'context'), 'id'),
    occurred_at: at,
    status: fromMe ? 'sent' : 'received',
  }
  return [...movedOf(type, part, address), written]
}

/** Somebody who has another number, or another id, from now on. */
function movedOf(type: string | null, system: JsonObject, address: Address): InboundAction[] {
  if (type !== 'system') return []
  const to = addressOf(
    textAt(system, 'wa_id') ?? textAt(system, 'new_wa_id') ?? null,
    textAt(system, 'user_id'),
  )
  const isMove = /changed_number|changed_user_id/.test(textAt(system, 'type') ?? '')
  return isMove && to !== null ? [{ type: 'moved', address, to }] : []
}

function statusEvent(status: JsonObject, now: Date, event: MakeEvent): MetaEvent {
  const id = textAt(status, 'id')
  const word = textAt(status, 'status') ?? ''
  const known = statuses.get(word)
  const key = `s:${id ?? sha256Hex(JSON.stringify(status))}:${word}`
  if (id === null || known === undefined)
    return event(key, status, [], id === null ? 'no_message_id' : 'unknown_status')
  const error = known === 'failed' ? readError(listAt(status, 'errors')[0] ?? {}) : null
  const ours = textAt(status, 'biz_opaque_callback_data')
  return event(key, status, [
    {
      type: 'status',
      provider_message_id: id,
      message_id: ours !== null && uuid.test(ours) ? ours : null,
      status: known,
      error_code: error === null ? null : reasonOfGraphError(error),
      error_detail: error?.detail ?? null,
      at: momentOf(status.timestamp, now),
    },
  ])
}

/** A chunk of what the phone remembers: thousands of messages may come in one. */
function historyEvents(chunk: JsonObject, ownPhone: string | null, now: Date, event: MakeEvent): MetaEvent[] {
  const declined = listAt(chunk, 'errors').filter(isObject)[0]
  if (declined) {
    const facts = { history_state: readError(declined).code === 2593109 ? 'declined' : 'failed' }
    return [event(`x:${sha256Hex(JSON.stringify(chunk))}`, chunk, [{ type: 'account', facts }])]
  }
  const metadata = objectAt(chunk, 'metadata')
  const progress = numberAt(metadata, 'progress')
  const events = listAt(chunk, 'threads')
    .filter(isObject)
    .flatMap((thread) => {
      const context = objectAt(thread, 'context')
      const address = addressOf(textAt(context, 'wa_id') ?? textAt(thread, 'id'), textAt(context, 'user_id'))
      if (address === null) return []
      const told = listAt(thread, 'messages')
        .filter(isObject)
        .flatMap((message) => pastOf(message, address, ownPhone, now))
      const pieces = Array.from({ length: Math.ceil(told.length / mostInPiece) }, (_, place) =>
        told.slice(place * mostInPiece, (place + 1) * mostInPiece),
      )
      return pieces.map((piece) => {
        const messages = piece.map(({ action }) => action)
        const item = { thread: textAt(thread, 'id') ?? '', messages: piece.map(({ raw }) => raw) }
        return event(`h:${sha256Hex(JSON.stringify(item))}`, item, [historyOf(messages)])
      })
    })
  const facts = { history_state: `${progress ?? 0}` }
  return [
    ...events,
    event(`p:${sha256Hex(JSON.stringify(metadata))}`, { metadata }, [{ type: 'account', facts }]),
  ]
}

function pastOf(message: JsonObject, address: Address, ownPhone: string | null, now: Date) {
  const id = textAt(message, 'id')
  if (id === null) return []
  const fromMe = ownPhone !== null && (textAt(message, 'from') ?? '').replace(/\D/g, '') === ownPhone
  const status = pastStatuses[textAt(objectAt(message, 'history_context'), 'status') ?? ''] ?? 'sent'
  return actionsOf(message, id, address, { now, ownPhone, name: null, fromMe, isStandby: false })
    .filter((action) => action.type === 'message')
    .map((action) => ({ action: fromMe ? { ...action, status } : action, raw: message }))
}

function historyOf(actions: readonly InboundAction[]): InboundAction {
  return { type: 'history', name: null, messages: actions.filter((action) => action.type === 'message') }
}

/** A change in the phone's address book; whoever is removed there keeps the name that is known. */
function contactEvent(sync: JsonObject, event: MakeEvent): MetaEvent {
  const contact = objectAt(sync, 'contact')
  const address = addressOf(textAt(contact, 'phone_number'), textAt(contact, 'user_id'))
  const name = textAt(contact, 'full_name') ?? textAt(contact, 'first_name')
  const isNamed = textAt(sync, 'action') === 'add' && address !== null && name !== null
  return event(
    `c:${sha256Hex(JSON.stringify(sync))}`,
    sync,
    isNamed ? [{ type: 'contact', address, name, name_source: 'address_book' }] : [],
  )
}

function preferenceEvent(wish: JsonObject, contacts: JsonObject[], event: MakeEvent): MetaEvent {
  const address = addressOf(textAt(wish, 'wa_id'), textAt(wish, 'user_id'))
  const value = textAt(wish, 'value')
  const key = `w:${sha256Hex(JSON.stringify(wish))}`
  if (address === null || (value !== 'stop' && value !== 'resume'))
    return event(key, wish, [], 'unknown_preference')
  const name = nameOf(contactOf(contacts, address))
  return event(key, wish, [{ type: 'preference', address, name, wanted: value === 'resume' }])
}

/** A phone, or only the id of somebody who hides it; Meta puts that id into the phone's place sometimes. */
function addressOf(from: string | null, userId: string | null): Address | null {
  const digits = /^\+?(\d{5,15})$/.exec(from ?? '')?.[1] ?? null
  const user = [userId, from].find((text) => text !== null && businessScoped.test(text)) ?? null
  if (digits === null && user === null) return null
  return {
    phone: digits === null ? null : `+${digits}`,
    lid: null,
    ...(user === null ? {} : { user }),
    group: null,
    raw: digits ?? user ?? '',
  }
}

/** Who wrote. Somebody whose phone is hidden tells it by a card of their own, when they are asked to. */
function senderOf(message: JsonObject): Address | null {
  const group = textAt(message, 'group_id')
  if (group !== null) return { phone: null, lid: null, group, raw: group }
  const address = addressOf(textAt(message, 'from'), textAt(message, 'from_user_id'))
  if (address === null || address.phone !== null) return address
  const own = listAt(message, 'contacts').filter(isObject)
  const card = own.length === 1 && textAt(own[0], 'origin') === 'contact_request' ? own[0] : undefined
  const shared = textAt(listAt(card, 'phones')[0], 'wa_id')
  return shared === null ? address : (addressOf(shared, address.user ?? null) ?? address)
}

/** Contacts come in any order, or not at all. */
function contactOf(contacts: readonly JsonObject[], address: Address): JsonObject | undefined {
  return (
    contacts.find((contact) => address.user !== undefined && textAt(contact, 'user_id') === address.user) ??
    contacts.find((contact) => textAt(contact, 'wa_id') === address.raw)
  )
}

function nameOf(contact: JsonObject | undefined): string | null {
  const profile = objectAt(contact, 'profile')
  return textAt(profile, 'name') ?? textAt(profile, 'username')
}
