import { NeverAllowed, failureOf, type Fetch } from './provider-http.ts'

/** What a server outside said to something that it was sent. */
export interface OutsideAnswer {
  /** 0 when there was no answer. */
  status: number
  /** `closed`: an address that may not be called; `not_sent`: the request never left; `no_answer`: anything can have happened. */
  failure: 'closed' | 'not_sent' | 'no_answer' | null
  /** The beginning of what it answered. */
  text: string
  retryAfterSeconds: number | null
}

const callForMs = 15_000
const readBytes = 2000

/**
 * Posts JSON to a server that a clinic named, through a guarded `fetch`. Redirects are not followed, and only the beginning
 * of the answer is read: the server is not ours, and must be able neither to lead us elsewhere nor to fill our memory.
 */
export async function postOutside(
  fetch: Fetch,
  url: string,
  body: string,
  headers: Record<string, string>,
): Promise<OutsideAnswer> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(callForMs),
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })
    const text = await beginningOf(answer.body)
    return {
      status: answer.status,
      failure: null,
      text,
      retryAfterSeconds: secondsOf(answer.headers.get('retry-after')),
    }
  } catch (error) {
    const { kind, detail } = failureOf(error)
    return {
      status: 0,
      failure: error instanceof NeverAllowed ? 'closed' : kind,
      text: detail,
      retryAfterSeconds: null,
    }
  }
}

/** The first bytes as text, without what Postgres does not take. */
async function beginningOf(stream: ReadableStream<Uint8Array> | null): Promise<string> {
  if (stream === null) return ''
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  while (size < readBytes) {
    const { done, value } = await reader.read()
    if (done) return clean(text + decoder.decode())
    size += value.length
    text += decoder.decode(value.subarray(0, readBytes), { stream: true })
  }
  await reader.cancel()
  return clean(text)
}

const clean = (text: string) => text.replaceAll('\0', '').slice(0, readBytes)

function secondsOf(value: string | null): number | null {
  return value !== null && /^\d{1,5}$/.test(value.trim()) ? Math.min(Number(value), 3600) : null
}
