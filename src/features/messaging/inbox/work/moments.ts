/** Moments that people choose, in the clinic's time zone whatever the zone of the browser. */

/** A day and a time as fields of a form hold them: "2026-11-28", "14:30". */
export interface WallTime {
  date: string
  time: string
}

/** What a clock on the wall of the clinic shows at an instant. */
export function wallTimeOf(instant: Date, timeZone: string | undefined): WallTime {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
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

function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Some moments that one taps instead of choosing. */
export interface MomentChoice {
  key: 'laterToday' | 'tomorrow' | 'nextWeek'
  at: Date
}

const OPENS = '08:00'
const LATER_MS = 3 * 3_600_000
const LAST_HOUR = '20:00'

/** Later today while there is still some of it, tomorrow morning, Monday morning. */
export function momentChoices(now: Date, timeZone: string | undefined): MomentChoice[] {
  const today = wallTimeOf(now, timeZone)
  const later = wallTimeOf(new Date(now.getTime() + LATER_MS), timeZone)
  const weekday = new Date(`${today.date}T00:00:00Z`).getUTCDay()
  const walls: [MomentChoice['key'], WallTime | null][] = [
    [
      'laterToday',
      later.date === today.date && later.time <= LAST_HOUR
        ? { date: later.date, time: `${later.time.slice(0, 2)}:00` }
        : null,
    ],
    ['tomorrow', { date: dayAfter(today.date, 1), time: OPENS }],
    ['nextWeek', { date: dayAfter(today.date, (8 - weekday) % 7 || 7), time: OPENS }],
  ]
  return walls.flatMap(([key, wall]) => {
    const at = wall && instantOf(wall, timeZone)
    return at && at > now ? [{ key, at }] : []
  })
}

const YEAR_MS = 365 * 86_400_000

/** Why a moment cannot be chosen; null when it can. */
export function momentProblem(at: Date | null, now: Date): 'missing' | 'past' | 'far' | null {
  if (at === null) return 'missing'
  if (at <= now) return 'past'
  return at.getTime() - now.getTime() > YEAR_MS ? 'far' : null
}

/** Whether a channel with a window takes approved templates only at that moment, as far as is known today. */
export function needsTemplate(at: Date, windowHours: number | null, windowUntil: string | null): boolean {
  return windowHours !== null && (windowUntil === null || at.getTime() >= Date.parse(windowUntil))
}
