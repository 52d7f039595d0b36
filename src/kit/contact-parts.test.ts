import { expect, it } from 'vitest'
import { addContactParts, contactParts, type Contact, type ContactPart } from './contact-parts'

const part = (position: number, when: ContactPart['when'] = () => true): ContactPart => ({
  component: () => Promise.resolve({ default: {} }),
  when,
  position,
})
const unknown: Contact = {
  threadKey: 'whatsapp:+5511987654321',
  name: null,
  nameSource: null,
  phone: '+5511987654321',
  isGroup: false,
}

it('what features offer for a person stands in the order of their positions', () => {
  const convert = part(20, ({ nameSource }) => nameSource !== 'person')
  const link = part(10, ({ isGroup }) => !isGroup)
  addContactParts([convert])
  addContactParts([link])
  // features of the app may be known already: tests share their modules
  const own = (contact: Contact) =>
    contactParts().filter((one) => (one === link || one === convert) && one.when(contact))
  expect(own(unknown)).toEqual([link, convert])
  expect(own({ ...unknown, nameSource: 'person' })).toEqual([link])
  expect(own({ ...unknown, isGroup: true })).toEqual([convert])
})
