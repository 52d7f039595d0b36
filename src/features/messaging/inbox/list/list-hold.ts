import type { ConversationThread } from '../types'

/** What a list shows while its order is held: rows do not move under the pointer, nor away from whoever scrolled. */
export interface HeldList {
  threads: ConversationThread[]
  /** Conversations with something new that would stand elsewhere, or that are not shown yet. */
  pending: number
}

/**
 * The rows as they stood when the order began to be held, with what is known of them now. A row that left the list
 * stays, because everything below it would move; what was loaded below the last one is added.
 */
export function holdOrder(
  held: readonly ConversationThread[],
  current: readonly ConversationThread[],
): HeldList {
  const now = new Map(current.map((thread) => [thread.id, thread]))
  const before = new Map(held.map((thread) => [thread.id, thread]))
  const lastHeld = current.findLastIndex((thread) => before.has(thread.id))
  const below = current.slice(lastHeld + 1)
  const above = current.slice(0, lastHeld + 1)
  const isNews = (thread: ConversationThread) => {
    const old = before.get(thread.id)
    if (!old) return true
    return thread.last_message_direction === 'inbound' && thread.last_message_at !== old.last_message_at
  }
  const place = new Map(current.map((thread, index) => [thread.id, index]))
  const placeOf = ({ id }: ConversationThread) => place.get(id) ?? -1
  /** Something that stood above it stands below it now. */
  const isMoved = (thread: ConversationThread) =>
    held
      .slice(
        0,
        held.findIndex(({ id }) => id === thread.id),
      )
      .some((other) => placeOf(other) > placeOf(thread))
  return {
    threads: [...held.map((thread) => now.get(thread.id) ?? thread), ...below],
    pending: above.filter((thread) => isNews(thread) && (!before.has(thread.id) || isMoved(thread))).length,
  }
}
