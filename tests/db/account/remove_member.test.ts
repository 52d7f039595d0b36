import { describe, expect, it } from 'vitest'
import { addAddon, addonOf, offerAddon } from '../support/addons.ts'
import { aurora, people, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { expectError } from '../support/expect-error.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import { only, threadsOf } from '../support/inbox.ts'
import { invite, openInvitations } from '../support/invitations.ts'
import { untilSomebodyWaits } from '../support/waiting.ts'

const db = await createDatabase()

const remove = (session: Session, as: Email, of: Email) =>
  session.asUser(as, (sql) => sql`select public.remove_member(${aurora.id}, ${people[of].id})`)

const makeAdmin = (role: string) =>
  db.asPostgres(
    (sql) =>
      sql`update public.tenant_members set role = ${role} where user_id = ${people['admin@aurora.test'].id}`,
  )

describe('remove_member', () => {
  it('ends the access of a person and leaves their conversations to nobody', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const { thread_key } = only(await threadsOf(session))
      await session.asUser(
        'recepcao@aurora.test',
        (sql) =>
          sql`select public.assign_conversation(${aurora.id}, ${thread_key}, ${people['terapeuta@aurora.test'].id})`,
      )
      await remove(session, 'admin@aurora.test', 'terapeuta@aurora.test')
      expect(only(await threadsOf(session)).assigned_to).toBeNull()
      expect(
        await session.asUser('terapeuta@aurora.test', (sql) => sql`select from public.conversation_threads`),
      ).toEqual([])
    }))

  it('leaves an add-on that the person was in charge of to nobody', () =>
    db.rolledBack(async (session) => {
      await offerAddon(session)
      await addAddon(session, 10, 'a')
      await session.asPostgres(
        (sql) =>
          sql`update public.addon_credits set owner_id = ${people['terapeuta@aurora.test'].id} where true`,
      )
      await remove(session, 'admin@aurora.test', 'terapeuta@aurora.test')
      expect(await addonOf(session)).toMatchObject({ owner_id: null, balance: 10 })
    }))

  it('ends the open invitations of the person, and tells the clinic', () =>
    db.rolledBack(async (session) => {
      const { token } = await invite(session, 'admin@aurora.test', 'fora@exemplo.test', 'admin')
      await remove(session, 'dona@aurora.test', 'admin@aurora.test')
      expect(await openInvitations(session)).toEqual([])
      await expectRefusal(
        () => session.asUser('fora@exemplo.test', (sql) => sql`select public.accept_invitation(${token})`),
        'PT410',
        'invitation_expired',
      )
      const told = await session.asPostgres(
        (sql) => sql`select payload from realtime.messages where event = 'member'`,
      )
      expect([...told]).toEqual([{ payload: { user_id: people['admin@aurora.test'].id, role: null } }])
    }))

  it.each([
    ['an administrator over an owner', 'admin@aurora.test', 'dona@aurora.test', 'PT403', 'forbidden'],
    ['the last owner', 'dona@aurora.test', 'dona@aurora.test', 'PT409', 'last_owner'],
    [
      'a person of another clinic',
      'dona@aurora.test',
      'recepcao@horizonte.test',
      'PT404',
      'member_not_found',
    ],
  ] as [string, Email, Email, string, string][])('refuses %s', (_what, as, of, sqlstate, code) =>
    db.rolledBack((session) => expectRefusal(() => remove(session, as, of), sqlstate, code)),
  )

  it('answers a second removal with member_not_found', () =>
    db.rolledBack(async (session) => {
      await remove(session, 'admin@aurora.test', 'recepcao@aurora.test')
      await expectRefusal(
        () => remove(session, 'admin@aurora.test', 'recepcao@aurora.test'),
        'PT404',
        'member_not_found',
      )
    }))

  itIsForAdmins(
    db,
    (sql) => sql`select public.remove_member(${aurora.id}, ${people['recepcao@aurora.test'].id})`,
  )

  it('reads the role of the caller after the team is locked', async () => {
    const late = await db.asUser('dona@aurora.test', async (sql) => {
      await sql`select public.set_member_role(${aurora.id}, ${people['admin@aurora.test'].id}, 'operator')`
      const waiting = remove(db, 'admin@aurora.test', 'recepcao@aurora.test')
      waiting.catch(() => null)
      await untilSomebodyWaits(db)
      return { waiting }
    })
    await expectError(late.waiting, 'PT403', 'forbidden')
    await makeAdmin('admin')
  })

  it('keeps one owner when two owners remove each other at once', async () => {
    await makeAdmin('owner')
    const outcomes = await Promise.allSettled([
      remove(db, 'dona@aurora.test', 'admin@aurora.test'),
      remove(db, 'admin@aurora.test', 'dona@aurora.test'),
    ])
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
    const owners = await db.asPostgres(
      (sql) => sql`select from public.tenant_members where tenant_id = ${aurora.id} and role = 'owner'`,
    )
    expect(owners).toHaveLength(1)
    await db.asPostgres(
      (sql) => sql`
        insert into public.tenant_members (tenant_id, user_id, role) values
          (${aurora.id}, ${people['dona@aurora.test'].id}, 'owner'), (${aurora.id}, ${people['admin@aurora.test'].id}, 'owner')
        on conflict do nothing`,
    )
    await makeAdmin('admin')
  })
})
