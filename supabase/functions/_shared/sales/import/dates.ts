/** How the dates of a file are written. */
export type DateFormat = 'dd/mm/yyyy' | 'dd/mm/yy' | 'yyyy-mm-dd' | 'excel-serial' | 'mixed'
/** What comes first in the dates of a column: in the United States the month. */
export type DateOrder = 'day' | 'month'

const time = String.raw`(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[AaPp][Mm])?(?:Z|[+-]\d{2}:?\d{2})?)?`
const dayFirst = new RegExp(String.raw`^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})${time}$`)
const yearFirst = new RegExp(String.raw`^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})${time}$`)
const serial = /^\d{1,6}(?:[.,]\d+)?$/
/** A year by itself is no serial. */
const year = /^(19|20)\d{2}$/

/** How one cell is written, or null when it is no date. */
export function formatOfDate(text: string): Exclude<DateFormat, 'mixed'> | null {
  const match = dayFirst.exec(text)
  if (match !== null) return match[3]!.length === 4 ? 'dd/mm/yyyy' : 'dd/mm/yy'
  if (yearFirst.test(text)) return 'yyyy-mm-dd'
  return serial.test(text) && !year.test(text) ? 'excel-serial' : null
}

/** The format that all of them share; mixed where they do not, null where there is none. */
export function commonFormat(formats: Iterable<Exclude<DateFormat, 'mixed'> | null>): DateFormat | null {
  let common: DateFormat | null = null
  for (const format of formats) {
    if (format === null) continue
    if (common !== null && common !== format) return 'mixed'
    common = format
  }
  return common
}

/**
 * What comes first in the dates of a column: a number above 12 decides, most of them where they disagree. `null` when no date
 * does: all could be read either way; `undefined` when the column has no date that could be.
 */
export function orderOfDates(cells: Iterable<string>): DateOrder | null | undefined {
  let dayFirsts = 0
  let monthFirsts = 0
  let isAny = false
  for (const cell of cells) {
    const match = dayFirst.exec(cell)
    if (match === null) continue
    isAny = true
    if (Number(match[1]) > 12) dayFirsts += 1
    else if (Number(match[2]) > 12) monthFirsts += 1
  }
  if (!isAny) return undefined
  if (dayFirsts + monthFirsts === 0) return null
  return monthFirsts > dayFirsts ? 'month' : 'day'
}

const iso = (y: number, m: number, d: number): string | null => {
  const date = new Date(Date.UTC(y, m - 1, d))
  date.setUTCFullYear(y)
  if (date.getUTCFullYear() !== y || date.getUTCMonth() !== m - 1 || date.getUTCDate() !== d) return null
  return `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
}

/**
 * A day of somebody's life as ISO: day first unless `order` says otherwise, two digits are the latest year that is not in the future, serials are Excel's.
 * Null before 1900, after `today`, or when the calendar has no such day.
 */
export function readDate(text: string, today: string, order: DateOrder = 'day'): string | null {
  const day = anyDate(text, today, order)
  return day !== null && day >= '1900-01-01' && day <= today ? day : null
}

/** A day of the agenda or the books: two digits of a year are of this century. */
export function workingDay(text: string, order: DateOrder = 'day'): string | null {
  return anyDate(text.replace(/^(\d{1,2}[/.-]\d{1,2}[/.-])(\d{2})(?!\d)/, '$120$2'), '9999-12-31', order)
}

/** A day of any time; `today` is what two digits of a year are counted from. */
export function anyDate(text: string, today: string, order: DateOrder = 'day'): string | null {
  const ordered = yearFirst.exec(text)
  if (ordered !== null) return iso(Number(ordered[1]), Number(ordered[2]), Number(ordered[3]))
  const match = dayFirst.exec(text)
  if (match !== null) {
    const [one, two, y] = [Number(match[1]), Number(match[2]), Number(match[3])]
    const [d, m] = order === 'day' ? [one, two] : [two, one]
    if (match[3]!.length === 4) return iso(y, m, d)
    const recent = 2000 + y
    const key = `${recent}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
    return iso(key <= today ? recent : recent - 100, m, d)
  }
  if (!serial.test(text) || year.test(text)) return null
  const days = Math.floor(Number(text.replace(',', '.')))
  return new Date(Date.UTC(1899, 11, 30) + days * 86_400_000).toISOString().slice(0, 10)
}
