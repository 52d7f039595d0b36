/** A moment as the clocks on the clinic's wall show it. */
export interface LocalClock {
  /** 0 is Sunday. */
  weekday: number
  /** Minutes since midnight. */
  minute: number
  /** `yyyy-mm-dd`. */
  date: string
}

/** Opening hours of one weekday, in minutes since midnight; `to` before `from` runs past midnight. */
export interface OpeningHours {
  weekday: number
  from: number
  to: number
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const formats = new Map<string, Intl.DateTimeFormat>()

/** What the clinic's clocks show at `at`, daylight saving included. */
export function localClock(at: Date, timeZone: string): LocalClock {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  return {
    weekday: weekdays.indexOf(parts.weekday ?? ''),
    minute: Number(parts.hour) * 60 + Number(parts.minute),
    date: `${parts.year}-${parts.month}-${parts.day}`,
  }
}

/** Whether the clinic is open at `at`. */
export function isOpen(at: Date, timeZone: string, hours: readonly OpeningHours[]): boolean {
  const { weekday, minute } = localClock(at, timeZone)
  const yesterday = (weekday + 6) % 7
  return hours.some(({ weekday: day, from, to }) => {
    if (from <= to) return day === weekday && minute >= from && minute < to
    return (day === weekday && minute >= from) || (day === yesterday && minute < to)
  })
}

/** `"08:30"` as minutes since midnight; null when it is no time of day. */
export function minuteOfDay(text: string): number | null {
  const match = /^([01]?\d|2[0-4]):([0-5]\d)$/.exec(text.trim())
  const minute = match ? Number(match[1]) * 60 + Number(match[2]) : null
  return minute === null || minute > 1440 ? null : minute
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  formats.set(timeZone, format)
  return format
}
