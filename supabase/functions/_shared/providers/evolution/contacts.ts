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
    // A sync without a name repeats the number instead.
    if (address === null || !name || /^[+\d\s()-]+$/.test(name)) return []
    return [{ type: 'contact', address, name: name.slice(0, 200), name_source: source }]
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
