import { describe, expect, it } from 'vitest'
import { addAddon, deductAddon, moveAddonAt, offerAddon } from '../support/addons.ts'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForSaasAdmins } from '../support/guards.ts'
import { only } from '../support/inbox.ts'

const db = await createDatabase()

interface Filter {
  tenant?: string
  addon?: string
  type?: string
  since?: string
  before?: string
  limit?: number
}

const list = (session: Session, { tenant, addon, type, since, before, limit = 50 }: Filter = {}) =>
  session.asUser(
    'saas@zelo.test',
    (sql) => sql`
      select * from public.saas_list_addon_transactions(${tenant ?? null}, ${addon ?? null}, ${limit}, ${before ?? null},
        ${type ?? null}, ${since ?? null})`,
  )

describe('saas_list_addon_transactions', () => {
  it('shows movements of every clinic, newest first, of one clinic or add-on when asked', () =>
    db.rolledBack(async (session) => {
      await offerAddon(session, 'sms')
      await offerAddon(session, 'voice')
      await addAddon(session, 10, 'a')
      await deductAddon(session, 1, 'b')
      await addAddon(session, 30, 'c', { tenant: horizonte.id, type: 'voice' })
      const rows = await list(session)
      expect(rows.map((row) => [row.tenant_name, row.addon_type, row.amount, row.balance_after])).toEqual([
        [horizonte.name, 'voice', 30, 30],
        [aurora.name, 'sms', -1, 9],
        [aurora.name, 'sms', 10, 10],
      ])
      expect(await list(session, { tenant: aurora.id })).toHaveLength(2)
      expect(only(await list(session, { addon: 'voice' }))).toMatchObject({ tenant_id: horizonte.id })
      expect(only(await list(session, { before: rows[1]!.id as string }))).toMatchObject({ amount: 10 })
    }))

  it('shows one type of movement, those since a moment, and both', () =>
    db.rolledBack(async (session) => {
      await offerAddon(session, 'sms')
      await moveAddonAt(session, '2026-01-10T12:00:00Z', 'purchase', 10, 'a')
      await moveAddonAt(session, '2026-01-11T12:00:00Z', 'usage', -1, 'b')
      await moveAddonAt(session, '2026-01-12T12:00:00Z', 'usage', -2, 'c')
      const amounts = async (filter: Filter) =>
        (await list(session, filter)).map((row) => row.amount as number)
      expect(await amounts({ type: 'usage' })).toEqual([-2, -1])
      expect(await amounts({ since: '2026-01-11T12:00:00Z' })).toEqual([-2, -1])
      expect(await amounts({ since: '2026-01-11T12:00:01Z', type: 'usage' })).toEqual([-2])
      expect(await amounts({ since: '2026-01-11T00:00:00Z', type: 'purchase' })).toEqual([])
      expect(await amounts({ type: 'refund' })).toEqual([])
    }))

  it('pages through hundreds of movements of many clinics', () =>
    db.rolledBack(async (session) => {
      await offerAddon(session, 'sms')
      for (const tenant of [aurora.id, horizonte.id]) {
        await addAddon(session, 1000, `first:${tenant}`, { tenant })
        await session.asPostgres(
          (sql) => sql`
            select public.deduct_addon_credits(${tenant}, 'sms', 1, ${tenant} || ':' || n) from generate_series(1, 120) n`,
        )
      }
      const ids: string[] = []
      for (;;) {
        const page = await list(session, { limit: 100, ...(ids.length > 0 ? { before: ids.at(-1)! } : {}) })
        ids.push(...page.map((row) => row.id as string))
        if (page.length < 100) break
      }
      expect(new Set(ids).size).toBe(242)
      expect(ids).toEqual(ids.toSorted().reverse())
    }))

  itIsForSaasAdmins(db, (sql) => sql`select public.saas_list_addon_transactions()`)
})
