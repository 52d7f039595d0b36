import type { Sheet } from '@/lib/spreadsheet/sheet'
import type { ServiceNumbers, ServiceReport } from './types'

/** Targets that the database offers: each is the edge of a slot, so that the share within it is exact. */
export const targets = [5, 10, 15, 20, 30, 45, 60, 120, 240, 480, 960] as const

/** What the page looks closer at, by its name in the address. */
export const details = {
  respostas: { kind: 'conversations', what: 'answers' },
  finalizadas: { kind: 'conversations', what: 'closings' },
  faltas: { kind: 'visits' },
} as const
export type DetailName = keyof typeof details

/** Whether nothing happened at all. */
export function isEmpty({ totals: { now }, visits, backlog }: ServiceReport): boolean {
  const { attended, missed } = visits.now.all
  return (
    now.received + now.sent + now.automatic + now.answers.count + now.closings.count + attended + missed ===
      0 && backlog.open === 0
  )
}

/** How full an hour of the week is, beside the fullest: 0 to 4. */
export function heatOf(value: number, most: number): 0 | 1 | 2 | 3 | 4 {
  if (value <= 0 || most <= 0) return 0
  return Math.min(4, Math.ceil((value / most) * 4)) as 1 | 2 | 3 | 4
}

/** The hours that are worth a column: from the first to the last with a message, at least eight to eighteen. */
export function hourRange(hours: ServiceReport['hours']): number[] {
  const first = Math.min(8, ...hours.map(({ hour }) => hour))
  const last = Math.max(18, ...hours.map(({ hour }) => hour))
  return Array.from({ length: last - first + 1 }, (_, n) => first + n)
}

/** The words of a file. */
export interface SheetWords {
  heading: readonly string[]
  everybody: string
  nobody: string
  measure(key: MeasureKey): string
  hour(weekday: number, hour: number): string
  outcome(key: keyof ServiceReport['visits']['now']): string
}

const measures = {
  received: (n: ServiceNumbers) => n.received,
  sent: (n: ServiceNumbers) => n.sent,
  automatic: (n: ServiceNumbers) => n.automatic,
  answers: (n: ServiceNumbers) => n.answers.count,
  answerMedian: (n: ServiceNumbers) => n.answers.median,
  answerMean: (n: ServiceNumbers) => n.answers.mean,
  answerP90: (n: ServiceNumbers) => n.answers.p90,
  within: (n: ServiceNumbers) => n.answers.within_rate,
  closings: (n: ServiceNumbers) => n.closings.count,
  closingMedian: (n: ServiceNumbers) => n.closings.median,
  closingMean: (n: ServiceNumbers) => n.closings.mean,
} as const
export type MeasureKey = keyof typeof measures | 'missed' | 'noShow'

const cell = (value: number | null) => value ?? ''

/** Everything that the page shows as rows of one sheet: whose, what, now and before. */
export function sheetOf(report: ServiceReport, words: SheetWords): Sheet {
  const keys = Object.keys(measures) as (keyof typeof measures)[]
  const { now, before } = report.totals
  const rows: (readonly (string | number)[])[] = keys.map((key) => [
    words.everybody,
    words.measure(key),
    cell(measures[key](now)),
    cell(measures[key](before)),
  ])
  for (const outcome of ['all', 'confirmed', 'cancelled', 'silent', 'none'] as const) {
    const visits = { now: report.visits.now[outcome], before: report.visits.before[outcome] }
    rows.push(
      [words.outcome(outcome), words.measure('missed'), visits.now.missed, visits.before.missed],
      [
        words.outcome(outcome),
        words.measure('noShow'),
        cell(visits.now.no_show_rate),
        cell(visits.before.no_show_rate),
      ],
    )
  }
  for (const person of report.people)
    for (const key of keys) {
      if (key === 'received' || key === 'automatic') continue
      const whole = { received: 0, automatic: 0 }
      rows.push([
        person.name ?? words.nobody,
        words.measure(key),
        cell(measures[key]({ ...person, ...whole })),
        cell(measures[key]({ ...person.before, ...whole })),
      ])
    }
  for (const { weekday, hour, received, sent } of report.hours)
    rows.push(
      [words.hour(weekday, hour), words.measure('received'), received, ''],
      [words.hour(weekday, hour), words.measure('sent'), sent, ''],
    )
  return [words.heading, ...rows]
}
