/** How people of a clinic are reached, for whoever shows or writes down a person. */
export { default as ContactEmailsEditor } from './components/ContactEmailsEditor.vue'
export { default as ContactFacts } from './components/ContactFacts.vue'
export { default as ContactPhonesEditor } from './components/ContactPhonesEditor.vue'
export { default as PhoneLink } from './components/PhoneLink.vue'
export type { ContactEmail, ContactPhone } from './types'
export {
  e164Of,
  emailDrafts,
  emailOf,
  emailProblems,
  emailsToSend,
  newPhone,
  phoneDrafts,
  phoneProblems,
  phonesToSend,
} from './rules'
export type { EmailDraft, PhoneDraft } from './rules'
