import type { UserClaims } from '../platform/auth.ts'
import type { Call, Database } from '../platform/db.ts'

export interface Invitation {
  id: string
  token: string
  email: string
  role: string
  expires_at: string
}

/** The RPCs of account over one connection pool. */
export interface AccountDatabase {
  /** Rights of one signed-in person; SQL decides who may do what. */
  asUser(claims: UserClaims): AccountUser
}

/** Makes the clients of account. */
export function createAccountDatabase(database: Pick<Database, 'asUser'>): AccountDatabase {
  return {
    asUser: (claims) => createAccountUser(database.asUser(claims)),
  }
}

/** What a signed-in person asks for. */
export interface AccountUser {
  createInvitation(tenantId: string, email: string, role: string): Promise<Invitation>
  getInvitation(token: string): Promise<{ tenant_name: string }>
}

function createAccountUser(call: Call): AccountUser {
  return {
    createInvitation: (tenantId, email, role) =>
      call((sql) => sql`select public.create_invitation(${tenantId}, ${email}, ${role}) as value`),
    getInvitation: (token) => call((sql) => sql`select public.get_invitation(${token}) as value`),
  }
}
