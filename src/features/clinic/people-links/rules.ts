/** "12/05/1990": a day without a moment, which no time zone moves. */
export function formatBirthDate(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeZone: 'UTC' }).format(new Date(day))
}
