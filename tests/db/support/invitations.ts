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
