const earliest = Date.UTC(2009, 0, 1)
const tolerance = 5 * 60_000

/**
 * An ISO time from seconds or milliseconds since 1970, as providers send them in turns. Without a believable
 * value, or with one from the future, the time of receipt stands in.
 */
export function timeOf(value: number | null, now: Date): string {
  if (value === null || !Number.isFinite(value)) return now.toISOString()
  const milliseconds = value > 1e11 ? value : value * 1000
  if (milliseconds < earliest || milliseconds > now.getTime() + tolerance) return now.toISOString()
  return new Date(milliseconds).toISOString()
}
