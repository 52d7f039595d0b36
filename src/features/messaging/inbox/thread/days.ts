const formatters = new Map<string, Intl.DateTimeFormat>()

/** The calendar day of an instant in a time zone, as "2026-11-22". */
export function dayKey(instant: string, timeZone: string | undefined): string {
  const zone = timeZone ?? ''
  const formatter =
    formatters.get(zone) ??
    new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  formatters.set(zone, formatter)
  return formatter.format(new Date(instant))
}
