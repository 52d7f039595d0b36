/** What other features and the shell may use of this one. */
import './live/live-events'
import './work/live-events'

export { startConversation } from './api'
export { openConversationKey } from './drawer/address'
export { default as ConversationLink } from './drawer/ConversationLink.vue'
export { useOpenConversation } from './drawer/use-open-conversation'
export { useUnreadTotal } from './live/use-unread-total'
export { friendlySendError, threadTitle } from './rules'
export { default as ContactAvatar } from './shared/ContactAvatar.vue'
export { useClinicMembers } from './shared/members'
export { inboxViewerKey } from './shared/use-inbox-viewer'
export type { ConversationMessage, ConversationThread } from './types'
export type { StoredFile } from './media/stored-file'

/** Writes to somebody who is not in the list yet. */
export const loadNewConversationDialog = () => import('./compose/NewConversationDialog.vue')

/** Shows what was written, to be read and not to be answered. */
export const loadMessageHistory = () => import('./thread/MessageHistory.vue')

/** How files are chosen, made ready and put, for whoever keeps some beside the conversations. */
export const loadFiles = () => import('./media/for-others')
