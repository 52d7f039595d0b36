import { digitsOf } from '../core/br-phone.ts'
import type { MessageKey } from './envelope.ts'

interface Identity {
  id: string
  fromMe?: boolean
}

/** How a gateway version writes a contact whose number hides behind a LID. */
export type LidStyle =
  /** Up to 2.2.3: the LID and no phone anywhere. */
  | 'lid-only'
  /** 2.3.0: the LID, the phone in `senderPn`. */
  | 'sender-pn'
  /** Early: the phone, the LID in `senderLid`. */
  | 'sender-lid'
  /** 2.3.1 to 2.3.4: the phone, the LID in `previousRemoteJid`. */
  | 'previous'
  /** 2.3.5 and 2.3.6: the LID, the phone in `remoteJidAlt`. */
  | 'alt'
  /** 2.3.7: both are the phone and the LID is lost. */
  | 'overwritten'
  /** 2.4.0: the phone, the LID in `remoteJidAlt`. */
  | 'swapped'

export const lidStyles = [
  'lid-only',
  'sender-pn',
  'sender-lid',
  'previous',
  'alt',
  'overwritten',
  'swapped',
] as const satisfies readonly LidStyle[]

/** The JID of a phone number. */
export const jidOf = (phone: string): string => `${digitsOf(phone)}@s.whatsapp.net`

/** Key of a message in a conversation of two. */
export function directKey(options: Identity & { phone: string }): MessageKey {
  return {
    remoteJid: jidOf(options.phone),
    fromMe: options.fromMe ?? false,
    id: options.id,
    participant: '',
    addressingMode: 'pn',
  }
}

/** Key whose JID carries the number of the device that wrote. */
export function deviceKey(options: Identity & { phone: string; device: number }): MessageKey {
  const remoteJid = `${digitsOf(options.phone)}:${options.device}@s.whatsapp.net`
  return { remoteJid, remoteJidAlt: remoteJid, fromMe: options.fromMe ?? false, id: options.id }
}

/** Key of a message from a contact with a LID, as each gateway version writes it. */
export function lidKey(options: Identity & { phone: string; lid: string; style: LidStyle }): MessageKey {
  const phone = jidOf(options.phone)
  const lid = options.lid.includes('@') ? options.lid : `${options.lid}@lid`
  const { id, fromMe = false } = options
  const base = { fromMe, id }
  if (options.style === 'lid-only') return { remoteJid: lid, ...base }
  if (options.style === 'sender-pn') return { remoteJid: lid, ...base, senderPn: phone }
  if (options.style === 'sender-lid') return { remoteJid: phone, ...base, senderLid: lid }
  if (options.style === 'previous') return { remoteJid: phone, ...base, previousRemoteJid: lid }
  const modern = { ...base, participant: '' }
  if (options.style === 'alt')
    return { remoteJid: lid, remoteJidAlt: phone, ...modern, addressingMode: 'lid' }
  if (options.style === 'overwritten')
    return { remoteJid: phone, remoteJidAlt: phone, ...modern, addressingMode: 'lid' }
  return { remoteJid: phone, remoteJidAlt: lid, ...modern, addressingMode: 'pn' }
}

/** Key of a message in a group; the author is a LID with or without a phone beside it. */
export function groupKey(
  options: Identity & { group: string; author: string; authorPhone?: string },
): MessageKey {
  return {
    remoteJid: options.group.includes('@') ? options.group : `${options.group}@g.us`,
    fromMe: options.fromMe ?? false,
    id: options.id,
    participant: options.author,
    ...(options.authorPhone ? { participantAlt: jidOf(options.authorPhone) } : {}),
  }
}

/** Key of a status update (story). */
export function statusKey(options: Identity & { author: string }): MessageKey {
  return {
    remoteJid: 'status@broadcast',
    fromMe: options.fromMe ?? false,
    id: options.id,
    participant: jidOf(options.author),
  }
}
