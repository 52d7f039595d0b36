import { randomUUID } from 'node:crypto'
import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'

/** A key as screens show it; `key` once. */
export interface ApiKey {
  id: string
  name: string
  hint: string
  scopes: string[]
  maker: string
  state: 'active' | 'revoked' | 'expired' | 'maker_left'
  last_used_at: string | null
  key?: string
}

/** Somebody makes a key; the administrator of Aurora, unless told otherwise. */
export async function createKey(
  session: Session,
  {
    as = 'admin@aurora.test',
    tenant = aurora.id,
    id = randomUUID(),
    scopes = ['patients:read'],
    expiresAt = null,
  }: { as?: Email; tenant?: string; id?: string | null; scopes?: string[]; expiresAt?: string | null } = {},
): Promise<ApiKey> {
  const [row] = await session.asUser(
    as,
    (sql) => sql<{ value: ApiKey }[]>`
      select public.create_api_key(${tenant}, ${id}, 'Integração', ${scopes}, ${expiresAt}::text::timestamptz) as value`,
  )
  return row!.value
}

/** What the function `api` is told of a key. */
export async function beginCall(session: Session, key: string) {
  const [row] = await session.asService(
    (sql) => sql<{ value: { claims: Record<string, string> } & { retry_after_seconds?: number } }[]>`
      select app.begin_api_call(${key}) as value`,
  )
  return row!.value
}

/** One operation with a key, as the function `api` does it. */
export async function callApi<Body = Record<string, unknown>>(
  session: Session,
  key: string,
  operation: string,
  given: Record<string, unknown> = {},
  idempotencyKey: string | null = null,
): Promise<{ body: Body; replayed?: boolean; lease?: object }> {
  const { claims } = await beginCall(session, key)
  return asKey(session, claims, operation, given, idempotencyKey)
}

/** The second step alone, with claims that were given before. */
export async function asKey<Body = Record<string, unknown>>(
  session: Session,
  claims: object,
  operation: string,
  given: Record<string, unknown> = {},
  idempotencyKey: string | null = null,
): Promise<{ body: Body; replayed?: boolean; lease?: object }> {
  const [row] = await session.asUser('admin@aurora.test', async (sql) => {
    await sql`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`
    return sql<{ value: { body: Body } }[]>`
      select app.api_call(${operation}, ${sql.json(given as never)}, ${idempotencyKey}) as value`
  })
  return row!.value
}
