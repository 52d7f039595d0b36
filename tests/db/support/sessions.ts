import type { TransactionSql } from 'postgres'
import { people } from './cast.ts'
import type { Session } from './database.ts'

export const laptop = '5e550000-0000-4000-8000-000000000001'
export const phone = '5e550000-0000-4000-8000-000000000002'
/** Somebody else's. */
export const foreign = '5e550000-0000-4000-8000-000000000003'

/** The owner of Aurora is signed in on a laptop and a phone, her administrator somewhere. */
export const signedIn = (session: Session): Promise<unknown> =>
  session.asPostgres(
    (sql) => sql`
      insert into auth.sessions (id, user_id, created_at, updated_at, user_agent) values
        (${laptop}, ${people['dona@aurora.test'].id}, now(), now(), 'Laptop'),
        (${phone}, ${people['dona@aurora.test'].id}, now() - interval '1 day', now() - interval '1 day', 'Phone'),
        (${foreign}, ${people['admin@aurora.test'].id}, now(), now(), 'Other')`,
  )

/** Works as the owner of Aurora with the token of one of her sign-ins. */
export const dona = <T>(
  session: Session,
  work: (sql: TransactionSql) => Promise<T>,
  id: string = laptop,
): Promise<T> =>
  session.asUser('dona@aurora.test', async (sql) => {
    const claims = { sub: people['dona@aurora.test'].id, role: 'authenticated', session_id: id }
    await sql`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`
    return work(sql)
  })
