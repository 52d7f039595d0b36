import { describe, expect, it } from 'vitest'
import { aurora, horizonte, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, fingerprint, itIsForAdmins } from '../support/guards.ts'
import { inviteOutsider } from '../support/invitations.ts'

const db = await createDatabase()

const revoke = (
  session: Session,
  id: string,
  email: Email = 'admin@aurora.test',
  tenant: string = aurora.id,
) => session.asUser(email, (sql) => sql`select public.revoke_invitation(${tenant}, ${id})`)

describe('revoke_invitation', () => {
  it('takes the invitation back, once', () =>
    db.rolledBack(async (session) => {
      const { id, token } = await inviteOutsider(session)
      await revoke(session, id)
      const [row] = await session.asAnon(
        (sql) => sql`select public.get_invitation(${token}) ->> 'state' as state`,
      )
      expect(row).toEqual({ state: 'revoked' })
      const before = await fingerprint(session)
      await revoke(session, id)
      expect(await fingerprint(session)).toBe(before)
    }))

  it('does not know an invitation of another clinic', () =>
    db.rolledBack(async (session) => {
      const { id } = await inviteOutsider(session)
      const call = () => revoke(session, id, 'dona@horizonte.test', horizonte.id)
      await expectRefusal(call, 'PT404', 'invitation_not_found')
    }))

  it('does not know one that was accepted', () =>
    db.rolledBack(async (session) => {
      const { id, token } = await inviteOutsider(session)
      await session.asUser('fora@exemplo.test', (sql) => sql`select public.accept_invitation(${token})`)
      await expectRefusal(() => revoke(session, id), 'PT404', 'invitation_not_found')
    }))

  it('leaves the invitation of an owner to owners', () =>
    db.rolledBack(async (session) => {
      const { id } = await inviteOutsider(session, 'owner')
      await expectRefusal(() => revoke(session, id), 'PT404', 'invitation_not_found')
      await revoke(session, id, 'dona@aurora.test')
    }))

  itIsForAdmins(db, (sql) => sql`select public.revoke_invitation(${aurora.id}, gen_random_uuid())`)
})
