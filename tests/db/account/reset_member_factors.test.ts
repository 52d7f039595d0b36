import type { TransactionSql } from 'postgres'
import { describe, expect, it } from 'vitest'
import { aurora, horizonte, people, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForAdmins } from '../support/guards.ts'
import { addFactor, auditOf, passed } from '../support/second-factor.ts'

const db = await createDatabase()

const owner = 'dona@aurora.test'
const admin = 'admin@aurora.test'
const desk = 'recepcao@aurora.test'
const reason = 'Perdeu o celular na praia.'

const call = (sql: TransactionSql, email: Email = desk, why: string | null = reason) =>
  sql`select public.reset_member_factors(${aurora.id}, ${people[email].id}, ${why})`

const left = (session: Session, email: Email) =>
  session.asPostgres(async (sql) => {
    const [row] = await sql`
      select (select count(*)::int from auth.mfa_factors where user_id = ${people[email].id}) as factors,
        (select count(*)::int from auth.sessions where user_id = ${people[email].id}) as sessions,
        (select count(*)::int from app.recovery_codes where user_id = ${people[email].id}) as codes`
    return row
  })

describe('reset_member_factors', () => {
  itIsForAdmins(db, (sql) => call(sql))

  it('takes the factors of somebody who lost them, ends their sign-ins and tells them', () =>
    db.rolledBack(async (session) => {
      await addFactor(session, desk)
      await passed(session, desk, (sql) => sql`select public.create_recovery_codes()`)
      await session.asPostgres(
        (sql) =>
          sql`insert into auth.sessions (id, user_id, aal) values (gen_random_uuid(), ${people[desk].id}, 'aal2')`,
      )
      await passed(session, owner, (sql) => call(sql))
      expect(await left(session, desk)).toEqual({ factors: 0, sessions: 0, codes: 0 })
      expect((await auditOf(session)).at(-1)).toMatchObject({
        action: 'second_factor.reset',
        actor_id: people[owner].id,
        reason,
      })
      // the act is one row: not the removal too
      expect(await auditOf(session)).toHaveLength(2)
      const mails = await session.asPostgres(
        (sql) => sql`select payload from app.jobs where kind = 'send_email' and payload ->> 'to' = ${desk}`,
      )
      expect(mails).toMatchObject([
        { payload: { template: 'second_factor', data: { what: 'reset', by: people[owner].name } } },
      ])
    }))

  it('is nothing for somebody who has none', () =>
    db.rolledBack(async (session) => {
      await passed(session, owner, (sql) => call(sql))
      expect(await auditOf(session)).toEqual([])
    }))

  it('asks whoever does it for a factor of their own', () =>
    db.rolledBack(async (session) => {
      await addFactor(session, desk)
      await expectError(
        session.asUser(owner, (sql) => call(sql)),
        'PT409',
        'own_second_factor_missing',
      )
    }))

  it.each([
    ['an owner, by an administrator', admin, owner, 'PT403', 'forbidden'],
    ['oneself', owner, owner, 'PT409', 'own_second_factor'],
    ['somebody of no team', owner, 'fora@exemplo.test', 'PT404', 'member_not_found'],
  ] as const)('refuses the one of %s', (_name, by, email, sqlstate, code) =>
    db.rolledBack(async (session) => {
      await addFactor(session, email)
      await expectError(
        passed(session, by, (sql) => call(sql, email)),
        sqlstate,
        code,
      )
    }),
  )

  it('refuses a short reason', () =>
    db.rolledBack(async (session) => {
      await addFactor(session, desk)
      const attempt = passed(session, owner, (sql) => call(sql, desk, 'perdeu'))
      await expectError(attempt, 'PT400', 'reason_required')
    }))

  it('opens no door of another clinic, nor of the service', () =>
    db.rolledBack(async (session) => {
      await addFactor(session, desk)
      await session.asPostgres(
        (sql) =>
          sql`insert into public.tenant_members (tenant_id, user_id, role) values (${horizonte.id}, ${people[desk].id}, 'operator')`,
      )
      const attempt = () => passed(session, owner, (sql) => call(sql))
      await expectError(attempt(), 'PT409', 'member_of_other_clinics')
      await session.asPostgres(async (sql) => {
        await sql`delete from public.tenant_members where tenant_id = ${horizonte.id} and user_id = ${people[desk].id}`
        await sql`insert into app.saas_admins (user_id) values (${people[desk].id})`
      })
      await expectError(attempt(), 'PT409', 'member_of_other_clinics')
      expect(await left(session, desk)).toMatchObject({ factors: 1 })
    }))
})
