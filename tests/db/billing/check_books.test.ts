import { describe, expect, it } from 'vitest'
import { addAddon, offerAddon } from '../support/addons.ts'
import { book, openAgenda } from '../support/agenda.ts'
import { aurora, horizonte } from '../support/cast.ts'
import { addCredits } from '../support/credits.ts'
import { createDatabase, type Session } from '../support/database.ts'

const db = await createDatabase()

const check = (session: Session) =>
  session.asService(async (sql) => {
    const [row] = await sql<{ faults: number }[]>`select app.check_books() as faults`
    return row!.faults
  })

const health = (session: Session) =>
  session.asService(async (sql) => {
    const [row] = await sql`select app.book_health() as health`
    return row!.health as Record<string, unknown>
  })

const checks = (session: Session) =>
  session.asPostgres((sql) => sql`select faults from app.book_checks order by id`)

describe('check_books', () => {
  it('notes that the books are in order, each time it is asked', () =>
    db.rolledBack(async (session) => {
      await addCredits(session, 10, 'p1')
      await offerAddon(session)
      await addAddon(session, 5, 'a1')
      expect(await health(session)).toEqual({ checked_at: null, is_late: false, faults: 0 })
      expect(await check(session)).toBe(0)
      expect(await check(session)).toBe(0)
      expect(await checks(session)).toEqual([{ faults: [] }, { faults: [] }])
      expect(await health(session)).toEqual({
        checked_at: expect.any(String) as string,
        is_late: false,
        faults: 0,
      })
    }))

  it('reads the ledger of the patients of each clinic too', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session)
      expect(await check(session)).toBe(0)
      await session.asPostgres(
        (sql) => sql`update public.payers set balance_cents = balance_cents + 1 where true`,
      )
      expect(await check(session)).toBe(1)
      expect(await checks(session)).toContainEqual({
        faults: [{ tenant_id: aurora.id, addon_type: null, fault: 'money_balance' }],
      })
    }))

  it('names each clinic, book and fault; the next check, after they were mended, does not', () =>
    db.rolledBack(async (session) => {
      await offerAddon(session)
      await addAddon(session, 5, 'a1', { tenant: horizonte.id })
      await session.asPostgres(async (sql) => {
        await sql`update public.whatsapp_credits_balance set balance = balance + 7 where tenant_id = ${aurora.id}`
        await sql`update public.addon_credits set balance = balance + 1 where tenant_id = ${horizonte.id}`
      })
      expect(await check(session)).toBe(2)
      const [{ faults }] = (await checks(session)) as unknown as [{ faults: unknown[] }]
      expect(faults).toHaveLength(2)
      expect(faults).toEqual(
        expect.arrayContaining([
          { tenant_id: aurora.id, addon_type: null, fault: 'balance' },
          { tenant_id: horizonte.id, addon_type: 'sms', fault: 'balance' },
        ]),
      )
      expect(await health(session)).toMatchObject({ faults: 2 })
      await session.asPostgres(async (sql) => {
        await sql`update public.whatsapp_credits_balance set balance = balance - 7 where tenant_id = ${aurora.id}`
        await sql`update public.addon_credits set balance = balance - 1 where tenant_id = ${horizonte.id}`
      })
      expect(await check(session)).toBe(0)
      expect(await health(session)).toMatchObject({ faults: 0 })
    }))

  it('keeps a year, and tells when the last check is more than a day and a half old', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(
        (sql) => sql`insert into app.book_checks (checked_at, faults) values
          (now() - interval '13 months', '[]'), (now() - interval '37 hours', '[]')`,
      )
      expect(await health(session)).toMatchObject({ is_late: true })
      await check(session)
      expect(await checks(session)).toHaveLength(2)
      expect(await health(session)).toMatchObject({ is_late: false })
    }))
})

it('every scheduled function is on the clock of a hosted project, the nightly check too', () =>
  db.rolledBack(async (session) => {
    const jobs = await session.asPostgres(
      (sql) => sql<{ name: string; on_clock: boolean; body: unknown }[]>`
        select s.name, s.body, exists (
          select from cron.job j where j.jobname = 'zelo:' || s.name and j.schedule = s.schedule) as on_clock
        from app.scheduled_functions s`,
    )
    expect(jobs.filter((job) => !job.on_clock)).toEqual([])
    expect(jobs.find(({ name }) => name === 'check-books')?.body).toEqual({ task: 'books' })
  }))
