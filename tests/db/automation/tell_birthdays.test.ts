import { describe, expect, it } from 'vitest'
import { ask, openAgenda, patients } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { leader, publish, runs, task, tell, walked, work, workflow } from '../support/workflows.ts'

const db = await createDatabase()

const born = (session: Session, date: string, patient: string = patients.ana) =>
  session.asPostgres((sql) => sql`update public.patients set birth_date = ${date} where id = ${patient}`)
const told = async (session: Session, now: string) => {
  const [row] = await session.asService(
    (sql) => sql<{ told: number }[]>`select app.tell_birthdays(${now}) as told`,
  )
  return row!.told
}
/** Hands the events that were told to the workflows. */
async function hear(session: Session, now: string): Promise<void> {
  const events = await session.asPostgres(
    (sql) => sql<{ payload: Record<string, unknown> }[]>`
      delete from app.jobs where tenant_id = ${aurora.id} and kind = 'workflow_event' returning payload`,
  )
  for (const { payload } of events) await tell(session, payload, now)
}

describe('birthdays', () => {
  it.each([
    ['2000-02-29', 2027, '2027-02-28'],
    ['2000-02-29', 2028, '2028-02-29'],
    ['2000-02-29', 2100, '2100-02-28'],
    ['2000-03-01', 2027, '2027-03-01'],
    ['2000-12-31', 2027, '2027-12-31'],
    ['1999-03-01', 2028, '2028-03-01'],
    ['1999-01-01', 2028, '2028-01-01'],
  ])('who was born on %s has it in %i on %s', (birth, year, day) =>
    db.rolledBack(async (session) => {
      const [row] = await session.asPostgres(
        (sql) => sql<{ day: string }[]>`select app.birthday_in(${birth}, ${year})::text as day`,
      )
      expect(row!.day).toBe(day)
    }),
  )

  it('of the 29th of February is told on the 28th of other years, and once', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await born(session, '2000-02-29')
      await publish(session, workflow([task('congratulate')], 'birthday', { hour: 9 }))
      expect(await told(session, '2027-02-27T12:00:00Z')).toBe(0)
      expect(await told(session, '2027-03-01T12:00:00Z')).toBe(0)
      expect(await told(session, '2028-02-28T12:00:00Z')).toBe(0)
      expect(await told(session, '2027-02-28T08:29:00Z')).toBe(1)
      await hear(session, '2027-02-28T08:30:00Z')
      // who has started is not told again, however often the clock comes by
      expect(await told(session, '2027-02-28T09:29:00Z')).toBe(0)
      await work(session, '2027-02-28T11:59:59Z')
      expect(await walked(session)).toEqual(['congratulate queued'])
      await work(session, '2027-02-28T12:00:00Z')
      expect(await walked(session)).toEqual(['congratulate done'])
    }))

  it('that nobody told in the morning are told later on the day', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await born(session, '1990-06-10')
      await born(session, '1990-06-11', patients.bia)
      await publish(session, workflow([task('congratulate')], 'birthday', { hour: 9 }))
      expect(await told(session, '2027-06-10T20:29:00Z')).toBe(1)
      await hear(session, '2027-06-10T20:30:00Z')
      await work(session, '2027-06-10T20:30:00Z')
      expect(await walked(session)).toEqual(['congratulate done'])
    }))

  it('follow the day of the clinic, not that of the server', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await born(session, '1990-06-10')
      await publish(session, workflow([task('congratulate')], 'birthday', { hour: 9 }))
      // still the ninth in São Paulo
      expect(await told(session, '2027-06-10T02:00:00Z')).toBe(0)
      expect(await told(session, '2027-06-11T02:00:00Z')).toBe(1)
    }))

  it('of a past day are shown on their day, also of who was born in a leap year', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const [today] = await session.asPostgres(
        (sql) => sql<{ day: string; birth: string }[]>`
          select t.day::text as day, make_date(2000, extract(month from t.day)::int, extract(day from t.day)::int)::text as birth
          from (select app.clinic_today(${aurora.id}) - 1 as day) t`,
      )
      await born(session, today!.birth)
      const events = await ask<{ at: string; title: string }[]>(
        session,
        'list_workflow_events',
        { trigger_kind: 'birthday', days: 3 },
        leader,
      )
      expect(events.map(({ title }) => title)).toEqual(['Ana Prado'])
      const [shown] = await session.asPostgres(
        (sql) => sql<{ day: string }[]>`
          select (${events[0]!.at}::timestamptz at time zone app.clinic_zone(${aurora.id}))::date::text as day`,
      )
      expect(shown!.day).toBe(today!.day)
    }))

  it('of an archived patient are nobody’s', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await born(session, '1990-06-10')
      await publish(session, workflow([task('congratulate')], 'birthday', { hour: 9 }))
      await session.asPostgres(
        (sql) => sql`update public.patients set archived_at = now() where id = ${patients.ana}`,
      )
      expect(await told(session, '2027-06-10T12:00:00Z')).toBe(0)
      expect(await runs(session)).toEqual([])
    }))
})
