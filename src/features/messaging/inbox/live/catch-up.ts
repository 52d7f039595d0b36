import type { ThreadChanges } from '../types'

/** Changes asked for at once; when there are more, the lists are simply loaded anew. */
export const CHANGES_LIMIT = 200

/** Whether the answer holds everything that changed. */
export function isComplete(changes: ThreadChanges): boolean {
  return changes.threads.length < CHANGES_LIMIT
}
