import { describe, expect, it } from 'vitest'
import { aurora, horizonte, people, strangersToAurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'

const db = await createDatabase()

const leave = (session: Session, email: keyof typeof people, tenant: string = aurora.id) =>
  session.asUser(email, (sql) => sql`select public.leave_tenant(${tenant})`)

const team = (session: Session, tenant: string = aurora.id) =>
  session.asPostgres(
    (sql) =>
      sql`select user_id, role, status from public.tenant_members where tenant_id = ${tenant} order by user_id`,
  )

describe('leave_tenant', () => {
  it('takes a member out of the clinic', () =>
    db.rolledBack(async (session) => {
      await leave(session, 'recepcao@aurora.test')
      expect((await team(session)).map((m) => m.user_id)).not.toContain(people['recepcao@aurora.test'].id)
    }))

  it('refuses the last owner and keeps the team as it is', () =>
    db.rolledBack(async (session) => {
      const before = await team(session)
      await expectError(leave(session, 'dona@aurora.test'), 'PT409', 'last_owner')
      expect(await team(session)).toEqual(before)
    }))

  it('lets an owner go when another owner stays', () =>
    db.rolledBack(async (session) => {
      await session.asUser(
        'dona@aurora.test',
        (sql) => sql`select public.set_member_role(${aurora.id}, ${people['admin@aurora.test'].id}, 'owner')`,
      )
      await leave(session, 'dona@aurora.test')
      expect((await team(session)).filter((m) => m.role === 'owner')).toHaveLength(1)
    }))

  it('answers a repeated call with not_a_member and changes nothing', () =>
    db.rolledBack(async (session) => {
      await leave(session, 'recepcao@aurora.test')
      const after = await team(session)
      await expectError(leave(session, 'recepcao@aurora.test'), 'PT403', 'not_a_member')
      expect(await team(session)).toEqual(after)
    }))

  it.each(strangersToAurora)('refuses %s', (email) =>
    db.rolledBack(async (session) => {
      const before = await team(session)
      await expectError(leave(session, email), 'PT403', 'not_a_member')
      expect(await team(session)).toEqual(before)
    }),
  )

  it('refuses a caller who is not signed in', () =>
    db.rolledBack((session) =>
      expectError(
        session.asAnon((sql) => sql`select public.leave_tenant(${aurora.id})`),
        '42501',
      ),
    ))

  it('keeps one owner when the last two leave at once', async () => {
    await db.asPostgres(
      (sql) =>
        sql`update public.tenant_members set role = 'owner' where user_id = ${people['admin@horizonte.test'].id}`,
    )
    const outcomes = await Promise.allSettled([
      leave(db, 'dona@horizonte.test', horizonte.id),
      leave(db, 'admin@horizonte.test', horizonte.id),
    ])
    expect(outcomes.map((o) => o.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await team(db, horizonte.id)).filter((m) => m.role === 'owner')).toHaveLength(1)
  })
})
