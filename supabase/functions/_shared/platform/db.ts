import postgres from 'postgres'
import type { UserClaims } from './auth.ts'
import { isConflictOfTransactions, isDatabaseDown, toRefusal } from './db-errors.ts'
import { DatabaseUnavailable } from './errors.ts'
import { requestScope } from './request-scope.ts'

/**
 * Runs one statement that returns one value, under the rights of whoever the client was made for. It is given up after
 * `timeoutMs`, or after the usual time.
 */
export type Call = <T>(
  statement: (sql: postgres.Sql) => postgres.PendingQuery<postgres.Row[]>,
  timeoutMs?: number,
) => Promise<T>

/** Postgres over its own wire; each domain makes its typed client of it. */
export interface Database {
  /** Rights of the owner: for what no person asks for (webhooks, the worker) or may read (credentials). */
  service: Call
  /** Rights of one signed-in person: role and claims are set for the transaction, as the Data API sets them. */
  asUser(claims: UserClaims): Call
  end(): Promise<void>
}

export interface DatabaseOptions {
  url: string
  pool: number
  /** The address is a transaction pooler's, which cannot keep statements that are prepared by name. */
  pooled: boolean
  /** A call that takes longer fails as unavailable, so that a provider hears 503 before it gives up. */
  timeoutMs?: number
}

/** Opens connections lazily. */
export function createDatabase(options: DatabaseOptions): Database {
  const sql = postgres(options.url, {
    max: options.pool,
    prepare: !options.pooled,
    fetch_types: false,
    connect_timeout: 5,
    idle_timeout: 60,
    backoff: (attempt: number) => Math.min(0.1 * 2 ** attempt, 2),
    onnotice: () => undefined,
    connection: { application_name: 'zelo-functions' },
  })
  const timeoutMs = options.timeoutMs ?? 12_000

  const asService: Call = async <T>(statement: Parameters<Call>[0], longerMs = timeoutMs) => {
    const rows = await guarded(() => statement(sql), longerMs)
    return firstValue<T>(rows)
  }

  return {
    service: asService,
    asUser(claims) {
      const asCaller: Call = async <T>(statement: Parameters<Call>[0]) => {
        const run = () =>
          sql.begin((transaction) => [
            transaction`select set_config('role', 'authenticated', true),
              set_config('request.jwt.claims', ${JSON.stringify(claims)}, true),
              set_config('request.headers', ${requestHeaders()}, true)`,
            statement(transaction as unknown as postgres.Sql),
          ])
        const [, rows] = await guarded(run, timeoutMs)
        return firstValue<T>(rows ?? [])
      }
      return asCaller
    },
    end: () => sql.end({ timeout: 2 }),
  }
}

/** As the Data API sets them, where there is a request. */
function requestHeaders(): string {
  const id = requestScope.getStore()
  return id === undefined ? '' : JSON.stringify({ 'x-request-id': id })
}

/** Every RPC is selected as `value`; its shape is the contract between this file and the SQL. */
function firstValue<T>(rows: readonly postgres.Row[]): T {
  return rows[0]?.value as T
}

const mostAttempts = 3

/** Deadlocks and serialization failures undo a call completely, so it is made again; every RPC may be repeated. */
async function guarded<T>(run: () => PromiseLike<T>, timeoutMs: number): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTime(run, timeoutMs)
    } catch (error) {
      if (error instanceof DatabaseUnavailable) throw error
      if (isDatabaseDown(error)) throw new DatabaseUnavailable(error)
      if (attempt >= mostAttempts || !isConflictOfTransactions(error)) throw toRefusal(error)
      await new Promise((resolve) => setTimeout(resolve, 10 + Math.random() * 90))
    }
  }
}

async function inTime<T>(run: () => PromiseLike<T>, timeoutMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DatabaseUnavailable(new Error('time-out'))), timeoutMs)
  })
  try {
    return await Promise.race([run(), late])
  } finally {
    clearTimeout(timer)
  }
}
