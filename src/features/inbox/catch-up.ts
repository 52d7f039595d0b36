import type { ThreadChanges } from './types'

/** Changes asked for at once; when there are more, the lists are simply loaded anew. */
export const CHANGES_LIMIT = 200

/** Transactions that began before the last change seen may have committed after it. */
const OVERLAP_MS = 60_000

/** From where to ask: the last change known, with an overlap; null when nothing is known yet. */
export function catchUpFrom(latestChange: string | null): string | null {
  return latestChange === null ? null : new Date(Date.parse(latestChange) - OVERLAP_MS).toISOString()
}

/** Whether the answer holds everything that changed. */
export function isComplete(changes: ThreadChanges): boolean {
  return changes.threads.length < CHANGES_LIMIT
}
