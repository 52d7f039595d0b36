import type { Sql, TransactionSql } from 'postgres'
import type { Identity } from './identity.ts'

/** Runs statements with the rights of the caller: row security on storage.objects decides, as on hosted. */
export function asCaller<T>(
  sql: Sql,
  { role, claims }: Identity,
  operation: string,
  work: (transaction: TransactionSql) => Promise<T>,
): Promise<T> {
  return sql.begin(async (transaction) => {
    await transaction`
      select
        set_config('role', ${role}, true),
        set_config('request.jwt.claims', ${JSON.stringify(claims)}, true),
        set_config('request.jwt.claim.sub', ${String(claims.sub ?? '')}, true),
        set_config('request.jwt.claim.role', ${role}, true),
        set_config('storage.operation', ${operation}, true),
        set_config('storage.allow_delete_query', 'true', true),
        set_config('statement_timeout', '8000', true)`
    return work(transaction)
  }) as Promise<T>
}
