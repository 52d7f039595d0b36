import { describe, expect, it } from 'vitest'
import { ask, helena, list } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

const of = async (session: Session, year: number, scope: string) =>
  (await list<{ day: string; scope: string }>(session, 'list_holidays', { year }))
    .filter((one) => one.scope === scope)
    .map(({ day }) => new Date(day).toISOString().slice(5, 10))

describe('list_holidays', () => {
  it("knows the national ones, and Easter's", () =>
    db.rolledBack(async (session) => {
      expect(await of(session, 2027, 'national')).toEqual([
        '01-01',
        '03-26',
        '04-21',
        '05-01',
        '09-07',
        '10-12',
        '11-02',
        '11-15',
        '11-20',
        '12-25',
      ])
      expect(await of(session, 2027, 'optional')).toEqual([
        '02-08',
        '02-09',
        '02-10',
        '05-27',
        '10-28',
        '12-24',
        '12-31',
      ])
      expect(await of(session, 2023, 'national')).not.toContain('11-20')
    }))

  it.each([
    [1999, '04-04'],
    [2024, '03-31'],
    [2025, '04-20'],
    [2026, '04-05'],
    [2038, '04-25'],
    [2049, '04-18'],
  ])('has Easter %i on %s', async (year, day) => {
    const [row] = await db.asPostgres(
      (sql) => sql<{ day: string }[]>`select app.easter(${year})::text as day`,
    )
    expect(row?.day).toBe(`${year}-${day}`)
  })

  it("has the clinic's own between them", () =>
    db.rolledBack(async (session) => {
      await ask(session, 'save_clinic_holiday', {
        id: helena,
        day: '2027-01-25',
        name: 'Aniversário de São Paulo',
      })
      expect(await of(session, 2027, 'local')).toEqual(['01-25'])
      expect(await of(session, 2028, 'local')).toEqual([])
    }))

  itIsForMembers(db, (sql) => sql`select public.list_holidays(${aurora.id}, 2027)`)
})
