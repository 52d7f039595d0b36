import { PostgrestClient } from '@supabase/postgrest-js'
import type { Database } from '@contracts/database.types'
import { AppError, fromDataApi, fromProblem, toAppError, type Problem } from './errors'
import { storable } from './storable'
import { authorisedFetch, openFetch, supabaseUrl } from './supabase'

/** Tables under RLS, for the few plain reads; every change is a `rpc()`. */
export const rest = new PostgrestClient<Database>(`${supabaseUrl}/rest/v1`, {
  fetch: (input, init) => authorisedFetch(input, init).catch(refusedHere),
})

/** What people call who are not signed in; see the grants to `anon` in the migrations. */
const openFunctions = new Set<string>(['get_public_settings', 'get_invitation'])

const openRest = new PostgrestClient<Database>(`${supabaseUrl}/rest/v1`, { fetch: openFetch })

/** A call that was not made, as the Data API would have refused it: its client knows no errors but answers. */
function refusedHere(error: unknown): Response {
  if (!(error instanceof AppError)) throw error
  const status = error.code === 'network' ? 503 : 401
  return Response.json({ code: `PT${status}`, message: error.code }, { status })
}

interface CallOptions {
  signal?: AbortSignal
}

/** What a query builder of the Data API settles to. */
interface DataApiAnswer {
  data: unknown
  error: { code?: string; message?: string; details?: string | null; hint?: string | null } | null
  status: number
}

type Functions = Database['public']['Functions']

/** Arguments by name; the generated types do not know which may be null, the functions say so. */
type Args<Name extends keyof Functions> = Functions[Name]['Args'] extends infer Known
  ? { [Key in keyof Known]: Known[Key] | null }
  : never

/**
 * Calls a database function. `Result` is what its comment promises, which the generated types call Json; it is
 * inferred from where the answer goes. Throws AppError.
 */
export async function rpc<Name extends keyof Functions, Result>(
  name: Name,
  ...[args, { signal } = {}]: Functions[Name]['Args'] extends Record<PropertyKey, never>
    ? [args?: undefined, options?: CallOptions]
    : [args: Args<Name>, options?: CallOptions]
): Promise<Result> {
  const client = openFunctions.has(name) ? openRest : rest
  const call = client.rpc(name as never, storable(args ?? {}) as never)
  return unwrap<Result>(signal ? call.abortSignal(signal) : call)
}

/** Awaits a read of the Data API and returns its rows, or throws AppError. */
export async function unwrap<Result>(answer: PromiseLike<DataApiAnswer>): Promise<Result> {
  const { data, error, status } = await answer
  if (error) throw fromDataApi(error, status)
  return data as Result
}

/** Calls an edge function with a JSON body; its problem+json refusals become AppError. */
export function invoke<Result>(
  name: string,
  body: Record<string, unknown>,
  options: CallOptions = {},
): Promise<Result> {
  const headers = { 'Content-Type': 'application/json' }
  return callFunction(name, { method: 'POST', headers, body: JSON.stringify(body) }, options)
}

/** Reads from an edge function; refusals as for `invoke`. */
export function ask<Result>(name: string, options: CallOptions = {}): Promise<Result> {
  return callFunction(name, { method: 'GET' }, options)
}

async function callFunction<Result>(
  name: string,
  request: RequestInit,
  { signal }: CallOptions,
): Promise<Result> {
  let response: Response
  try {
    response = await authorisedFetch(`${supabaseUrl}/functions/v1/${name}`, {
      ...request,
      ...(signal ? { signal } : {}),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw toAppError(error)
  }
  const answer: unknown = await response.json().catch(() => ({}))
  if (!response.ok) throw fromProblem(answer as Problem, response.status)
  return answer as Result
}
