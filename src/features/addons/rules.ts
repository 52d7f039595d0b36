/** What of a limit is used now: its counter is that of the period that ends at `resetAt`. */
export function usedNow(used: number, resetAt: string | null, now: number): number {
  return resetAt !== null && Date.parse(resetAt) <= now ? 0 : used
}
