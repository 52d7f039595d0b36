/** "minutos_de_voz" → "Minutos de voz": an identifier for people to read. */
export function wordsOf(identifier: string): string {
  const words = identifier.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What of a limit is used now: its counter is that of the period that ends at `resetAt`. */
export function usedNow(used: number, resetAt: string | null, now: number): number {
  return resetAt !== null && Date.parse(resetAt) <= now ? 0 : used
}

const DAY_MS = 86_400_000

/** The moment at which a period that ends today begins, by the clinic's calendar; null for everything. */
export function sinceOf(days: number, timeZone: string | undefined, now = Date.now()): string | null {
  if (days < 1) return null
  const today = Date.parse(`${new Intl.DateTimeFormat('en-CA', { timeZone }).format(now)}T00:00:00Z`)
  const first = today - (days - 1) * DAY_MS
  // twice: the first guess may lie on the other side of a change of the clock
  const guess = first - offsetAt(first, timeZone)
  return new Date(first - offsetAt(guess, timeZone)).toISOString()
}

/** Milliseconds by which the clock of a zone is ahead of UTC. */
function offsetAt(moment: number, timeZone: string | undefined): number {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  return Date.parse(`${parts.format(moment).replace(' ', 'T')}Z`) - moment
}
