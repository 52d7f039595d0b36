/** The first day of the month of a day, or of "2026-11". */
export function firstDay(text: string): string {
  return `${text.slice(0, 7)}-01`
}

/** A month so many later, by its first day. */
export function monthAfter(month: string, months: number): string {
  const date = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)) - 1 + months, 1))
  return date.toISOString().slice(0, 10)
}

/** "novembro de 2026" of its first day. */
export function monthText(month: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(`${month}T00:00:00Z`),
  )
}

/** A day of the calendar as people write it. */
export function dayText(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(`${day.slice(0, 10)}T00:00:00Z`))
}

/** "62,5 %" */
export function percentText(percent: number, locale: string): string {
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(percent)} %`
}

/** What the server takes of a typed percent, "62,5" as "62.5"; null is none between 0 and 100 with two decimals. */
export function typedPercent(text: string): string | null {
  const plain = text.replace('%', '').trim().replace(',', '.')
  return /^\d{1,3}(\.\d{1,2})?$/.test(plain) && Number(plain) <= 100 ? plain : null
}

/** Cents of what was typed: "180", "180,5", "1.250,00", "-20"; null is no amount. */
export function typedCents(text: string): number | null {
  const plain = text.replace('R$', '').replaceAll(' ', '')
  const match = /^(-?)(\d{1,3}(?:\.\d{3})+|\d{1,7})(?:,(\d{1,2}))?$/.exec(
    plain.replace(/\.(\d{1,2})$/, ',$1'),
  )
  if (!match) return null
  const cents = Number((match[2] ?? '').replaceAll('.', '')) * 100 + Number((match[3] ?? '').padEnd(2, '0'))
  return match[1] ? -cents : cents
}
