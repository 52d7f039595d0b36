import type { Sql, TransactionSql } from 'postgres'

/** The frame in which the Data API runs every request of a signed-in person. */
export function asMember<T>(
  sql: Sql,
  userId: string,
  work: (transaction: TransactionSql) => Promise<T>,
): Promise<T> {
  return inFrame(sql, 'authenticated', userId, work)
}

/** The same statements, a role that no policy applies to. */
export function asService<T>(
  sql: Sql,
  userId: string,
  work: (transaction: TransactionSql) => Promise<T>,
): Promise<T> {
  return inFrame(sql, 'service_role', userId, work)
}

function inFrame<T>(
  sql: Sql,
  role: string,
  userId: string,
  work: (transaction: TransactionSql) => Promise<T>,
): Promise<T> {
  return sql.begin(async (transaction) => {
    await transaction`select set_config('role', ${role}, true),
      set_config('request.jwt.claims', ${JSON.stringify({ sub: userId, role })}, true),
      set_config('request.jwt.claim.sub', ${userId}, true)`
    return work(transaction)
  }) as Promise<T>
}
