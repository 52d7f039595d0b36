/** Transactions that began before the last change seen may have committed after it. */
const OVERLAP_MS = 60_000

/**
 * From where to ask after a gap: the last change known (the server's clock) or the last live moment (this computer's
 * clock), the earlier of both, with an overlap. Null when nothing is known yet.
 */
export function catchUpFrom(latestChange: string | null, lastLive: Date): string | null {
  if (latestChange === null) return null
  return new Date(Math.min(Date.parse(latestChange), lastLive.getTime()) - OVERLAP_MS).toISOString()
}
