import { textAt, type JsonObject } from '../json.ts'
import type { Address } from './provider.ts'

interface Jid {
  user: string
  server: string
}

/** Splits `user_agent:device@server`; agent and device say which of a person's phones wrote, not who did. */
function parseJid(value: string | null): Jid | null {
  const match = /^([^@\s:]+?)(?:_\d+)?(?::\d+)?@([a-z0-9.]+)$/.exec(value ?? '')
  return match?.[1] && match[2] ? { user: match[1], server: match[2] } : null
}

/** `+` and digits of a personal JID, else null. Group ids of the old style contain a phone and are none. */
export function phoneOf(value: string | null): string | null {
  const jid = parseJid(value)
  if (!jid || (jid.server !== 's.whatsapp.net' && jid.server !== 'c.us')) return null
  return /^\d{5,15}$/.test(jid.user) ? `+${jid.user}` : null
}

/** Digits of a privacy id, else null. */
export function lidOf(value: string | null): string | null {
  const jid = parseJid(value)
  return jid?.server === 'lid' && /^\d{3,30}$/.test(jid.user) ? jid.user : null
}

/** Where a message belongs: a person or group, something that is not a conversation, or nothing known. */
export type Destination = { address: Address } | { skip: 'status' | 'broadcast' | 'newsletter' } | null

/**
 * Reads `data.key`. Versions of the gateway put phone and privacy id in different members: `remoteJid`,
 * `remoteJidAlt`, `senderPn`, `senderLid`, `previousRemoteJid`; `sender…` names the author, so it says nothing
 * about the other side of a message that we wrote.
 */
export function destinationOf(key: JsonObject, fromMe: boolean): Destination {
  const remote = textAt(key, 'remoteJid')
  const server = parseJid(remote)?.server
  if (remote === 'status@broadcast') return { skip: 'status' }
  if (server === 'newsletter') return { skip: 'newsletter' }
  if (server === 'g.us') return { address: { phone: null, lid: null, group: remote, raw: remote ?? '' } }
  if (server === 'broadcast') return fromMe ? { skip: 'broadcast' } : personal(authorJids(key))
  const [senderPhone, senderLid] = fromMe ? [] : [textAt(key, 'senderPn'), textAt(key, 'senderLid')]
  const previous = textAt(key, 'previousRemoteJid')
  return personal([textAt(key, 'remoteJidAlt'), senderPhone ?? null, remote, previous, senderLid ?? null])
}

/** Address of a contact card or chat, which has a JID and no message key. */
export function addressOfJid(value: string | null): Address | null {
  const destination = personal([value])
  return destination && 'address' in destination ? destination.address : null
}

/** Who a JID is, as one text: the phone, or `lid:` and the digits of the privacy id. */
export function personOf(...jids: (string | null)[]): string | null {
  const phone = jids.map(phoneOf).find((found) => found !== null)
  const lid = jids.map(lidOf).find((found) => found !== null)
  return phone ?? (lid ? `lid:${lid}` : null)
}

/** Who wrote a message of a group. */
export function authorOf(key: JsonObject): string | null {
  return personOf(...authorJids(key))
}

/** True when the JID belongs to a group. */
export function isGroup(value: string | null): boolean {
  return parseJid(value)?.server === 'g.us'
}

function authorJids(key: JsonObject): (string | null)[] {
  return [textAt(key, 'participantAlt'), textAt(key, 'participantPn'), textAt(key, 'participant')]
}

function personal(candidates: (string | null)[]): Destination {
  const phone = candidates.map(phoneOf).find((found) => found !== null) ?? null
  const lid = candidates.map(lidOf).find((found) => found !== null) ?? null
  if (phone !== null) return { address: { phone, lid, group: null, raw: `${phone.slice(1)}@s.whatsapp.net` } }
  if (lid !== null) return { address: { phone: null, lid, group: null, raw: `${lid}@lid` } }
  return null
}
