import type { Row } from 'postgres'
import { describe, expect, it } from 'vitest'
import { aurora, creditsOfCast } from '../support/cast.ts'
import { leaveCredits } from '../support/credits.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForSaasAdmins } from '../support/guards.ts'
import { activateTwilio } from '../support/outbox.ts'

const db = await createDatabase()

const list = (
  session: Session,
  search: string | null = null,
  limit = 50,
  after?: Row,
  emptiestFirst = false,
) =>
  session.asUser(
    'saas@zelo.test',
    (sql) => sql`
      select * from public.saas_list_credit_balances(${search}, ${limit}, ${after?.name ?? null}, ${after?.tenant_id ?? null},
        ${emptiestFirst}, ${after?.place ?? null})`,
  )

/** Every page, one after the other. */
async function listAll(session: Session, emptiestFirst: boolean): Promise<Row[]> {
  const rows: Row[] = []
  for (;;) {
    const page = await list(session, null, 100, rows.at(-1), emptiestFirst)
    rows.push(...page)
    if (page.length < 100) return rows
  }
}

describe('saas_list_credit_balances', () => {
  it('shows every clinic by name, also one that never had credits', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres((sql) => sql`insert into public.tenants (slug, name) values ('zz', 'Zz Nova')`)
      await leaveCredits(session, 20, aurora.id)
      // an own phone needs no credits
      expect(await list(session)).toMatchObject([{ low_balance: false }, {}, {}])
      await activateTwilio(session)
      expect(await list(session)).toMatchObject([
        { slug: 'aurora', balance: 20, low_balance: true, lifetime_used: creditsOfCast - 20 },
        { slug: 'horizonte', balance: creditsOfCast, low_balance: false, last_purchase_at: null },
        { slug: 'zz', balance: 0, debt_credits: 0 },
      ])
    }))

  it.each(['CLÍNICA HORI', 'clinica  hori', 'horiz'])('finds "%s" in a name or slug', (search) =>
    db.rolledBack(async (session) => {
      expect(await list(session, search)).toMatchObject([{ slug: 'horizonte' }])
    }),
  )

  it.each(['%', '_', 'nenhuma'])('finds nothing for "%s"', (search) =>
    db.rolledBack(async (session) => {
      expect(await list(session, search)).toEqual([])
    }),
  )

  it('goes on after the last of a page', () =>
    db.rolledBack(async (session) => {
      const first = await list(session, null, 1)
      expect(await list(session, null, 1, first[0])).toMatchObject([{ slug: 'horizonte' }])
    }))

  it.each([
    ['by name', false],
    ['the emptiest first', true],
  ])('pages through hundreds of clinics, also of one name and one balance, %s', (_, emptiestFirst) =>
    db.rolledBack(async (session) => {
      await session.asPostgres(async (sql) => {
        await sql`
          insert into public.tenants (slug, name)
          select 'clinica-' || n, 'Clínica ' || n % 3 from generate_series(1, 350) n`
        await sql`
          insert into public.whatsapp_credits_balance (tenant_id, balance, debt_credits)
          select id, 0, 7 from public.tenants where slug = 'clinica-200'
          union all select id, 3, 0 from public.tenants where slug = 'clinica-100'`
      })
      const rows = await listAll(session, emptiestFirst)
      expect(new Set(rows.map((row) => row.slug)).size).toBe(352)
      expect(rows).toHaveLength(352)
      if (emptiestFirst) {
        expect(rows.slice(0, 4)).toMatchObject([
          { slug: 'clinica-200', debt_credits: 7 },
          { slug: 'clinica-100', balance: 3 },
          { slug: 'aurora' },
          { slug: 'horizonte' },
        ])
      }
    }),
  )

  itIsForSaasAdmins(db, (sql) => sql`select public.saas_list_credit_balances()`)
})
