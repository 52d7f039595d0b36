/** What the composer uses of the quick replies. */
export { useQuickReplies } from './use-quick-replies'
