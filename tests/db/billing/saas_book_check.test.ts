import { describe, expect, it } from 'vitest'
import { addAddon, offerAddon } from '../support/addons.ts'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForSaasAdmins } from '../support/guards.ts'

const db = await createDatabase()

const shown = (session: Session) =>
  session.asUser('saas@zelo.test', async (sql) => {
    const [row] = await sql`select public.saas_book_check() as books`
    return row!.books as Record<string, unknown>
  })

describe('saas_book_check', () => {
  it('says that no check was made yet', () =>
    db.rolledBack(async (session) => {
      expect(await shown(session)).toEqual({ checked_at: null, is_late: false, faults: 0, list: [] })
    }))

  it('is late when none was made in the day and a half since it was scheduled', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(
        (sql) =>
          sql`update app.scheduled_functions set created_at = now() - interval '37 hours' where name = 'check-books'`,
      )
      expect(await shown(session)).toMatchObject({ checked_at: null, is_late: true })
    }))

  it('shows the last check alone, with the names of the clinics', () =>
    db.rolledBack(async (session) => {
      await offerAddon(session)
      await addAddon(session, 5, 'a1', { tenant: horizonte.id })
      await session.asPostgres(async (sql) => {
        await sql`insert into app.book_checks (checked_at, faults) values
          (now() - interval '1 day', ${sql.json([{ tenant_id: aurora.id, addon_type: null, fault: 'chain' }])})`
        await sql`update public.addon_credits set balance = balance + 1 where tenant_id = ${horizonte.id}`
        await sql`update public.whatsapp_credits_balance set balance = balance + 7 where tenant_id = ${horizonte.id}`
      })
      await session.asService((sql) => sql`select app.check_books()`)
      const clinic = { tenant_id: horizonte.id, tenant_name: horizonte.name, fault: 'balance' }
      expect(await shown(session)).toEqual({
        checked_at: expect.any(String) as string,
        is_late: false,
        faults: 2,
        list: [
          { ...clinic, addon_type: null },
          { ...clinic, addon_type: 'sms' },
        ],
      })
    }))

  it('counts faults beyond the hundred that it lists', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(
        (sql) => sql`insert into app.book_checks (faults)
          select jsonb_agg(jsonb_build_object('tenant_id', gen_random_uuid(), 'addon_type', null, 'fault', 'hold'))
          from generate_series(1, 101)`,
      )
      const { faults, list } = await shown(session)
      expect([faults, (list as unknown[]).length]).toEqual([101, 100])
    }))

  itIsForSaasAdmins(db, (sql) => sql`select public.saas_book_check()`)
})
