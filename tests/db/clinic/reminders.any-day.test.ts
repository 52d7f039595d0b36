import fc from 'fast-check'
import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { patients } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { bookBefore, logs, openReminders, saveReminders, tick, windowOf } from '../support/reminders.ts'

const db = await createDatabase()
const minute = 60_000
const zones = ['America/Sao_Paulo', 'America/Manaus', 'America/Noronha', 'America/New_York', 'Europe/Lisbon']

/** What the wall clock of a zone shows: `YYYY-MM-DDTHH:MM`. */
const clock = (at: number, zone: string) =>
  new Date(at).toLocaleString('sv-SE', { timeZone: zone }).slice(0, 16).replace(' ', 'T')

/** Whether a time of day lies in the quiet hours, which may pass midnight. */
const isQuiet = (time: string, from: string, to: string) =>
  from === to ? false : from < to ? time >= from && time < to : time >= from || time < to

/** The first moment from `at` on at which people are spoken to. */
function afterQuiet(at: number, zone: string, from: string, to: string): number {
  let moment = at
  while (isQuiet(clock(moment, zone).slice(11), from, to)) moment += minute
  return moment
}

/** Days on which a clock goes strange, or a month ends. */
const days = [
  '2030-01-31',
  '2030-02-28',
  '2032-02-29',
  '2030-03-10', // New York loses an hour
  '2030-03-31', // and Lisbon
  '2030-04-30',
  '2030-10-27', // Lisbon has an hour twice
  '2030-11-03', // and New York
  '2030-12-31',
]
const hhmm = fc
  .record({ h: fc.integer({ min: 0, max: 23 }), m: fc.constantFrom(0, 15, 30, 45) })
  .map(({ h, m }) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`)

it('reminds once in each window, at its moment or when the night is over, and never when it is of no use', () =>
  db.rolledBack(async (session) => {
    await openReminders(session)
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          zone: fc.constantFrom(...zones),
          day: fc.constantFrom(...days),
          shift: fc.integer({ min: -1, max: 2 }),
          time: hhmm,
          quiet: fc.tuple(hhmm, hhmm),
          windows: fc.uniqueArray(fc.constantFrom(60, 120, 180, 720, 1440, 2880, 10080), {
            minLength: 1,
            maxLength: 3,
          }),
        }),
        (story) => playDay(session, story),
      ),
      { numRuns: 10 * Number(process.env.ZELO_PROPERTY_FACTOR ?? 1) },
    )
  }))

async function playDay(
  session: Session,
  {
    zone,
    day,
    shift,
    time,
    quiet: [from, to],
    windows,
  }: { zone: string; day: string; shift: number; time: string; quiet: [string, string]; windows: number[] },
): Promise<void> {
  await session.asPostgres(async (sql) => {
    await sql`update public.tenants set time_zone = ${zone} where id = ${aurora.id}`
    await sql`delete from public.conversation_session_reminders_logs`
    await sql`delete from app.jobs`
    await sql`delete from public.sessions`
  })
  await saveReminders(session, {
    quiet_from: from,
    quiet_to: to,
    windows: windows.map((minutes) => windowOf(minutes)),
  })
  const date = new Date(Date.parse(`${day}T12:00:00Z`) + shift * 86_400_000).toISOString().slice(0, 10)
  const id = randomUUID()
  const booked = await bookBefore(session, {
    id,
    start_local: `${date}T${time}`,
    patient_ids: [patients.ana],
  })
  const start = Date.parse(booked.starts_at)
  const sorted = [...windows].sort((a, b) => b - a)
  const expected = sorted.flatMap((minutes, index) => {
    const goes = afterQuiet(start - minutes * minute, zone, from, to)
    const useless = start - (sorted[index + 1] ?? 30) * minute
    return goes < useless ? [{ minutes, goes }] : []
  })
  // each moment at which something becomes due, is too early by a minute, is right, or is asked for again
  const moments = new Set<number>([start - 30 * minute, start])
  for (const minutes of sorted) {
    const due = start - minutes * minute
    const goes = afterQuiet(due, zone, from, to)
    for (const at of [due, goes - minute, goes, goes + 3 * minute]) moments.add(at)
  }
  const went: { minutes: number; goes: number }[] = []
  for (const at of [...moments].sort((a, b) => a - b)) {
    const before = await sentWindows(session)
    await tick(session, new Date(at).toISOString())
    for (const minutes of await sentWindows(session))
      if (!before.includes(minutes)) {
        went.push({ minutes, goes: at })
        expect(isQuiet(clock(at, zone).slice(11), from, to)).toBe(false)
      }
  }
  went.sort((a, b) => b.minutes - a.minutes)
  expect(went.map(({ minutes }) => minutes)).toEqual(expected.map(({ minutes }) => minutes))
  // what could not go is asked again every other minute
  for (const [index, { goes }] of went.entries()) {
    expect(goes).toBeGreaterThanOrEqual(expected[index]!.goes)
    expect(goes).toBeLessThanOrEqual(expected[index]!.goes + 3 * minute)
  }
  // whatever did not go says why
  const said = await logs(session)
  expect(said.filter(({ state }) => state === 'waiting')).toEqual([])
  expect(said.filter(({ state, reason }) => state === 'skipped' && reason !== 'quiet_hours')).toEqual([])
}

const sentWindows = async (session: Session) =>
  (
    await session.asPostgres(
      (sql) => sql<{ window_minutes: number }[]>`
        select window_minutes from public.conversation_session_reminders_logs where state = 'sent'`,
    )
  ).map(({ window_minutes }) => window_minutes)
