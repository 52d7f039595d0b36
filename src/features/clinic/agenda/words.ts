import { dayOf, timeOf, weekdayName } from './rules'
import type { Hit, SeriesRule, Weekday } from './types'

/** Sentences of the agenda: how a slot repeats, and what is in the way. */

type Say = (key: string, values?: Record<string, unknown>) => string

const isPortuguese = (locale: string) => locale.startsWith('pt')

/** "15h", "14h30"; elsewhere "15:00". */
function clockText(time: string, locale: string): string {
  const short = time.slice(0, 5)
  if (!isPortuguese(locale)) return short
  const [hours = '', minutes = ''] = short.split(':')
  return minutes === '00' ? `${Number(hours)}h` : `${Number(hours)}h${minutes}`
}

/** "18/12", with its year where that is another one. */
function dayText(day: string, locale: string, year: string): string {
  const sameYear = day.startsWith(year)
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: isPortuguese(locale) ? 'numeric' : 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`))
}

/** "toda quinta às 15h até 18/12": how a slot repeats, for people. */
export function ruleText(rule: SeriesRule & { start: string }, locale: string, say: Say): string {
  const weekdays: Weekday[] = rule.weekdays.length > 0 ? rule.weekdays : [weekdayName(dayOf(rule.start))]
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })
  const each = (key: string, values: Record<string, unknown> = {}) =>
    list.format(weekdays.map((day) => say(`agenda.rule.${key}.${day}`, values)))
  const days =
    rule.freq === 'weekly'
      ? each('every')
      : rule.freq === 'biweekly'
        ? say('agenda.rule.biweekly', { days: each('on') })
        : rule.nth === -1
          ? each('last')
          : each('nth', { nth: rule.nth ?? 1 })
  const when = say('agenda.rule.at', { days, time: clockText(timeOf(rule.start), locale) })
  if (rule.until)
    return say('agenda.rule.until', { when, day: dayText(rule.until, locale, rule.start.slice(0, 4)) })
  return rule.count === null ? when : say('agenda.rule.times', { when, n: rule.count })
}

/** "das 15:00 às 15:50", or from a day to a day. */
export function spanText(start: string, end: string, locale: string, say: Say): string {
  if (dayOf(start) === dayOf(end)) return say('agenda.span.hours', { from: timeOf(start), to: timeOf(end) })
  const year = start.slice(0, 4)
  const lastDay =
    timeOf(end) === '00:00' ? new Date(Date.parse(`${dayOf(end)}T00:00:00Z`) - 1).toISOString() : end
  const from = dayText(dayOf(start), locale, year)
  const to = dayText(dayOf(lastDay), locale, year)
  return from === to ? say('agenda.span.day', { day: from }) : say('agenda.span.days', { from, to })
}

/** What is in the way, in a sentence. */
export function hitText(hit: Hit, locale: string, say: Say): string {
  const span = spanText(hit.starts_local, hit.ends_local, locale, say)
  const { session } = hit
  if (session && (hit.kind === 'session' || hit.kind === 'room')) {
    const people = new Intl.ListFormat(locale, { type: 'conjunction' }).format(session.patients)
    const key = hit.kind === 'room' ? 'room' : people ? 'session' : 'sessionAlone'
    return say(`agenda.hits.${key}`, {
      therapist: session.therapist_name,
      room: session.room_name ?? '',
      people,
      span,
    })
  }
  if (hit.kind === 'holiday') return say('agenda.hits.holiday', { name: hit.title ?? '' })
  if (hit.kind === 'outside_hours') return say('agenda.hits.outside_hours')
  return hit.title
    ? say(`agenda.hits.${hit.kind}Named`, { title: hit.title, span })
    : say(`agenda.hits.${hit.kind}`, { span })
}

/** The first thing that blocks, in a sentence; null when nothing does. */
export function blockingText(hits: readonly Hit[], locale: string, say: Say): string | null {
  const first = hits.find(({ blocks }) => blocks)
  return first ? hitText(first, locale, say) : null
}
