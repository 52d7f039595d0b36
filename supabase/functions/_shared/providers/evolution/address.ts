import { textAt, type JsonObject } from '../../platform/json.ts'
import { samePhone } from '../phone.ts'
import type { Address } from '../provider.ts'

interface Jid {
  user: string
  server: string
}

/** Splits `user_agent:device@server`; agent and device say which of a person's phones wrote, not who did. */
function parseJid(value: string | null): Jid | null {
  const match = /^([^@\s:]+?)(?:_\d+)?(?::\d+)?@([a-z0-9.]+)$/.exec(value ?? '')
  return match?.[1] && match[2] ? { user: match[1], server: match[2] } : null
}

/** `hosted` and `hosted.lid` are people who use the app and the official API at once. */
const phoneServers = new Set(['s.whatsapp.net', 'c.us', 'hosted'])
const lidServers = new Set(['lid', 'hosted.lid'])

/** `+` and digits of a personal JID, else null. Group ids of the old style contain a phone and are none. */
export function phoneOf(value: string | null): string | null {
  const jid = parseJid(value)
  if (!jid || !phoneServers.has(jid.server)) return null
  return /^\d{5,15}$/.test(jid.user) ? `+${jid.user}` : null
}

/** Digits of a privacy id, else null. */
export function lidOf(value: string | null): string | null {
  const jid = parseJid(value)
  return jid && lidServers.has(jid.server) && /^\d{3,30}$/.test(jid.user) ? jid.user : null
}

/** Where a message belongs: a person or group, something that is not a conversation, or nothing known. */
export type Destination = { address: Address } | { skip: 'status' | 'broadcast' | 'newsletter' } | null

/**
 * Reads `data.key`. Versions of the gateway put phone and privacy id in different members: `remoteJid`,
 * `remoteJidAlt`, `senderPn`, `senderLid`, `previousRemoteJid`; `sender…` names the author, so it says nothing
 * about the other side of a message that we wrote. `own` is the JID of the clinic's phone, which some versions name
 * beside a LID: it is not that person's.
 */
export function destinationOf(key: JsonObject, fromMe: boolean, own: string | null = null): Destination {
  const remote = textAt(key, 'remoteJid')
  const server = parseJid(remote)?.server
  if (remote === 'status@broadcast') return { skip: 'status' }
  if (server === 'newsletter') return { skip: 'newsletter' }
  const group = groupOfJid(remote)
  if (group !== null) return { address: group }
  if (server === 'broadcast') return fromMe ? { skip: 'broadcast' } : personal(authorJids(key), own)
  const [senderPhone, senderLid] = fromMe ? [] : [textAt(key, 'senderPn'), textAt(key, 'senderLid')]
  const previous = textAt(key, 'previousRemoteJid')
  return personal(
    [textAt(key, 'remoteJidAlt'), senderPhone ?? null, remote, previous, senderLid ?? null],
    own,
  )
}

/** Address of a contact card or chat, which has a JID and no message key. */
export function addressOfJid(...values: (string | null)[]): Address | null {
  const destination = personal(values)
  return destination && 'address' in destination ? destination.address : null
}

/** Address of a group; null when the JID is not one. */
export function groupOfJid(value: string | null): Address | null {
  return value !== null && isGroup(value) ? { phone: null, lid: null, group: value, raw: value } : null
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

/** The phone of a group's member, for one who has no name. */
export function authorPhone(key: JsonObject): string | null {
  return (
    authorJids(key)
      .map(phoneOf)
      .find((found) => found !== null) ?? null
  )
}

function personal(candidates: (string | null)[], own: string | null = null): Destination {
  const phones = candidates.map(phoneOf).filter((found) => found !== null)
  const lid = candidates.map(lidOf).find((found) => found !== null) ?? null
  const ours = phoneOf(own)
  const theirs = phones.find((found) => ours === null || !samePhone(found, ours))
  // Somebody who is named by nothing but our own number keeps it: notes to oneself, and what the gateway lost.
  const phone = theirs ?? (lid === null ? phones[0] : undefined) ?? null
  if (phone !== null) return { address: { phone, lid, group: null, raw: `${phone.slice(1)}@s.whatsapp.net` } }
  if (lid !== null) return { address: { phone: null, lid, group: null, raw: `${lid}@lid` } }
  return null
}
