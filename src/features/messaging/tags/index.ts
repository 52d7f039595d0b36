/** What the conversations use of the tags. */
export { default as TagChip } from './components/TagChip.vue'
export { useTagActions, useTags, useTagsLive } from './queries'
export type { ConversationTag } from './types'
export { findTags, freshColor, tagNamed, tagNameProblem } from './rules'
