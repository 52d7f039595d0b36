import { describe, expect, it } from 'vitest'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { inviteOutsider } from '../support/invitations.ts'

const db = await createDatabase()

const look = async (session: Session, token: string | null) => {
  const [row] = await session.asAnon((sql) => sql`select public.get_invitation(${token}) as invitation`)
  return row?.invitation as Record<string, unknown>
}

describe('get_invitation', () => {
  it('tells whoever holds the token who invites, whom and as what', () =>
    db.rolledBack(async (session) => {
      const { token } = await inviteOutsider(session)
      expect(await look(session, token)).toEqual({
        tenant_name: 'Clínica Aurora',
        email: 'fora@exemplo.test',
        role: 'therapist',
        state: 'pending',
        expires_at: expect.any(String),
      })
    }))

  it.each([
    ['expired', "expires_at = now() - interval '1 second'"],
    ['revoked', 'revoked_at = now()'],
    ['accepted', 'accepted_at = now()'],
  ])('says that it is %s', (state, change) =>
    db.rolledBack(async (session) => {
      const { token } = await inviteOutsider(session)
      await session.asPostgres((sql) =>
        sql.unsafe(`update public.tenant_invitations set ${change} where true`),
      )
      expect(await look(session, token)).toMatchObject({ state })
    }),
  )

  it.each(['', 'guess', null])('knows nothing of the token %j', (token) =>
    db.rolledBack(async (session) => {
      await inviteOutsider(session)
      await expectRefusal(() => look(session, token), 'PT404', 'invitation_not_found')
    }),
  )
})
