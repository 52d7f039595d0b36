/** What other features may use of this one; the texts are in the area `money`. */
export { default as AbsenceCharge } from './components/AbsenceCharge.vue'
export { default as PaidButton } from './components/PaidButton.vue'
export { default as SessionMoney } from './components/SessionMoney.vue'
export { default as PixHost } from './pix/PixHost.vue'
export { askForPixOf } from './pix/asking'
export { usePixAccount } from './pix/queries'
export { applyChoice } from './absence'
export type { ChargeChoice } from './types'
export { listCharges } from './api'
export { moneyKeys, useClinicToday, useMoneyLive } from './queries'
export type { Charge } from './types'

/** The dialog that receives money, fetched when somebody wants it. */
export const loadReceiveDialog = () => import('./components/ReceiveDialog.vue')
