import { AppError, fromProblem, toAppError, type Problem } from './errors'
import { openFetch, supabaseUrl } from './supabase'

/** An answer of a function to somebody without an account. */
export interface OpenAnswer<Body> {
  status: number
  body: Body
}

/**
 * Calls an edge function for somebody who is not signed in. Statuses that are answers by themselves are named; every other one
 * that is no success is thrown as AppError.
 */
export async function callOpenFunction<Body>(
  name: string,
  command: Record<string, unknown>,
  answers: readonly number[] = [],
): Promise<OpenAnswer<Body>> {
  let response: Response
  try {
    response = await openFetch(`${supabaseUrl}/functions/v1/${name}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(command),
    })
  } catch (error) {
    throw toAppError(error)
  }
  const body: unknown = await response.json().catch(() => null)
  if (body === null) throw new AppError('unexpected', '', null, response.status)
  if (!response.ok && !answers.includes(response.status)) throw fromProblem(body as Problem, response.status)
  return { status: response.status, body: body as Body }
}
