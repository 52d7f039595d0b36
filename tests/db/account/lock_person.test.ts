import { describe, expect, it } from 'vitest'
import { aurora, horizonte, people, type Email } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { invite, openInvitations } from '../support/invitations.ts'

const db = await createDatabase()
const everybodyAtOnce = 30

/** Calls from as many connections at once; how many were answered, and what the others were told. */
async function atOnce(
  call: (n: number) => Promise<unknown>,
): Promise<{ answered: number; refused: string[] }> {
  const outcomes = await Promise.allSettled(Array.from({ length: everybodyAtOnce }, (_, n) => call(n)))
  const refused = outcomes.flatMap((outcome) =>
    outcome.status === 'rejected' ? [(outcome.reason as Error).message] : [],
  )
  return { answered: everybodyAtOnce - refused.length, refused: [...new Set(refused)] }
}

describe('what one person may do only so often, from thirty connections', () => {
  it('founds twenty clinics, not one more', async () => {
    const { answered, refused } = await atOnce((n) =>
      db.asUser('fora@exemplo.test', (sql) => sql`select public.create_tenant(${`Clínica ${n}`})`),
    )
    expect({ answered, refused }).toEqual({ answered: 20, refused: ['too_many_clinics'] })
  })

  it('sends a hundred invitations a day, from all clinics together', async () => {
    await db.asPostgres(async (sql) => {
      await sql`insert into public.tenant_members (tenant_id, user_id, role)
        values (${horizonte.id}, ${people['admin@aurora.test'].id}, 'admin')`
      await sql`insert into public.tenant_invitations (tenant_id, email, role, token_hash, created_by)
        select ${aurora.id}, 'antes' || n || '@exemplo.test', 'operator', sha256(n::text::bytea), ${people['admin@aurora.test'].id}
        from generate_series(1, 95) n`
    })
    const { answered, refused } = await atOnce((n) =>
      db.asUser(
        'admin@aurora.test',
        (sql) =>
          sql`select public.create_invitation(${[aurora.id, horizonte.id][n % 2]!}, ${`p${n}@exemplo.test`}, 'operator')`,
      ),
    )
    expect({ answered, refused }).toEqual({ answered: 5, refused: ['too_many_requests'] })
  })
})

describe('an invitation accepted while others are made for the same address', () => {
  const member: Email = 'fora@exemplo.test'
  const role = 'operator'

  it('leaves none open that would bring the person back after a removal', async () => {
    for (let round = 0; round < 10; round += 1) {
      // the day's limit is another test's
      await db.asPostgres((sql) => sql`delete from public.tenant_invitations where email = ${member}`)
      const { token } = await invite(db, 'dona@aurora.test', member, role)
      await Promise.allSettled([
        ...Array.from({ length: 15 }, () => invite(db, 'dona@aurora.test', member, role)),
        ...Array.from({ length: 15 }, () =>
          db.asUser(member, (sql) => sql`select public.accept_invitation(${token})`),
        ),
      ])
      const [row] = await db.asPostgres(
        (sql) => sql`
          select exists (select from public.tenant_members
            where tenant_id = ${aurora.id} and user_id = ${people[member].id}) as inside`,
      )
      const open = (await openInvitationsOf(member)).length
      // inside without a key, or outside with the one that was made last
      expect({ inside: row?.inside, open }).toEqual(
        row?.inside ? { inside: true, open: 0 } : { inside: false, open: 1 },
      )
      if (row?.inside)
        await db.asUser(
          'dona@aurora.test',
          (sql) => sql`select public.remove_member(${aurora.id}, ${people[member].id})`,
        )
    }
  })

  it('and what is open when somebody goes is closed', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(
        (sql) => sql`
          insert into public.tenant_invitations (tenant_id, email, role, token_hash)
          values (${aurora.id}, 'terapeuta@aurora.test', 'owner', sha256('x'))`,
      )
      const before = await openInvitations(session)
      await session.asUser(
        'dona@aurora.test',
        (sql) => sql`select public.remove_member(${aurora.id}, ${people['terapeuta@aurora.test'].id})`,
      )
      expect((await openInvitations(session)).length).toBe(before.length - 1)
    }))
})

const openInvitationsOf = (email: string) =>
  db.asPostgres(
    (sql) => sql`
      select id from public.tenant_invitations
      where tenant_id = ${aurora.id} and email = ${email} and accepted_at is null and revoked_at is null`,
  )
