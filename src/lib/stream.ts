import { AppError, fromProblem, toAppError, type Problem } from './errors'
import { authorisedFetch, supabaseUrl } from './supabase'

/** An event of a stream: its name, and what its data hold. */
export interface StreamEvent {
  event: string
  data: Record<string, unknown>
}

/**
 * Calls an edge function that answers piece by piece (text/event-stream). Refusals become AppError, as for `invoke`; when
 * `signal` ends it, the error of the browser is thrown.
 */
export async function* stream(
  name: string,
  body: Record<string, unknown>,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent, void> {
  let response: Response
  try {
    response = await authorisedFetch(`${supabaseUrl}/functions/v1/${name}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream' },
      body: JSON.stringify(body),
      signal,
    })
  } catch (error) {
    if (signal.aborted) throw error
    throw toAppError(error)
  }
  if (!response.ok) throw fromProblem((await response.json().catch(() => ({}))) as Problem, response.status)
  if (!response.body) throw new AppError('unexpected', '', null, response.status)
  yield* eventsOf(response.body)
}

/** The events of a body, whole ones only: one that was torn off says nothing. */
export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent, void> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      rest += decoder.decode(value, { stream: true })
      const blocks = rest.split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const found = eventOf(block)
        if (found) yield found
      }
    }
  } finally {
    reader.cancel().catch(() => undefined)
  }
}

function eventOf(block: string): StreamEvent | null {
  const fields = new Map(
    block.split('\n').map((line): [string, string] => {
      const at = line.indexOf(':')
      return [line.slice(0, at), line.slice(at + 1).trim()]
    }),
  )
  const data = fields.get('data')
  if (data === undefined) return null
  return { event: fields.get('event') ?? 'message', data: JSON.parse(data) as Record<string, unknown> }
}
