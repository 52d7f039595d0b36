import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'

export interface Invitation {
  id: string
  token: string
  email: string
  role: string
  expires_at: string
}

/** Invites somebody to Clínica Aurora. */
export async function invite(session: Session, as: Email, email: string, role: string): Promise<Invitation> {
  return session.asUser(as, async (sql) => {
    const [row] = await sql<{ made: Invitation }[]>`
      select public.create_invitation(${aurora.id}, ${email}, ${role}) as made`
    return row!.made
  })
}

/** An invitation of the one person of the cast who is in no clinic. */
export const inviteOutsider = (session: Session, role = 'therapist') =>
  invite(session, 'dona@aurora.test', 'fora@exemplo.test', role)

/** Ids of the invitations to Clínica Aurora that still wait for an answer. */
export async function openInvitations(session: Session): Promise<string[]> {
  const rows = await session.asPostgres(
    (sql) => sql<{ id: string }[]>`
      select id from public.tenant_invitations
      where tenant_id = ${aurora.id} and accepted_at is null and revoked_at is null order by id::text`,
  )
  return rows.map(({ id }) => id)
}
