/** When a story's line happens: on a working day before the latest one, or some minutes before now. */
export type When = { day: number; minute: number } | { ago: number; byClinic: boolean }

const minuteMs = 60_000
const opening = 8 * 60
const closing = 19 * 60
/** What happened today is told within so many minutes before now. */
export const longestAgo = 240

/**
 * Turns the times of a story into moments, so that the clinic always seems to have worked at its hours: what it did "today"
 * happened before it closed last when it is closed now. Patients also write at night.
 */
export class ClinicClock {
  readonly #dates: Intl.DateTimeFormat
  readonly #offsets: Intl.DateTimeFormat
  readonly #now: number
  /** The latest moment at which the clinic was open. */
  readonly #open: number
  readonly #baseDay: Date
  readonly #isOpen: boolean

  constructor(zone: string, now: Date) {
    this.#dates = new Intl.DateTimeFormat('en-CA', { timeZone: zone })
    this.#offsets = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    this.#now = now.getTime()
    const today = this.#localDay(this.#now)
    const minute = (this.#now - this.#moment(today, 0)) / minuteMs
    this.#isOpen = isWorkingDay(today) && minute >= opening + 30 && minute <= closing
    const isAfter = isWorkingDay(today) && minute > closing
    this.#baseDay = this.#isOpen || isAfter ? today : workingDay(today, -1)
    this.#open = this.#isOpen ? this.#now : this.#moment(this.#baseDay, closing)
  }

  at(when: When): Date {
    if ('day' in when) return new Date(this.#moment(workingDay(this.#baseDay, -when.day), when.minute))
    if (when.byClinic || this.#isOpen)
      return before(this.#open, when.ago, this.#moment(this.#baseDay, opening))
    const midnight = this.#moment(this.#localDay(this.#now), 0)
    const floor = Math.min(Math.max(midnight, this.#open), this.#now - 30 * minuteMs)
    return before(this.#now, when.ago, floor)
  }

  /** A time of day some working days ahead. */
  ahead(days: number, minute: number): Date {
    return new Date(this.#moment(workingDay(this.#localDay(this.#now), days), minute))
  }

  /** The date of a moment at the clinic, as midnight of UTC. */
  #localDay(moment: number): Date {
    const [year = 0, month = 1, day = 1] = this.#dates.format(moment).split('-').map(Number)
    return new Date(Date.UTC(year, month - 1, day))
  }

  #moment(day: Date, minute: number): number {
    const asUtc = day.getTime() + minute * minuteMs
    return asUtc - this.#offset(asUtc - this.#offset(asUtc))
  }

  /** How far the clinic's clocks are ahead of UTC. */
  #offset(moment: number): number {
    const name = this.#offsets.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value
    const [, sign, hours, minutes] = /([+-])(\d{2}):(\d{2})/.exec(name ?? '') ?? []
    const ahead = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * minuteMs
    return sign === '-' ? -ahead : ahead
  }
}

/** Some minutes before an end; closer together when the longest of them would be before the floor. */
function before(end: number, ago: number, floor: number): Date {
  const scale = Math.min(1, (end - floor) / (longestAgo * minuteMs))
  return new Date(Math.round(end - ago * minuteMs * scale))
}

const isWorkingDay = (day: Date): boolean => day.getUTCDay() % 6 !== 0

/** The working day so many working days after a day, or before it. */
function workingDay(day: Date, steps: number): Date {
  const found = new Date(day)
  for (let left = Math.abs(steps); left > 0;) {
    found.setUTCDate(found.getUTCDate() + Math.sign(steps))
    if (isWorkingDay(found)) left -= 1
  }
  return found
}
