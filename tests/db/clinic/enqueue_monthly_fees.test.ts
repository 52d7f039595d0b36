import { describe, expect, it } from 'vitest'
import { ask, openAgenda, patients } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { day } from '../support/money.ts'

const db = await createDatabase()

describe('enqueue_monthly_fees', () => {
  it('has a month charged once, for clinics whose month is not charged yet', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await ask(session, 'save_monthly_fee', {
        id: patients.ana,
        fee: { patient_id: patients.ana, day: 10, amount_cents: 40000, starts_on: day(0) },
      })
      const enqueue = () =>
        session.asPostgres(
          async (sql) => (await sql<{ n: number }[]>`select app.enqueue_monthly_fees() as n`)[0]!.n,
        )
      // what was agreed on today is charged already
      expect(await enqueue()).toBe(0)
      await session.asPostgres((sql) => sql`delete from public.monthly_fee_months where true`)
      expect(await enqueue()).toBe(1)
      expect(await enqueue()).toBe(0)
      const jobs = await session.asPostgres(
        (sql) => sql`select payload ->> 'month' as month from app.jobs where kind = 'post_monthly_fees'`,
      )
      expect([...jobs]).toEqual([{ month: `${day(0).slice(0, 7)}-01` }])
    }))
})
