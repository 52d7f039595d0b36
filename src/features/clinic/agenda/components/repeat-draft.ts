import { dayOf, weekdayName } from '../rules'
import type { SeriesFreq, SeriesRule, Weekday } from '../types'

/** What is filled in about how a session repeats. */
export interface RepeatDraft {
  freq: SeriesFreq | 'none'
  weekdays: Weekday[]
  ends: 'count' | 'until'
  count: number
  until: string
}

const TWELVE = 12

/** A session that does not repeat, ready to. */
export function noRepeat(start: string): RepeatDraft {
  return { freq: 'none', weekdays: [weekdayName(dayOf(start))], ends: 'count', count: TWELVE, until: '' }
}

/** Which one of the month a day is: the fifth is the last, because not every month has one. */
export function nthOf(day: string): number {
  const nth = Math.ceil(Number(day.slice(8, 10)) / 7)
  return nth === 5 ? -1 : nth
}

/** The rule that was filled in; null when it does not repeat, or something is missing. */
export function ruleOf(draft: RepeatDraft, start: string): SeriesRule | null {
  if (draft.freq === 'none' || repeatProblem(draft, start) !== null) return null
  const monthly = draft.freq === 'monthly_nth'
  return {
    freq: draft.freq,
    weekdays: monthly ? [weekdayName(dayOf(start))] : draft.weekdays,
    nth: monthly ? nthOf(dayOf(start)) : null,
    count: draft.ends === 'count' ? draft.count : null,
    until: draft.ends === 'until' ? draft.until : null,
  }
}

/** What is missing of a rule, as a key of `agenda.book`; null when nothing is. */
export function repeatProblem(draft: RepeatDraft, start: string): 'countProblem' | 'untilProblem' | null {
  if (draft.freq === 'none') return null
  if (draft.ends === 'count') {
    return Number.isInteger(draft.count) && draft.count >= 2 && draft.count <= 200 ? null : 'countProblem'
  }
  return draft.until > dayOf(start) ? null : 'untilProblem'
}
