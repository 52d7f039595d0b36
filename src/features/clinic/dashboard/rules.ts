import type { Dashboard, Days, NumbersWithAnswers, PeriodUnit } from './types'

/** The periods that are offered, by their names in the address. */
export const periods = {
  semana: 'week',
  mes: 'month',
  passado: 'lastMonth',
  trimestre: 'quarter',
  ano: 'year',
  livre: 'custom',
} as const
export type PeriodName = keyof typeof periods

const iso = (year: number, month: number, day: number) =>
  new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10)

/** Whether it is a day of the calendar: "2026-11-30". */
export function isDay(text: unknown): text is string {
  return (
    typeof text === 'string' &&
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(Date.parse(`${text}T00:00:00Z`))
  )
}

/** The days of a period that has begun: until today, so that what is compared with it is as long. */
export function daysOf(
  name: PeriodName,
  today: string,
  custom: Partial<Days>,
): { days: Days; unit: PeriodUnit } {
  const [year, month, day] = today.split('-').map(Number) as [number, number, number]
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7
  switch (name) {
    case 'semana':
      return { days: { from: iso(year, month - 1, day - weekday), to: today }, unit: 'week' }
    case 'mes':
      return { days: { from: iso(year, month - 1, 1), to: today }, unit: 'month' }
    case 'passado':
      return { days: { from: iso(year, month - 2, 1), to: iso(year, month - 1, 0) }, unit: 'month' }
    case 'trimestre':
      return { days: { from: iso(year, Math.floor((month - 1) / 3) * 3, 1), to: today }, unit: 'quarter' }
    case 'ano':
      return { days: { from: iso(year, 0, 1), to: today }, unit: 'year' }
    case 'livre': {
      const from = isDay(custom.from) ? custom.from : iso(year, month - 1, day - 29)
      const to = isDay(custom.to) ? custom.to : today
      return { days: from <= to ? { from, to } : { from: to, to: from }, unit: 'custom' }
    }
  }
}

/** How a number is written. */
export type NumberKind = 'count' | 'rate' | 'money' | 'minutes'

/** One number of the page: where it is, how it is written, and which way is good. */
export interface Kpi {
  key: string
  kind: NumberKind
  good: 'up' | 'down' | null
  value(numbers: NumbersWithAnswers): number | null | undefined
}

const kpi = (
  key: string,
  kind: NumberKind,
  good: Kpi['good'],
  value: Kpi['value'] = (numbers) => (numbers as unknown as Record<string, number | null | undefined>)[key],
): Kpi => ({ key, kind, good, value })

/** The numbers that have a past. */
const kpis: readonly Kpi[] = [
  kpi('held', 'count', 'up'),
  kpi('occupation', 'rate', 'up'),
  kpi('no_show_rate', 'rate', 'down'),
  kpi('cancelled_late', 'count', 'down'),
  kpi('cancelled_early', 'count', null),
  kpi('new_patients', 'count', 'up'),
  kpi('drop_outs', 'count', 'down'),
  kpi('received_cents', 'money', 'up'),
  kpi('charged_cents', 'money', 'up'),
  kpi('first_answer_minutes', 'minutes', 'down'),
]

/** Those that the person sees. */
export const kpisFor = (dashboard: Pick<Dashboard, 'sees_money'>): readonly Kpi[] =>
  dashboard.sees_money ? kpis : kpis.filter(({ kind }) => kind !== 'money')

/** How much more or less: a share of what was, of rates the difference; null when there is nothing to compare. */
export function changeOf(
  kind: NumberKind,
  now: number | null | undefined,
  before: number | null | undefined,
) {
  if (now == null || before == null) return null
  if (kind === 'rate') return now - before
  return before === 0 ? null : (now - before) / before
}

/** Whether a change is good news; null when it is neither. */
export function isGood(good: Kpi['good'], change: number | null): boolean | null {
  if (good === null || change === null || Math.abs(change) < 0.005) return null
  return good === 'up' ? change > 0 : change < 0
}

/** Whether nothing happened at all. */
export function isEmpty({ totals, therapists }: Dashboard): boolean {
  const { held, missed, excused, cancelled_early, cancelled_late, charged_cents, received_cents } = totals.now
  return (
    therapists.every(({ now }) => now.booked_minutes === 0) &&
    held +
      missed +
      excused +
      cancelled_early +
      cancelled_late +
      (charged_cents ?? 0) +
      (received_cents ?? 0) ===
      0
  )
}
