/** Moments that people choose, in the clinic's time zone whatever the zone of the browser. */

import { dayAfter, instantOf, wallTimeOf, type WallTime } from '@/lib/wall-time'

/** Some moments that one taps instead of choosing. */
export interface MomentChoice {
  key: 'laterToday' | 'tomorrow' | 'nextWeek'
  at: Date
}

const OPENS = '08:00'
const LATER_MS = 3 * 3_600_000
const LAST_HOUR = '20:00'

/** Later today while there is still some of it, tomorrow morning, Monday morning: each moment once. */
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
    // on a Sunday tomorrow is Monday already
    ['nextWeek', weekday === 0 ? null : { date: dayAfter(today.date, 8 - weekday), time: OPENS }],
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
