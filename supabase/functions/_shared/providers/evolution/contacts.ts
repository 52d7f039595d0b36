import { sha256Hex } from '../../platform/hash.ts'
import { textAt, type JsonObject } from '../../platform/json.ts'
import { addressOfJid, groupOfJid, isGroup } from './address.ts'
import { itemsOf, type EventReader } from './event.ts'
import type { InboundAction, NameSource } from '../provider.ts'

/**
 * `contacts.upsert` and `contacts.update`. A list is the address book of the clinic's phone, whose names the gateway puts
 * into `pushName`; a single object follows a message and says what its sender calls himself.
 */
export const parseContacts: EventReader = (data) => {
  const usual: NameSource = Array.isArray(data) ? 'address_book' : 'profile'
  const actions = itemsOf(data).flatMap((contact): InboundAction[] => {
    const jid = textAt(contact, 'remoteJid') ?? textAt(contact, 'id')
    const address = isGroup(jid) ? null : addressOfJid(textAt(contact, 'phoneNumber'), jid)
    const [name, source] = nameOf(contact, usual)
    if (address === null) return []
    const picture = pictureKey(textAt(contact, 'profilePicUrl'))
    // A sync without a name repeats the number instead.
    const isNamed = name !== undefined && name !== '' && !/^[+\d\s()-]+$/.test(name)
    return [
      ...(isNamed
        ? [{ type: 'contact' as const, address, name: name.slice(0, 200), name_source: source }]
        : []),
      ...(picture === null ? [] : [{ type: 'picture' as const, address, key: picture }]),
    ]
  })
  return { actions }
}

/** `name` is the address book's, `verifiedName` a business's, `notify` what people call themselves. */
function nameOf(contact: JsonObject, usual: NameSource): [name: string | undefined, source: NameSource] {
  const saved = textAt(contact, 'name')?.trim()
  if (saved) return [saved, 'address_book']
  const business = textAt(contact, 'verifiedName')?.trim()
  if (business) return [business, 'business']
  const pushed = textAt(contact, 'pushName')?.trim()
  return pushed ? [pushed, usual] : [textAt(contact, 'notify')?.trim(), 'profile']
}

/** The address of a picture changes its signature from hour to hour; its path stays with the picture. */
function pictureKey(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null
  return sha256Hex(new URL(url).pathname).slice(0, 32)
}

/** `chats.upsert`: what the phone calls a chat, which its address book or the group says. */
export const parseChats: EventReader = (data) => {
  const actions = itemsOf(data).flatMap((chat): InboundAction[] => {
    const jid = textAt(chat, 'remoteJid') ?? textAt(chat, 'id')
    const group = groupOfJid(jid)
    const address = group ?? addressOfJid(jid)
    const name = textAt(chat, 'name')?.trim()
    if (address === null || !name || /^[+\d\s()-]+$/.test(name)) return []
    return [
      { type: 'contact', address, name: name.slice(0, 200), name_source: group ? 'group' : 'address_book' },
    ]
  })
  return { actions }
}

/** `groups.upsert` and `groups.update`: what groups are called. Changes of anything else name no subject. */
export const parseGroups: EventReader = (data) => {
  const actions = itemsOf(data).flatMap((group): InboundAction[] => {
    const address = groupOfJid(textAt(group, 'id') ?? textAt(group, 'remoteJid'))
    const subject = textAt(group, 'subject')?.trim()
    if (address === null || !subject) return []
    return [{ type: 'contact', address, name: subject.slice(0, 200), name_source: 'group' }]
  })
  return { actions }
}
