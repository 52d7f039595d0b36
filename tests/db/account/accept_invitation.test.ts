import { describe, expect, it } from 'vitest'
import { aurora, people, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, fingerprint, itNeedsSession } from '../support/guards.ts'
import { inviteOutsider } from '../support/invitations.ts'

const db = await createDatabase()

const accept = async (session: Session, token: string, email: Email = 'fora@exemplo.test') => {
  const [row] = await session.asUser(email, (sql) => sql`select public.accept_invitation(${token}) as answer`)
  return row?.answer as unknown
}

const answer = { tenant_id: aurora.id, role: 'therapist' }

describe('accept_invitation', () => {
  it('makes the invited person a member with the role of the invitation', () =>
    db.rolledBack(async (session) => {
      const { token } = await inviteOutsider(session)
      expect(await accept(session, token)).toEqual(answer)
      const team = await session.asUser(
        'fora@exemplo.test',
        (sql) => sql`select user_id, role from public.tenant_members`,
      )
      expect(team).toContainEqual({ user_id: people['fora@exemplo.test'].id, role: 'therapist' })
    }))

  it('answers the same again and changes nothing, even after the role was changed', () =>
    db.rolledBack(async (session) => {
      const { token } = await inviteOutsider(session)
      await accept(session, token)
      await session.asUser(
        'dona@aurora.test',
        (sql) =>
          sql`select public.set_member_role(${aurora.id}, ${people['fora@exemplo.test'].id}, 'operator')`,
      )
      const before = await fingerprint(session)
      expect(await accept(session, token)).toEqual(answer)
      expect(await fingerprint(session)).toBe(before)
    }))

  it('lets nobody else in', () =>
    db.rolledBack(async (session) => {
      const { token } = await inviteOutsider(session)
      await expectRefusal(
        () => accept(session, token, 'dona@horizonte.test'),
        'PT403',
        'invitation_for_another_email',
      )
    }))

  it.each([
    ['expired', "expires_at = now() - interval '1 second'"],
    ['revoked', 'revoked_at = now()'],
  ])('refuses an invitation that is %s', (_state, change) =>
    db.rolledBack(async (session) => {
      const { token } = await inviteOutsider(session)
      await session.asPostgres((sql) =>
        sql.unsafe(`update public.tenant_invitations set ${change} where true`),
      )
      await expectRefusal(() => accept(session, token), 'PT410', 'invitation_expired')
    }),
  )

  it('does not know a token that was guessed', () =>
    db.rolledBack((session) =>
      expectRefusal(() => accept(session, 'guess'), 'PT404', 'invitation_not_found'),
    ))

  it('brings nobody back who was removed after accepting', () =>
    db.rolledBack(async (session) => {
      const { token } = await inviteOutsider(session)
      await accept(session, token)
      await session.asUser(
        'dona@aurora.test',
        (sql) => sql`select public.remove_member(${aurora.id}, ${people['fora@exemplo.test'].id})`,
      )
      await accept(session, token)
      expect(
        await session.asUser('fora@exemplo.test', (sql) => sql`select from public.tenant_members`),
      ).toEqual([])
    }))

  it('eight times at once is one membership', async () => {
    const { token } = await inviteOutsider(db)
    const answers = await Promise.all(Array.from({ length: 8 }, () => accept(db, token)))
    expect(answers).toEqual(Array(8).fill(answer))
    const rows = await db.asPostgres(
      (sql) => sql`select from public.tenant_members where user_id = ${people['fora@exemplo.test'].id}`,
    )
    expect(rows).toHaveLength(1)
  })

  itNeedsSession(db, (sql) => sql`select public.accept_invitation('guess')`)
})
