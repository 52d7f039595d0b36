import { sha256Hex } from '../../platform/hash.ts'
import { textAt, type Json, type JsonObject } from '../../platform/json.ts'
import { parseConnection, parseInstanceGone, parseInstanceStatus, parseQrCode } from './connection.ts'
import { parseChats, parseContacts, parseGroups } from './contacts.ts'
import { parseCall, parseUpsert } from './upsert.ts'
import { parseDelete, parseEdited, parseUpdate } from './changes.ts'
import { eventType, type EventReader, type Reading } from './event.ts'
import type { ParsedEvent } from '../provider.ts'

const nothing: EventReader = () => ({ actions: [] })

const readers = new Map<string, EventReader>(
  Object.entries({
    'messages.upsert': parseUpsert(false),
    'send.message': parseUpsert(true),
    'messages.update': parseUpdate,
    'messages.edited': parseEdited,
    'send.message.update': parseEdited,
    'messages.delete': parseDelete,
    'connection.update': parseConnection,
    'status.instance': parseInstanceStatus,
    'logout.instance': parseInstanceGone('logged_out'),
    'remove.instance': parseInstanceGone('instance_removed'),
    'instance.delete': parseInstanceGone('instance_removed'),
    'qrcode.updated': parseQrCode,
    'contacts.upsert': parseContacts,
    'contacts.update': parseContacts,
    'chats.upsert': parseChats,
    'groups.upsert': parseGroups,
    'groups.update': parseGroups,
    'group.update': parseGroups,
    call: parseCall,
    // Known, and nothing in them that an inbox shows.
    'contacts.set': nothing,
    'messages.set': nothing,
    'messaging.history.set': nothing,
    'chats.set': nothing,
    'chats.update': nothing,
    'chats.delete': nothing,
    // Told to open screens by the handler (presence.ts), and stored nowhere.
    'presence.update': nothing,
    'group.participants.update': nothing,
    'labels.edit': nothing,
    'labels.association': nothing,
    'application.startup': nothing,
    'instance.create': nothing,
    'typebot.start': nothing,
    'typebot.change.status': nothing,
  }),
)

/**
 * Understands one webhook of Evolution API (v1 to v2.4). Never throws: what it cannot read it calls unparsed,
 * with the reason. The same event gives the same key however often and over whichever route it is delivered.
 */
export function parseEvolution(envelope: JsonObject, now: Date): ParsedEvent {
  const type = eventType(textAt(envelope, 'event'))
  const data = envelope.data ?? null
  const read = readers.get(type)
  const reading: Reading = read ? read(data, envelope, now) : { actions: [], unparsed: 'unknown_event' }
  return {
    event_type: type,
    event_key: `${type}:${reading.key ?? contentKey(data, envelope)}`,
    actions: reading.actions,
    unparsed: reading.unparsed ?? null,
  }
}

/**
 * The gateway computes `date_time` once for an event and sends the same in every retry and to every webhook,
 * so it tells a repeated state (open, close, open) from a repeated delivery.
 */
function contentKey(data: Json, envelope: JsonObject): string {
  return sha256Hex(JSON.stringify([data, textAt(envelope, 'date_time')]))
}
