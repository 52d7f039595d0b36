import { objectAt, textAt, type JsonObject } from '../../platform/json.ts'
import type { Typing, TypingNews } from '../provider.ts'
import { addressOfJid, groupOfJid } from './address.ts'
import { eventType } from './event.ts'

/** WhatsApp's words for what somebody does; whoever is merely there, or left, does not write. */
const states: Readonly<Record<string, Typing>> = {
  composing: 'composing',
  recording: 'recording',
  paused: 'paused',
  available: 'paused',
  unavailable: 'paused',
}

/** Whether a webhook tells what somebody is doing now; such an event is not stored. */
export function isPresence(envelope: JsonObject): boolean {
  return eventType(textAt(envelope, 'event')) === 'presence.update'
}

/**
 * `presence.update`: `{id, presences: {jid: {lastKnownPresence}}}`. In a group several people are named, of whom one who
 * writes counts. Null when it says nothing about anybody.
 */
export function parsePresence(envelope: JsonObject): TypingNews | null {
  const data = objectAt(envelope, 'data')
  const chat = textAt(data, 'id')
  const presences = objectAt(data, 'presences')
  const address = groupOfJid(chat) ?? addressOfJid(chat, ...Object.keys(presences).slice(0, mostPeople))
  if (address === null) return null
  const told = Object.keys(presences)
    .slice(0, mostPeople)
    .map((jid) => states[textAt(objectAt(presences, jid), 'lastKnownPresence') ?? ''])
    .filter((state) => state !== undefined)
  const state = told.find((one) => one !== 'paused') ?? told[0]
  return state === undefined ? null : { address, state }
}

/** A group of WhatsApp has no more members. */
const mostPeople = 1_024
