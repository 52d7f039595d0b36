import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { testLabelledSet } from '../../support/labelled-set.ts'
import { createDatabase } from '../support/database.ts'

const db = await createDatabase()

interface Rules {
  tz: string
  weekly: Record<string, [string, string][]>
  exceptions: { date: string; intervals: [string, string][] }[]
  holidays: string[]
  at: string
}
interface State {
  open: boolean
  closes_at: string | null
  opens_at: string | null
}
type Case = Rules & { id: string; expect: State }

/** Labelled moments that are kept outside of the repository; `ZELO_CASES` names their folder. */
const file = join(process.env.ZELO_CASES ?? '', 'schedule', 'cases.json')
const cases = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Case[]) : []

async function stateAt({ tz, weekly, exceptions, holidays, at }: Rules): Promise<State> {
  const [row] = await db.asPostgres(
    (sql) => sql<{ state: State }[]>`
      select app.stretch_at(app.weekly_hours(${tz}, ${JSON.stringify(weekly)}::text::jsonb, ${JSON.stringify(exceptions)}::text::jsonb,
        ${holidays}::text[]::date[], (${at}::timestamptz at time zone ${tz})::date - 2, (${at}::timestamptz at time zone ${tz})::date + 62),
        ${at}::timestamptz) as state`,
  )
  const utc = (moment: string | null) => moment && new Date(moment).toISOString().replace('.000', '')
  const { open, closes_at, opens_at } = row!.state
  return { open, closes_at: utc(closes_at), opens_at: utc(opens_at) }
}

const week: Rules = {
  tz: 'America/Sao_Paulo',
  weekly: {
    mon: [
      ['08:00', '12:00'],
      ['12:00', '18:00'],
    ],
    fri: [['20:00', '02:00']],
  },
  exceptions: [{ date: '2026-03-16', intervals: [['10:00', '11:00']] }],
  holidays: ['2026-03-16', '2026-03-20'],
  at: '2026-03-09T14:00:00Z',
}

describe('opening hours', () => {
  it.each([
    ['within stretches that touch', {}, { open: true, closes_at: '2026-03-09T21:00:00Z', opens_at: null }],
    [
      'at its end, which does not belong to it',
      { at: '2026-03-09T21:00:00Z' },
      { open: false, closes_at: null, opens_at: '2026-03-13T23:00:00Z' },
    ],
    [
      'in a night that began yesterday',
      { at: '2026-03-14T04:00:00Z' },
      { open: true, closes_at: '2026-03-14T05:00:00Z', opens_at: null },
    ],
    [
      'on a holiday that an exception opens',
      { at: '2026-03-16T13:30:00Z' },
      { open: true, closes_at: '2026-03-16T14:00:00Z', opens_at: null },
    ],
    [
      'in the night of a holiday',
      { at: '2026-03-21T04:00:00Z' },
      { open: false, closes_at: null, opens_at: '2026-03-23T11:00:00Z' },
    ],
    [
      'of a clinic that never opens',
      { weekly: {}, exceptions: [] },
      { open: false, closes_at: null, opens_at: null },
    ],
  ] as [string, Partial<Rules>, State][])('%s', async (_name, more, state) => {
    expect(await stateAt({ ...week, ...more })).toEqual(state)
  })
})

testLabelledSet(cases, 'is open or closed as the calendar says', async (row) => {
  expect(await stateAt(row)).toEqual(row.expect)
})
