/** What other features show of papers. */
export { default as MoneySections } from './components/MoneySections.vue'
export { default as PaymentReceipt } from './components/PaymentReceipt.vue'
export { default as ReceivesAsLink } from './components/ReceivesAsLink.vue'
