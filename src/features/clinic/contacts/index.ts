/** How people of a clinic are reached, for whoever shows or writes down a person. */
export { default as ContactFacts } from './components/ContactFacts.vue'
export { default as PhoneLink } from './components/PhoneLink.vue'
export type { ContactEmail, ContactPhone } from './types'
