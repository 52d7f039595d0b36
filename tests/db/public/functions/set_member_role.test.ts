import { describe, expect, it } from 'vitest'
import { aurora, people, type Email } from '../../support/cast.ts'
import { createDatabase, type Session } from '../../support/database.ts'
import { expectRefusal, fingerprint, itIsForAdmins } from '../../support/guards.ts'

const db = await createDatabase()

const setRole = (session: Session, as: Email, of: Email, role: string | null) =>
  session.asUser(as, async (sql) => {
    const [row] = await sql`select * from public.set_member_role(${aurora.id}, ${people[of].id}, ${role})`
    return row
  })

describe('set_member_role', () => {
  it('changes a role and answers with the membership', () =>
    db.rolledBack(async (session) => {
      expect(await setRole(session, 'admin@aurora.test', 'recepcao@aurora.test', 'supervisor')).toMatchObject(
        {
          user_id: people['recepcao@aurora.test'].id,
          role: 'supervisor',
          status: 'active',
        },
      )
    }))

  it('gives the same answer again', () =>
    db.rolledBack(async (session) => {
      await setRole(session, 'admin@aurora.test', 'recepcao@aurora.test', 'supervisor')
      const before = await fingerprint(session)
      expect(await setRole(session, 'admin@aurora.test', 'recepcao@aurora.test', 'supervisor')).toMatchObject(
        { role: 'supervisor' },
      )
      expect(await fingerprint(session)).toBe(before)
    }))

  it('lets an owner hand the clinic over', () =>
    db.rolledBack(async (session) => {
      await setRole(session, 'dona@aurora.test', 'admin@aurora.test', 'owner')
      expect(await setRole(session, 'admin@aurora.test', 'dona@aurora.test', 'operator')).toMatchObject({
        role: 'operator',
      })
    }))

  it.each([
    [
      'an administrator over an owner',
      'admin@aurora.test',
      'dona@aurora.test',
      'operator',
      'PT403',
      'forbidden',
    ],
    [
      'an administrator who makes an owner',
      'admin@aurora.test',
      'recepcao@aurora.test',
      'owner',
      'PT403',
      'forbidden',
    ],
    [
      'an administrator who makes oneself owner',
      'admin@aurora.test',
      'admin@aurora.test',
      'owner',
      'PT403',
      'forbidden',
    ],
    ['the last owner', 'dona@aurora.test', 'dona@aurora.test', 'admin', 'PT409', 'last_owner'],
    ['a role that is none', 'dona@aurora.test', 'recepcao@aurora.test', 'boss', 'PT400', 'invalid_role'],
    ['no role', 'dona@aurora.test', 'recepcao@aurora.test', null, 'PT400', 'invalid_role'],
    [
      'a person of another clinic',
      'dona@aurora.test',
      'recepcao@horizonte.test',
      'operator',
      'PT404',
      'member_not_found',
    ],
  ] as [string, Email, Email, string | null, string, string][])(
    'refuses %s',
    (_what, as, of, role, sqlstate, code) =>
      db.rolledBack((session) =>
        expectRefusal(session, () => setRole(session, as, of, role), sqlstate, code),
      ),
  )

  it('keeps one owner when two owners demote each other at once', async () => {
    await setRole(db, 'dona@aurora.test', 'admin@aurora.test', 'owner')
    await Promise.allSettled([
      setRole(db, 'dona@aurora.test', 'admin@aurora.test', 'operator'),
      setRole(db, 'admin@aurora.test', 'dona@aurora.test', 'operator'),
    ])
    const owners = await db.asPostgres(
      (sql) => sql`select from public.tenant_members where tenant_id = ${aurora.id} and role = 'owner'`,
    )
    expect(owners.length).toBeGreaterThanOrEqual(1)
    await db.asPostgres(
      (sql) => sql`
        update public.tenant_members set role = case user_id when ${people['dona@aurora.test'].id} then 'owner' else 'admin' end
        where user_id in (${people['dona@aurora.test'].id}, ${people['admin@aurora.test'].id})`,
    )
  })

  itIsForAdmins(
    db,
    (sql) => sql`select public.set_member_role(${aurora.id}, ${people['recepcao@aurora.test'].id}, 'admin')`,
  )
})
