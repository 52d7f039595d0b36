import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { repositoryRoot } from '../../../local/config.ts'
import {
  ask,
  form,
  helena,
  openAgenda,
  rooms,
  seriesId,
  sueli,
  type AgendaSession,
} from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { propertyRuns } from '../support/property-runs.ts'

const db = await createDatabase()

interface Rule {
  freq: 'weekly' | 'biweekly' | 'monthly_nth'
  weekdays?: string[]
  nth?: number
  count?: number
  until?: string
}

interface Edit {
  scope: 'this' | 'following'
  date: string
  start_local?: string
  cancel?: true
  set?: Rule
}

interface Case {
  id: string
  note: string
  tz: string
  start_local: string
  rule: Rule
  exceptions: string[]
  edits: Edit[]
  expect: string[]
}

/** A set of inputs with their outcomes, which is kept outside the repository. */
const folder = process.env.ZELO_CASES ? resolve(repositoryRoot, process.env.ZELO_CASES) : null
const cases = folder
  ? (JSON.parse(readFileSync(resolve(folder, 'recurrence/cases.json'), 'utf8')) as Case[])
  : []
if (cases.length === 0)
  process.stderr.write('\nCases of recurrence are NOT replayed: ZELO_CASES names none.\n')

/** Makes the clinic live in a time zone. */
const moveTo = (session: Session, zone: string) =>
  session.asPostgres((sql) => sql`update public.tenants set time_zone = ${zone} where id = ${aurora.id}`)

/** Whoever decides here keeps what falls on a holiday. */
const keep = (occurrences: { date: string }[]) =>
  Object.fromEntries(occurrences.map(({ date }) => [date, { action: 'keep' }]))

async function createSeries(
  session: Session,
  start_local: string,
  rule: Rule,
  skip: string[] = [],
): Promise<void> {
  const series = form({ ...rule, start_local, skip })
  const { occurrences } = await ask<{ occurrences: { date: string; needs_decision: boolean }[] }>(
    session,
    'preview_series',
    { series },
  )
  const decisions = keep(occurrences.filter(({ needs_decision }) => needs_decision))
  await ask(session, 'book_series', { id: seriesId, series, decisions })
}

async function edit(session: Session, { scope, date, start_local, cancel, set }: Edit): Promise<void> {
  const [slot] = await session.asPostgres(
    (sql) => sql<{ id: string; version: number }[]>`
      select id, version from public.sessions
      where tenant_id = ${aurora.id} and slot_date = ${date} and status = 'scheduled'`,
  )
  const call = { ...slot!, scope }
  if (cancel) return void (await ask(session, 'cancel_session', call))
  const move = (decisions: object) =>
    ask(session, 'move_session', { ...call, start_local, set: set ?? {}, decisions })
  await move({}).catch((error: { message: string; detail: string }) => {
    expect(error.message).toBe('series_clashes')
    return move(keep(JSON.parse(error.detail) as { date: string }[]))
  })
}

const sessionsOf = async (session: Session) =>
  (
    await session.asPostgres(
      (sql) => sql<{ starts_at: Date }[]>`
        select starts_at from public.sessions where tenant_id = ${aurora.id} and blocks_time order by 1`,
    )
  ).map(({ starts_at }) => starts_at.toISOString().replace('.000', ''))

describe.runIf(cases.length > 0)('the handed cases', () => {
  it.each(cases.map((one) => [`${one.id}: ${one.note}`, one] as const))('%s', (_, one) =>
    db.rolledBack(async (session) => {
      await moveTo(session, one.tz)
      await openAgenda(session)
      await createSeries(session, one.start_local, one.rule, one.exceptions)
      for (const change of one.edits) await edit(session, change)
      expect(await sessionsOf(session)).toEqual(one.expect)
    }),
  )
})

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const dayMs = 86_400_000
const dayOf = (date: Date) => (date.getUTCDay() + 6) % 7

/** The days of a rule, found by looking at every day from its start on. */
function scan(start: string, { freq, weekdays: given, nth = 0, count, until }: Rule): string[] {
  const first = new Date(`${start}T00:00:00Z`)
  const days = given ?? [weekdays[dayOf(first)]!]
  const monday = first.getTime() - dayOf(first) * dayMs
  const found: string[] = []
  for (let at = first.getTime(); at < first.getTime() + 9000 * dayMs; at += dayMs) {
    const date = new Date(at)
    const text = date.toISOString().slice(0, 10)
    if (until !== undefined && text > until) break
    if (found.length === (count ?? 201)) break
    if (!days.includes(weekdays[dayOf(date)]!)) continue
    const week = Math.floor((at - monday) / (7 * dayMs))
    const ofMonth = Math.ceil(date.getUTCDate() / 7)
    const isLast = new Date(at + 7 * dayMs).getUTCMonth() !== date.getUTCMonth()
    const fits = {
      weekly: true,
      biweekly: week % 2 === 0,
      monthly_nth: nth === -1 ? isLast : ofMonth === nth,
    }[freq]
    if (fits) found.push(text)
  }
  return found
}

const rules = fc
  .record({
    start: fc.date({ min: new Date('2018-01-01'), max: new Date('2032-12-31'), noInvalidDate: true }),
    freq: fc.constantFrom('weekly' as const, 'biweekly' as const, 'monthly_nth' as const),
    several: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1, maxLength: 4 }),
    nth: fc.constantFrom(-1, 1, 2, 3, 4, 5),
    count: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
    days: fc.integer({ min: 200, max: 700 }),
  })
  .map(({ start, freq, several, nth, count, days }) => {
    const isMonthly = freq === 'monthly_nth'
    const rule: Rule = {
      freq,
      ...(isMonthly ? { nth } : { weekdays: weekdays.filter((day) => several.includes(day)) }),
      ...(count === undefined
        ? { until: new Date(start.getTime() + days * dayMs).toISOString().slice(0, 10) }
        : { count }),
    }
    return { start: start.toISOString().slice(0, 10), rule }
  })

describe('a rule', () => {
  it('has the days that somebody finds who looks at every day', async () => {
    await fc.assert(
      fc.asyncProperty(rules, async ({ start, rule }) => {
        const expanded = await db.asPostgres(
          (sql) => sql<{ day: string }[]>`
            select e.day::text from app.expand_rule(${start}, ${rule.freq},
              ${rule.weekdays ?? [weekdays[dayOf(new Date(`${start}T00:00:00Z`))]!]}, ${rule.nth ?? null},
              ${rule.count ?? null}, ${rule.until ?? null}) e order by e.n`,
        )
        expect(expanded.map(({ day }) => day)).toEqual(scan(start, rule))
      }),
      { numRuns: propertyRuns(100) },
    )
  })
})

/** When the clocks of a zone show a time, by trying every offset that there is: the first moment, or the one after the gap. */
function momentOf(local: string, zone: string): string {
  const wall = Date.parse(`${local}:00Z`)
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  const offsetAt = (at: number) => Date.parse(`${shown.format(at).replace(' ', 'T')}:00Z`) - at
  for (let offset = 15 * 60; offset >= -15 * 60; offset -= 15) {
    const at = wall - offset * 60_000
    if (offsetAt(at) === offset * 60_000) return new Date(at).toISOString()
  }
  return new Date(wall - offsetAt(wall - dayMs)).toISOString()
}

describe('a time of the clinic', () => {
  it('is the moment that every other calendar gives it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.date({ min: new Date('2015-01-01'), max: new Date('2030-12-31'), noInvalidDate: true }),
        fc.constantFrom('America/Sao_Paulo', 'America/New_York', 'Europe/Lisbon', 'Australia/Lord_Howe'),
        async (date, zone) => {
          const local = date.toISOString().slice(0, 16)
          const [row] = await db.asPostgres(
            (sql) => sql<{ at: Date }[]>`select app.local_moment(${local}, ${zone}) as at`,
          )
          expect(row?.at.toISOString()).toBe(momentOf(local, zone))
        },
      ),
      {
        numRuns: propertyRuns(100),
        examples: [
          [new Date('2026-03-08T02:30:00Z'), 'America/New_York'],
          [new Date('2026-11-01T01:30:00Z'), 'America/New_York'],
          [new Date('2018-11-04T00:10:00Z'), 'America/Sao_Paulo'],
          [new Date('2027-04-04T01:45:00Z'), 'Australia/Lord_Howe'],
        ],
      },
    )
  })
})

describe('an agenda', () => {
  beforeAll(() => openAgenda(db))
  afterAll(() => db.asPostgres((sql) => sql`delete from public.sessions`))

  it('never overlaps, whatever many people book, move and cancel at once', async () => {
    const minutes = fc
      .integer({ min: 0, max: 47 })
      .map((n) => `2026-12-08T${String(8 + Math.floor(n / 6)).padStart(2, '0')}:${(n % 6) * 10 || '00'}`)
    const deed = fc.record({
      what: fc.constantFrom('book', 'move', 'cancel', 'back'),
      which: fc.integer({ min: 0, max: 9 }),
      at: minutes,
      length: fc.constantFrom(20, 50, 90),
      therapist: fc.constantFrom(helena, sueli),
      room: fc.constantFrom(rooms.blue, null),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 8, maxLength: 20 }), async (deeds) => {
        await db.asPostgres((sql) => sql`delete from public.sessions`)
        const idOf = (which: number) => `0e200000-0000-4000-8000-00000000000${which}`
        const outcomes = await Promise.allSettled(
          deeds.map(async ({ what, which, at, length, therapist, room }) => {
            const id = idOf(which)
            if (what === 'book') {
              return ask(db, 'book_session', {
                id,
                session: form({ start_local: at, minutes: length, therapist_id: therapist, room_id: room }),
              })
            }
            if (what === 'cancel') return ask(db, 'set_session_status', { id, status: 'cancelled' })
            if (what === 'back') return ask(db, 'set_session_status', { id, status: 'scheduled' })
            const { version } = await ask<AgendaSession>(db, 'get_session', { id })
            return ask(db, 'move_session', {
              id,
              version,
              start_local: at,
              minutes: length,
              therapist_id: therapist,
            })
          }),
        )
        const codes = outcomes.flatMap((one) =>
          one.status === 'rejected' ? [(one.reason as Error).message] : [],
        )
        expect(
          codes.filter(
            (code) =>
              !['time_taken', 'session_not_found', 'changed_meanwhile', 'session_closed'].includes(code),
          ),
        ).toEqual([])
        const overlaps = await db.asPostgres(
          (sql) => sql`
            select a.id, b.id from public.sessions a join public.sessions b on b.id > a.id and b.during && a.during
            where a.blocks_time and b.blocks_time and (a.therapist_id = b.therapist_id or a.room_id = b.room_id)`,
        )
        expect([...overlaps]).toEqual([])
      }),
      { numRuns: propertyRuns(15) },
    )
  })
})
