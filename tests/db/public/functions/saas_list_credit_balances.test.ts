import type { Row } from 'postgres'
import { describe, expect, it } from 'vitest'
import { aurora, creditsOfCast } from '../../support/cast.ts'
import { leaveCredits } from '../../support/credits.ts'
import { createDatabase, type Session } from '../../support/database.ts'
import { itIsForSaasAdmins } from '../../support/guards.ts'

const db = await createDatabase()

const list = (session: Session, search: string | null = null, limit = 50, after?: Row) =>
  session.asUser(
    'saas@zelo.test',
    (sql) => sql`
      select * from public.saas_list_credit_balances(${search}, ${limit}, ${after?.name ?? null}, ${after?.tenant_id ?? null})`,
  )

describe('saas_list_credit_balances', () => {
  it('shows every clinic by name, also one that never had credits', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres((sql) => sql`insert into public.tenants (slug, name) values ('zz', 'Zz Nova')`)
      await leaveCredits(session, 20, aurora.id)
      expect(await list(session)).toMatchObject([
        { slug: 'aurora', balance: 20, low_balance: true, lifetime_used: creditsOfCast - 20 },
        { slug: 'horizonte', balance: creditsOfCast, low_balance: false, last_purchase_at: null },
        { slug: 'zz', balance: 0, debt_credits: 0 },
      ])
    }))

  it('finds clinics by name and goes on after the last of a page', () =>
    db.rolledBack(async (session) => {
      expect(await list(session, 'CLINICA HORI')).toMatchObject([{ slug: 'horizonte' }])
      const first = await list(session, null, 1)
      expect(await list(session, null, 1, first[0])).toMatchObject([{ slug: 'horizonte' }])
    }))

  itIsForSaasAdmins(db, (sql) => sql`select public.saas_list_credit_balances()`)
})
