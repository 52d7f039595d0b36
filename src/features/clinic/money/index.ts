/** What other features may use of this one; the texts are in the area `money`. */
export { default as AbsenceCharge } from './components/AbsenceCharge.vue'
export { default as PaidButton } from './components/PaidButton.vue'
export { default as SessionMoney } from './components/SessionMoney.vue'
export { applyChoice } from './absence'
export type { ChargeChoice } from './types'
