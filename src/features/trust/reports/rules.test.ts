import { describe, expect, it } from 'vitest'
import { heatOf, hourRange, sheetOf, type SheetWords } from './rules'
import type { ServiceNumbers, ServiceReport, Visits } from './types'

const durations = { count: 2, mean: 7.5, median: 8, p90: 9 }
const numbers: ServiceNumbers = {
  received: 5,
  sent: 4,
  automatic: 1,
  answers: { ...durations, within_rate: 0.5 },
  closings: durations,
}
const visits: Visits = { attended: 1, missed: 1, cancelled: 0, no_show_rate: 0.5 }
const byReminder = { all: visits, confirmed: visits, cancelled: visits, silent: visits, none: visits }
const report = {
  totals: { now: numbers, before: { ...numbers, received: 0 } },
  visits: { now: byReminder, before: byReminder },
  people: [{ person_id: null, name: null, ...numbers, before: numbers }],
  hours: [{ weekday: 1, hour: 7, received: 3, sent: 0 }],
} as unknown as ServiceReport
const words: SheetWords = {
  heading: ['Quem', 'O quê', 'Agora', 'Antes'],
  everybody: 'Todos',
  nobody: 'Celular',
  measure: (key) => key,
  hour: (weekday, hour) => `${weekday} ${hour}h`,
  outcome: (key) => key,
}

describe('sheetOf', () => {
  it('has everything as rows: whose, what, now and before', () => {
    const sheet = sheetOf(report, words)
    expect(sheet[0]).toEqual(words.heading)
    expect(sheet).toContainEqual(['Todos', 'received', 5, 0])
    expect(sheet).toContainEqual(['Celular', 'answerMedian', 8, 8])
    expect(sheet).toContainEqual(['silent', 'noShow', 0.5, 0.5])
    expect(sheet).toContainEqual(['1 7h', 'received', 3, ''])
    expect(new Set(sheet.map((row) => row.length))).toEqual(new Set([4]))
  })
})

describe('the hours of a week', () => {
  it('are the working day, and earlier or later where somebody wrote', () => {
    expect(hourRange([])).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18])
    expect(hourRange(report.hours)[0]).toBe(7)
  })

  it('are as warm as they are full', () => {
    expect([0, 1, 25, 26, 100].map((value) => heatOf(value, 100))).toEqual([0, 1, 1, 2, 4])
    expect(heatOf(0, 0)).toBe(0)
  })
})
