/** What clocks on the wall of the clinic show, whatever the zone of the browser. */

/** A day and a time as fields of a form hold them: "2026-11-28", "14:30". */
export interface WallTime {
  date: string
  time: string
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Building a formatter costs far more than using it, and a calendar asks about hundreds of moments. */
function formatter(timeZone: string | undefined): Intl.DateTimeFormat {
  const key = timeZone ?? ''
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formatters.set(key, made)
  return made
}

/** What a clock on the wall of the clinic shows at an instant. */
export function wallTimeOf(instant: Date, timeZone: string | undefined): WallTime {
  const parts = Object.fromEntries(
    formatter(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  )
  return { date: `${parts.year}-${parts.month}-${parts.day}`, time: `${parts.hour}:${parts.minute}` }
}

const asUtc = ({ date, time }: WallTime) => Date.parse(`${date}T${time}:00Z`)

/** The instant at which the clock of the clinic shows something; null when that is no day or no time. */
export function instantOf(wall: WallTime, timeZone: string | undefined): Date | null {
  const wanted = asUtc(wall)
  if (Number.isNaN(wanted)) return null
  let instant = wanted
  // the second time corrects a change of the clocks between the two
  for (let turn = 0; turn < 2; turn += 1) instant += wanted - asUtc(wallTimeOf(new Date(instant), timeZone))
  return new Date(instant)
}

/** A day of the calendar some days later: "2026-11-28" and 3 are "2026-12-01". */
export function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The weekday of a day, Sunday is 0. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay()
}
