/** What other features may use of this one. */
export { listCharges } from './api'
export { moneyKeys, useClinicToday, useMoneyLive } from './queries'
export type { Charge } from './types'

/** The dialog that receives money, fetched when somebody wants it. */
export const loadReceiveDialog = () => import('./components/ReceiveDialog.vue')
