import { describe, expect, it } from 'vitest'
import { aurora, type Email, type Role } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import { invite } from '../support/invitations.ts'

const db = await createDatabase()

const invitations = (session: Session) =>
  session.asUser(
    'dona@aurora.test',
    (sql) =>
      sql`select id, email, role, revoked_at is not null as revoked from public.tenant_invitations order by created_at, revoked_at`,
  )

describe('create_invitation', () => {
  it('answers with a token that is stored nowhere', () =>
    db.rolledBack(async (session) => {
      const made = await invite(session, 'admin@aurora.test', ' Nova@Pessoa.test ', 'therapist')
      expect(made).toMatchObject({
        email: 'nova@pessoa.test',
        role: 'therapist',
        token: expect.stringMatching(/^[\w-]{43}$/),
      })
      expect(new Date(made.expires_at).getTime() - Date.now()).toBeGreaterThan(6.9 * 86_400_000)
      const [row] = await session.asPostgres(
        (sql) =>
          sql`select token_hash = sha256(convert_to(${made.token}, 'UTF8')) as hashed from public.tenant_invitations`,
      )
      expect(row).toEqual({ hashed: true })
    }))

  it('takes the place of a pending invitation of the same address', () =>
    db.rolledBack(async (session) => {
      const first = await invite(session, 'admin@aurora.test', 'nova@pessoa.test', 'therapist')
      const second = await invite(session, 'dona@aurora.test', 'NOVA@pessoa.test', 'operator')
      const state = await invitations(session)
      expect(state.find((row) => row.id === first.id)).toMatchObject({ revoked: true })
      expect(state.find((row) => row.id === second.id)).toMatchObject({ revoked: false, role: 'operator' })
    }))

  it.each([
    ['dona@aurora.test', 'owner', true],
    ['admin@aurora.test', 'admin', true],
    ['admin@aurora.test', 'owner', false],
  ] as [Email, Role, boolean][])('lets %s invite as %s: %s', (email, role, allowed) =>
    db.rolledBack(async (session) => {
      const call = () => invite(session, email, 'nova@pessoa.test', role)
      if (allowed) expect(await call()).toMatchObject({ role })
      else await expectRefusal(call, 'PT403', 'forbidden')
    }),
  )

  it.each([
    ['no address', '', 'operator', 'PT400', 'invalid_email'],
    ['half an address', 'nova@pessoa', 'operator', 'PT400', 'invalid_email'],
    ['two addresses', 'a@b.test, c@d.test', 'operator', 'PT400', 'invalid_email'],
    ['a role that is none', 'nova@pessoa.test', 'janitor', 'PT400', 'invalid_role'],
    ['somebody of the team', 'RECEPCAO@aurora.test', 'operator', 'PT409', 'already_a_member'],
    ['a disabled member', 'desligado@aurora.test', 'operator', 'PT409', 'already_a_member'],
  ])('refuses %s', (_what, address, role, sqlstate, code) =>
    db.rolledBack((session) =>
      expectRefusal(() => invite(session, 'dona@aurora.test', address, role), sqlstate, code),
    ),
  )

  it('leaves one pending invitation when the same address is invited eight times at once', async () => {
    await Promise.all(
      Array.from({ length: 8 }, () => invite(db, 'dona@aurora.test', 'muitas@vezes.test', 'operator')),
    )
    const rows = (await invitations(db)).filter((row) => row.email === 'muitas@vezes.test')
    expect(rows).toHaveLength(8)
    expect(rows.filter((row) => !row.revoked)).toHaveLength(1)
  })

  itIsForAdmins(
    db,
    (sql) => sql`select public.create_invitation(${aurora.id}, 'nova@pessoa.test', 'operator')`,
  )
})
