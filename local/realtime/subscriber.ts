import type { Sql, TransactionSql } from 'postgres'
import type { Claims } from './auth.ts'

/** Whoever a query is run for. */
export interface Identity {
  claims: Claims
  headers: Record<string, string>
}

const ROLLBACK = Symbol('rollback')
const CONNECTION_TROUBLE = /^(08|53|57)/

/** Runs the work in a transaction that leaves nothing behind. */
export async function rolledBack<T>(sql: Sql, work: (tx: TransactionSql) => Promise<T>): Promise<T> {
  let result: { value: T } | undefined
  try {
    await sql.begin(async (tx) => {
      result = { value: await work(tx) }
      throw ROLLBACK
    })
  } catch (error) {
    if (error !== ROLLBACK) throw error
  }
  if (!result) throw new Error('The transaction ended without a result.')
  return result.value
}

/**
 * Makes the rest of the transaction run as the subscriber. Both spellings of the claims are set: policies that call
 * `auth.uid()` find the user whichever of the two that function reads.
 */
export async function becomeSubscriber(tx: TransactionSql, identity: Identity, topic = ''): Promise<void> {
  const { claims, headers } = identity
  const subject = typeof claims['sub'] === 'string' ? claims['sub'] : ''
  await tx`
    select set_config('statement_timeout', '5s', true),
           set_config('request.jwt.claims', ${JSON.stringify(claims)}, true),
           set_config('request.jwt.claim.sub', ${subject}, true),
           set_config('request.jwt.claim.role', ${claims.role}, true),
           set_config('request.headers', ${JSON.stringify(headers)}, true),
           set_config('realtime.topic', ${topic}, true),
           set_config('role', ${claims.role}, true)`
}

/**
 * The SQLSTATE with which Postgres refused a statement, or null when the fault lies with the connection or the server,
 * and the question is therefore still open.
 */
export function refusal(error: unknown): string | null {
  if (!(error instanceof Error) || error.name !== 'PostgresError') return null
  const code = 'code' in error ? String(error.code) : ''
  return CONNECTION_TROUBLE.test(code) ? null : code
}
