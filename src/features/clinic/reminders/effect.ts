/** "12%" of a count; a dash where nobody is counted. */
export function percentOf(count: number, of: number): string {
  return of === 0 ? '–' : `${Math.round((count / of) * 100)}%`
}

/** A difference of shares in percentage points, with its sign: "+3", "−2", "0". */
export function pointsOf(share: number): string {
  const points = Math.round(share * 100)
  return points > 0 ? `+${points}` : points < 0 ? `−${-points}` : '0'
}
