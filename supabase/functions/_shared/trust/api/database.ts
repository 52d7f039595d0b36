import type { UserClaims } from '../../platform/auth.ts'
import type { Database } from '../../platform/db.ts'
import type { Json, JsonObject } from '../../platform/json.ts'
import type { SendLease } from '../../messaging/types.ts'

/** Who a key speaks for, or how long it has to wait. */
export type ApiCaller = { tenant_id: string; claims: UserClaims } | { retry_after_seconds: number }

/** What an operation answers. */
export interface ApiAnswer {
  body: JsonObject
  /** A message that waits to be sent by whoever stored it. */
  lease?: SendLease | null
  /** The same was asked before: this is what it was answered. */
  replayed?: boolean
}

/** The API as the database sees it. */
export interface ApiDatabase {
  begin(key: string): Promise<ApiCaller>
  /** Does an operation of `app.api_operations` as whoever made the key. */
  call(
    claims: UserClaims,
    operation: string,
    given: Record<string, Json | undefined>,
    idempotencyKey: string | null,
  ): Promise<ApiAnswer>
}

/** The RPCs of the API over one connection pool. */
export function createApiDatabase(database: Pick<Database, 'service' | 'asUser'>): ApiDatabase {
  return {
    begin: (key) => database.service((sql) => sql`select app.begin_api_call(${key}) as value`),
    call: (claims, operation, given, idempotencyKey) =>
      database.asUser(claims)(
        (sql) =>
          sql`select app.api_call(${operation}, ${JSON.stringify(given)}::text::jsonb, ${idempotencyKey}) as value`,
      ),
  }
}
