import type { TransactionSql } from 'postgres'
import { aurora, people, type Email } from './cast.ts'
import type { Session } from './database.ts'
import { signedIn } from './sessions.ts'

/** Gives somebody a factor that Auth has verified, as Auth does it. */
export const addFactor = (session: Session, email: Email, name = 'Celular'): Promise<string> =>
  session.asPostgres(async (sql) => {
    const [row] = await sql<{ id: string }[]>`
      insert into auth.mfa_factors (id, user_id, friendly_name, factor_type, status, created_at, updated_at, secret)
      values (gen_random_uuid(), ${people[email].id}, ${name}, 'totp', 'unverified', now(), now(), 'S')
      returning id`
    await sql`update auth.mfa_factors set status = 'verified' where id = ${row?.id ?? null}`
    return row?.id ?? ''
  })

/** Works as somebody whose token has other claims too. */
export const withClaims = <T>(
  session: Session,
  email: Email,
  claims: Record<string, unknown>,
  work: (sql: TransactionSql) => Promise<T>,
): Promise<T> =>
  session.asUser(email, async (sql) => {
    const all = { sub: people[email].id, role: 'authenticated', ...claims }
    await sql`select set_config('request.jwt.claims', ${JSON.stringify(all)}, true)`
    return work(sql)
  })

/** Works as somebody who has passed the second factor. */
export const passed = <T>(
  session: Session,
  email: Email,
  work: (sql: TransactionSql) => Promise<T>,
): Promise<T> => withClaims(session, email, { aal: 'aal2' }, work)

/** Clínica Aurora asks these roles for a second factor, from a moment on. */
export const requireOf = (session: Session, roles: readonly string[], from = new Date(0)) =>
  session.asPostgres(
    (sql) => sql`
      insert into public.second_factor_rules (tenant_id, role, required_from)
      select ${aurora.id}, r, ${from} from unnest(${[...roles]}::text[]) r`,
  )

/** What the audit of Clínica Aurora says of second factors, the oldest first. */
export const auditOf = (session: Session) =>
  session.asPostgres(
    (sql) => sql<{ action: string; actor_id: string | null; reason: string | null }[]>`
      select action, actor_id, reason from public.audit_logs
      where tenant_id = ${aurora.id} and action like 'second_factor.%' order by id`,
  )

/** The owner of Aurora has a factor and codes to recover it; she is signed in on a laptop and a phone. */
export async function withCodes(session: Session): Promise<string[]> {
  await signedIn(session)
  await addFactor(session, 'dona@aurora.test')
  return passed(session, 'dona@aurora.test', createCodes)
}

export const createCodes = async (sql: TransactionSql): Promise<string[]> => {
  const [row] = await sql`select public.create_recovery_codes() as codes`
  return row!.codes as string[]
}

export const countCodes = async (sql: TransactionSql): Promise<number> => {
  const [row] = await sql`select public.count_recovery_codes() as left`
  return row!.left as number
}

export const useCode = async (sql: TransactionSql, code: string | null = 'AAAA-BBBB-CCCC') => {
  const [row] = await sql`select public.use_recovery_code(${code}) as value`
  return row!.value as { outcome: string; left?: number }
}
