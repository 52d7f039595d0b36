import { holdOrder as holdRows } from '@/lib/live/held-order'
import type { ConversationThread } from '../types'

/** What the list shows while its order is held. */
export interface HeldList {
  threads: ConversationThread[]
  /** Conversations with something new that would stand elsewhere, or that are not shown yet. */
  pending: number
}

/** Only what the person wrote is news. */
function isNews(thread: ConversationThread, before: ConversationThread): boolean {
  return thread.last_message_direction === 'inbound' && thread.last_message_at !== before.last_message_at
}

/** The conversations as they stood when the order began to be held, with what is known of them now. */
export function holdOrder(
  held: readonly ConversationThread[],
  current: readonly ConversationThread[],
): HeldList {
  const { rows, pending } = holdRows(held, current, isNews)
  return { threads: rows, pending }
}
