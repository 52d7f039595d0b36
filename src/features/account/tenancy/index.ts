/** What other features may use of this one. */
export { membersQuery, tenantQuery } from './queries'
export type { Member } from './types'

/** Invites somebody into the clinic. */
export const loadInviteDialog = () => import('./components/InviteDialog.vue')
