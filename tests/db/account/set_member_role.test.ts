import { describe, expect, it } from 'vitest'
import { aurora, people, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { expectRefusal, fingerprint, itIsForAdmins } from '../support/guards.ts'
import { invite, inviteOutsider, openInvitations } from '../support/invitations.ts'
import { untilSomebodyWaits } from '../support/waiting.ts'

const db = await createDatabase()

const setRole = (session: Session, as: Email, of: Email, role: string | null) =>
  session.asUser(as, async (sql) => {
    const [row] = await sql`select * from public.set_member_role(${aurora.id}, ${people[of].id}, ${role})`
    return row
  })

const restoreTeam = () =>
  db.asPostgres(
    (sql) => sql`
      update public.tenant_members set role = case user_id when ${people['dona@aurora.test'].id} then 'owner' else 'admin' end
      where user_id in (${people['dona@aurora.test'].id}, ${people['admin@aurora.test'].id})`,
  )

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
      db.rolledBack((session) => expectRefusal(() => setRole(session, as, of, role), sqlstate, code)),
  )

  it('ends the open invitations to roles that the person may no longer give', () =>
    db.rolledBack(async (session) => {
      await setRole(session, 'dona@aurora.test', 'admin@aurora.test', 'owner')
      await invite(session, 'admin@aurora.test', 'socia@exemplo.test', 'owner')
      const asAdmin = await invite(session, 'admin@aurora.test', 'terapeuta@exemplo.test', 'therapist')
      const ofAnother = await inviteOutsider(session, 'admin')
      await setRole(session, 'dona@aurora.test', 'admin@aurora.test', 'admin')
      expect(await openInvitations(session)).toEqual([ofAnother.id, asAdmin.id].sort())
      await setRole(session, 'dona@aurora.test', 'admin@aurora.test', 'operator')
      expect(await openInvitations(session)).toEqual([ofAnother.id])
    }))

  it('tells the clinic, so that the screens of the person follow', () =>
    db.rolledBack(async (session) => {
      await setRole(session, 'dona@aurora.test', 'recepcao@aurora.test', 'supervisor')
      const told = await session.asPostgres(
        (sql) => sql`select topic, payload, private from realtime.messages where event = 'member'`,
      )
      const { id } = people['recepcao@aurora.test']
      expect([...told]).toEqual([
        { topic: `tenant:${aurora.id}`, payload: { user_id: id, role: 'supervisor' }, private: true },
      ])
    }))

  itIsForAdmins(
    db,
    (sql) => sql`select public.set_member_role(${aurora.id}, ${people['recepcao@aurora.test'].id}, 'admin')`,
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
    expect(owners).toHaveLength(1)
    await restoreTeam()
  })

  it('reads the role of the caller after the team is locked', async () => {
    const late = await db.asUser('dona@aurora.test', async (sql) => {
      await sql`select public.set_member_role(${aurora.id}, ${people['admin@aurora.test'].id}, 'operator')`
      const waiting = setRole(db, 'admin@aurora.test', 'recepcao@aurora.test', 'admin')
      waiting.catch(() => null)
      await untilSomebodyWaits(db)
      return { waiting }
    })
    await expectError(late.waiting, 'PT403', 'forbidden')
    await restoreTeam()
  })
})
