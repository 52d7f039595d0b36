import type { TransactionSql } from 'postgres'
import { describe, expect, it } from 'vitest'
import { aurora, people, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { addFactor, auditOf, passed, requireOf, withClaims } from '../support/second-factor.ts'

const db = await createDatabase()

const owner = 'dona@aurora.test'
const desk = 'recepcao@aurora.test'

const tomorrow = new Date(Date.now() + 86_400_000)
const refused = 'second_factor_required'

const list = (sql: TransactionSql) => sql`select * from public.list_members(${aurora.id})`
const members = (sql: TransactionSql) =>
  sql`select user_id from public.tenant_members where tenant_id = ${aurora.id}`
const context = async (sql: TransactionSql) => {
  const [row] = await sql`select public.my_context() as value`
  return row!.value as {
    saas_second_factor: string | null
    is_saas_admin: boolean
    memberships: Record<string, unknown>[]
  }
}

/** What a person with a token of these claims gets of the clinic. */
async function sees(session: Session, email: Email, claims: object): Promise<'all' | 'nothing'> {
  const rows = await withClaims(session, email, { ...claims }, members)
  if (rows.length > 0) {
    await withClaims(session, email, { ...claims }, list)
    return 'all'
  }
  await expectError(withClaims(session, email, { ...claims }, list), 'PT403', refused)
  return 'nothing'
}

describe('whoever has a second factor', () => {
  it.each([
    [{}, 'nothing'],
    [{ aal: 'aal1' }, 'nothing'],
    [{ aal: 'aal2' }, 'all'],
    [{ aal: 'aal2', api_key_id: '00000000-0000-4000-8000-000000000001' }, 'all'],
  ] as const)('gets, with a token that says %o, %s', (claims, what) =>
    db.rolledBack(async (session) => {
      await addFactor(session, owner)
      expect(await sees(session, owner, claims)).toBe(what)
    }),
  )

  it('is not asked by a factor that was never verified', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(
        (sql) => sql`
          insert into auth.mfa_factors (id, user_id, factor_type, status, created_at, updated_at)
          values (gen_random_uuid(), ${people[owner].id}, 'totp', 'unverified', now(), now())`,
      )
      expect(await sees(session, owner, { aal: 'aal1' })).toBe('all')
    }))

  it('keeps their own account closed too', () =>
    db.rolledBack(async (session) => {
      await addFactor(session, owner)
      for (const call of [
        (sql: TransactionSql) => sql`select * from public.list_my_sessions()`,
        (sql: TransactionSql) => sql`select public.end_my_sessions()`,
        (sql: TransactionSql) => sql`select public.update_my_profile('Outra Pessoa', 'pt-BR')`,
        (sql: TransactionSql) => sql`select public.leave_tenant(${aurora.id})`,
      ])
        await expectError(session.asUser(owner, call), 'PT403', refused)
    }))

  it('has no way around by Realtime or files', () =>
    db.rolledBack(async (session) => {
      await addFactor(session, owner)
      const listens = async (sql: TransactionSql) => {
        await sql`select set_config('realtime.topic', ${`tenant:${aurora.id}`}, true)`
        const [row] = await sql`
          select (select realtime.topic()) in (select 'tenant:' || t from app.my_tenant_ids() t) as ok`
        return row?.ok as boolean
      }
      expect(await session.asUser(owner, listens)).toBe(false)
      expect(await passed(session, owner, listens)).toBe(true)
      const roles = (sql: TransactionSql) => sql`select * from app.my_tenant_ids_as('{owner}') t`
      expect(await session.asUser(owner, roles)).toEqual([])
      expect(await passed(session, owner, roles)).toHaveLength(1)
    }))
})

describe('a clinic that requires it', () => {
  it.each([
    [
      'of everybody, whoever has none',
      ['owner', 'admin', 'supervisor', 'therapist', 'operator'],
      desk,
      'nothing',
    ],
    ['of those who lead it, the desk', ['owner', 'admin'], desk, 'all'],
    ['of those who lead it, the owner', ['owner', 'admin'], owner, 'nothing'],
  ] as const)('%s', (_name, roles, email, what) =>
    db.rolledBack(async (session) => {
      await requireOf(session, roles)
      expect(await sees(session, email, { aal: 'aal1' })).toBe(what)
      expect(await sees(session, email, { aal: 'aal2' })).toBe('all')
    }),
  )

  it('waits until its day', () =>
    db.rolledBack(async (session) => {
      await requireOf(session, ['operator'], tomorrow)
      expect(await sees(session, desk, { aal: 'aal1' })).toBe('all')
      const { memberships } = await session.asUser(desk, context)
      expect(memberships[0]).toMatchObject({ second_factor: null })
      expect(new Date(String(memberships[0]?.second_factor_from)).getTime()).toBe(tomorrow.getTime())
      await session.asPostgres(
        (sql) => sql`update public.second_factor_rules set required_from = now() - interval '1 second'`,
      )
      expect(await sees(session, desk, { aal: 'aal1' })).toBe('nothing')
    }))

  it('has no say about other clinics of a person', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(
        (sql) =>
          sql`insert into public.tenant_members (tenant_id, user_id, role) select id, ${people[desk].id}, 'operator' from public.tenants where id <> ${aurora.id}`,
      )
      await requireOf(session, ['operator'])
      const rows = await session.asUser(
        desk,
        (sql) => sql`select distinct tenant_id from public.tenant_members`,
      )
      expect(rows.map(({ tenant_id }) => tenant_id)).not.toContain(aurora.id)
      expect(rows.length).toBeGreaterThan(0)
    }))
})

describe('my_context', () => {
  it('says what is missing, and nothing of the clinic but its name', () =>
    db.rolledBack(async (session) => {
      await requireOf(session, ['operator'])
      await addFactor(session, owner)
      const hidden = { name: 'Clínica Aurora', whatsapp: null, channels: [], unread_total: 0 }
      expect((await session.asUser(desk, context)).memberships).toMatchObject([
        { ...hidden, second_factor: 'enrol' },
      ])
      expect((await session.asUser(owner, context)).memberships).toMatchObject([
        { ...hidden, second_factor: 'verify' },
      ])
      expect((await passed(session, owner, context)).memberships).toMatchObject([
        { second_factor: null, whatsapp: { provider: expect.any(String) } },
      ])
    }))
})

describe('an administrator of the service', () => {
  const saas = 'saas@zelo.test'
  const call = (sql: TransactionSql) => sql`select * from public.saas_list_tenants()`

  it('comes in with the password where nothing asks for more', () =>
    db.rolledBack(async (session) => {
      expect((await session.asUser(saas, call)).length).toBeGreaterThan(0)
      expect(await session.asUser(saas, context)).toMatchObject({
        is_saas_admin: true,
        saas_second_factor: null,
      })
    }))

  it.each([
    ['the service requires it', 'enrol', false],
    ['there is a factor', 'verify', true],
  ])('does not where %s', (_name, missing, hasFactor) =>
    db.rolledBack(async (session) => {
      if (hasFactor) await addFactor(session, saas)
      else await session.asPostgres((sql) => sql`update app.settings set saas_second_factor = true`)
      await expectError(session.asUser(saas, call), 'PT403', refused)
      expect(await session.asUser(saas, context)).toMatchObject({
        is_saas_admin: true,
        saas_second_factor: missing,
      })
      const prices = (sql: TransactionSql) => sql`select 1 from public.whatsapp_credits_balance`
      expect(await session.asUser(saas, prices)).toEqual([])
      expect((await passed(session, saas, call)).length).toBeGreaterThan(0)
    }),
  )

  it('is no other person', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres((sql) => sql`update app.settings set saas_second_factor = true`)
      await expectError(session.asUser(owner, call), 'PT403', 'forbidden')
    }))
})

describe('the audit', () => {
  it('has who added a factor and who removed one, in each of their clinics', () =>
    db.rolledBack(async (session) => {
      const id = await addFactor(session, owner)
      await session.asPostgres((sql) => sql`delete from auth.mfa_factors where id = ${id}`)
      const actor = people[owner].id
      expect(await auditOf(session)).toMatchObject([
        { action: 'second_factor.added', actor_id: actor },
        { action: 'second_factor.removed', actor_id: actor },
      ])
    }))

  it('says nothing of one that was never verified, and lets an account go', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(async (sql) => {
        await sql`
          insert into auth.mfa_factors (id, user_id, factor_type, status, created_at, updated_at)
          values (gen_random_uuid(), ${people[desk].id}, 'totp', 'unverified', now(), now())`
        await sql`delete from auth.mfa_factors`
      })
      expect(await auditOf(session)).toEqual([])
      await addFactor(session, desk)
      await session.asPostgres((sql) => sql`delete from auth.users where id = ${people[desk].id}`)
    }))
})
