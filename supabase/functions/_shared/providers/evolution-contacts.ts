import { textAt } from '../json.ts'
import { addressOfJid, isGroup } from './evolution-address.ts'
import { itemsOf, type EventReader } from './evolution-event.ts'
import type { InboundAction } from './provider.ts'

/** `contacts.upsert` and `contacts.update`: names from the address book, one object or many. */
export const parseContacts: EventReader = (data) => {
  const actions = itemsOf(data).flatMap((contact): InboundAction[] => {
    const jid = textAt(contact, 'remoteJid') ?? textAt(contact, 'id')
    const address = isGroup(jid) ? null : addressOfJid(jid)
    const name = (textAt(contact, 'pushName') ?? textAt(contact, 'name') ?? textAt(contact, 'notify'))?.trim()
    // A sync without a name repeats the number instead.
    if (address === null || !name || /^[+\d\s()-]+$/.test(name)) return []
    return [{ type: 'contact', address, name: name.slice(0, 200) }]
  })
  return { actions }
}
