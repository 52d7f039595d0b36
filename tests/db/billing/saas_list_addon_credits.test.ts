import type { Row } from 'postgres'
import { describe, expect, it } from 'vitest'
import { addAddon, deductAddon, offerAddon } from '../support/addons.ts'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForSaasAdmins } from '../support/guards.ts'

const db = await createDatabase()

const list = (session: Session, search: string | null = null, limit = 50, after?: Row) =>
  session.asUser(
    'saas@zelo.test',
    (sql) => sql`
      select * from public.saas_list_addon_credits(${search}, ${limit}, ${after?.tenant_name ?? null},
        ${after?.tenant_id ?? null}, ${after?.addon_type ?? null})`,
  )

const fill = async (session: Session) => {
  await offerAddon(session, 'sms')
  await offerAddon(session, 'voice')
  await addAddon(session, 10, 'a')
  await addAddon(session, 20, 'b', { type: 'voice' })
  await addAddon(session, 30, 'c', { tenant: horizonte.id })
}

describe('saas_list_addon_credits', () => {
  it('shows the add-ons of every clinic by name and type, page by page', () =>
    db.rolledBack(async (session) => {
      await fill(session)
      const pages: Row[] = []
      for (;;) {
        const [next] = await list(session, null, 1, pages.at(-1))
        if (!next) break
        pages.push(next)
      }
      expect(pages.map((row) => [row.tenant_name, row.addon_type, row.balance])).toEqual([
        [aurora.name, 'sms', 10],
        [aurora.name, 'voice', 20],
        [horizonte.name, 'sms', 30],
      ])
      for (const search of ['HORÍ', 'clinica hori', 'horizonte'])
        expect(await list(session, search)).toHaveLength(1)
      expect(await list(session, '%')).toEqual([])
    }))

  it('counts as used what was used in the day and hour that run', () =>
    db.rolledBack(async (session) => {
      await fill(session)
      await deductAddon(session, 4, 'd')
      expect((await list(session))[0]).toMatchObject({ daily_used: 4, hourly_used: 4 })
      await session.asPostgres(
        (sql) =>
          sql`update public.addon_credits set daily_reset_at = now(), hourly_reset_at = now() where true`,
      )
      expect((await list(session))[0]).toMatchObject({ daily_used: 0, hourly_used: 0 })
    }))

  itIsForSaasAdmins(db, (sql) => sql`select public.saas_list_addon_credits()`)
})
