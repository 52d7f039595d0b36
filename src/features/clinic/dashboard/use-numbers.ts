import { useI18n } from 'vue-i18n'
import { useFormat } from '@/kit/i18n/use-format'
import { changeOf, type NumberKind } from './rules'

/** How the numbers of the page are written. */
export function useNumbers() {
  const { t, locale } = useI18n()
  const format = useFormat()
  const percent = (value: number, digits = 1) =>
    new Intl.NumberFormat(locale.value, { style: 'percent', maximumFractionDigits: digits }).format(value)

  function text(kind: NumberKind, value: number | null | undefined): string {
    if (value == null) return '–'
    if (kind === 'rate') return percent(value)
    if (kind === 'money') return format.money(value)
    if (kind === 'minutes') return minutes(value)
    return format.number(value)
  }

  function minutes(value: number): string {
    if (value < 60) return t('dashboard.minutes', { n: format.number(value) })
    return t('dashboard.hours', {
      h: format.number(Math.floor(value / 60)),
      m: String(value % 60).padStart(2, '0'),
    })
  }

  /** "+12%", of rates "−3,0 p.p."; null when there is nothing to compare. */
  function change(
    kind: NumberKind,
    now: number | null | undefined,
    before: number | null | undefined,
  ): string | null {
    const value = changeOf(kind, now, before)
    if (value === null) return null
    const signed = new Intl.NumberFormat(locale.value, {
      signDisplay: 'exceptZero',
      maximumFractionDigits: kind === 'rate' ? 1 : 0,
    }).format(value * 100)
    return kind === 'rate' ? t('dashboard.points', { n: signed }) : `${signed}%`
  }

  /** "3 de nov." or, of a month, "nov. de 2026": a step of a chart. */
  function stepText(day: string, grain: 'day' | 'week' | 'month'): string {
    return new Intl.DateTimeFormat(locale.value, {
      ...(grain === 'month' ? { month: 'short', year: '2-digit' } : { day: '2-digit', month: '2-digit' }),
      timeZone: 'UTC',
    }).format(Date.parse(`${day}T00:00:00Z`))
  }

  const dayText = (day: string) =>
    new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium', timeZone: 'UTC' }).format(
      Date.parse(`${day}T00:00:00Z`),
    )

  return { text, change, stepText, dayText, percent }
}
