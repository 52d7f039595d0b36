import { wallTimeOf } from '@/lib/wall-time'
import type { Charge, ChargesWhere, StatementLine } from './types'

/** "180,00" of cents, for a form. */
export function amountText(cents: number): string {
  return (cents / 100).toFixed(2).replace('.', ',')
}

/** Cents of what was typed: "180", "180,5", "1.250,00"; null is no amount. */
export function typedAmount(text: string): number | null {
  const plain = text.replace(/^\s*R\$/, '').trim()
  const match = /^(\d{1,3}(?:\.\d{3})+|\d{1,7})(?:[,.](\d{1,2}))?$/.exec(plain)
  if (!match) return null
  return Number((match[1] ?? '').replaceAll('.', '')) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

/** A day of the calendar ("2026-11-30") as people write it: it has no zone. */
export function dayText(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(`${day}T00:00:00Z`))
}

/** What is left to pay of charges. */
export function openCents(charges: readonly Pick<Charge, 'amount_cents' | 'paid_cents'>[]): number {
  return charges.reduce((sum, { amount_cents, paid_cents }) => sum + amount_cents - paid_cents, 0)
}

/** The days of a period of the list. */
export function periodOf(
  period: '' | 'month' | 'last' | 'week',
  today: string,
): Pick<ChargesWhere, 'from' | 'to'> {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))]
  const iso = (...parts: [number, number, number]) => new Date(Date.UTC(...parts)).toISOString().slice(0, 10)
  if (period === 'month') return { from: iso(year, month - 1, 1), to: iso(year, month, 0) }
  if (period === 'last') return { from: iso(year, month - 2, 1), to: iso(year, month - 1, 0) }
  if (period === 'week') return { from: today, to: iso(year, month - 1, Number(today.slice(8)) + 7) }
  return {}
}

/** Whether it is a decent hour to remind somebody of money: Monday to Friday 9 to 20, Saturday 9 to 14. */
export function isCollectionHour(now: Date, timeZone: string | undefined): boolean {
  const { date, time } = wallTimeOf(now, timeZone)
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && time >= '09:00' && time < (weekday === 6 ? '14:00' : '20:00')
}

/** A line of a statement in words: "Recebido · PIX · Sessão". */
export function lineText(
  line: Pick<
    StatementLine,
    'kind' | 'method' | 'type_name' | 'origin' | 'patient_name' | 'starts_local' | 'note'
  >,
  t: (key: string) => string,
  isPatient: boolean,
): string {
  const what =
    line.type_name ?? (line.origin && line.origin !== 'session' ? t(`money.origins.${line.origin}`) : null)
  return [
    t(`money.kinds.${line.kind}`),
    line.method && t(`money.methods.${line.method}`),
    what,
    isPatient ? null : line.patient_name,
    line.note,
  ]
    .filter(Boolean)
    .join(' · ')
}

/** How urgent a debt looks by its age in days: a debt is not a crime. */
export function ageTone(days: number): 'neutral' | 'warn' | 'coral' {
  if (days <= 7) return 'neutral'
  return days <= 30 ? 'warn' : 'coral'
}
