import { useI18n } from 'vue-i18n'
import { blockingText, hitText, ruleText } from './words'
import { dayOf, timeOf } from './rules'
import type { Hit, SeriesRule } from './types'

/** The sentences of the agenda in the language of the screen. Times are of the clinic's clock already. */
export function useAgendaWords() {
  const { t, locale } = useI18n()
  const say = (key: string, values: Record<string, unknown> = {}) => t(key, values)
  const utc = (day: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale.value, { ...options, timeZone: 'UTC' }).format(
      new Date(`${day}T00:00:00Z`),
    )

  return {
    say,
    rule: (rule: SeriesRule & { start: string }) => ruleText(rule, locale.value, say),
    hit: (hit: Hit) => hitText(hit, locale.value, say),
    blocking: (hits: readonly Hit[]) => blockingText(hits, locale.value, say),
    /** "seg., 30 de nov." */
    day: (day: string) => utc(day, { weekday: 'short', day: 'numeric', month: 'short' }),
    longDay: (day: string) => utc(day, { weekday: 'long', day: 'numeric', month: 'long' }),
    /** "seg., 30 de nov., 15:00" */
    moment: (local: string) =>
      `${utc(dayOf(local), { weekday: 'short', day: 'numeric', month: 'short' })}, ${timeOf(local)}`,
    /** "30 de nov. – 6 de dez. de 2026" */
    range: (from: string, to: string, isMonth: boolean, short: boolean) => {
      const options: Intl.DateTimeFormatOptions = isMonth
        ? { month: 'long', year: 'numeric' }
        : short
          ? { day: 'numeric', month: 'short', ...(from === to ? { weekday: 'short' as const } : {}) }
          : {
              day: 'numeric',
              month: 'short',
              year: 'numeric',
              ...(from === to ? { weekday: 'long' as const } : {}),
            }
      const format = new Intl.DateTimeFormat(locale.value, { ...options, timeZone: 'UTC' })
      const [start, end] = [new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`)]
      return isMonth || from === to ? format.format(start) : format.formatRange(start, end)
    },
  }
}
