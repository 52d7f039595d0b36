import type { Fetch } from './provider-http.ts'
import { readEnv } from './env.ts'
import { createPlatform } from './wiring.ts'
import { createLog } from './log.ts'

/** For tests only: a log that says nothing. */
export const silent = createLog(() => undefined)

/** For tests only: a provider that answers each call with the next of `answers`, and remembers what it was asked. */
export function scripted(answers: readonly (Response | Error)[]) {
  const asked: { url: string; init: RequestInit }[] = []
  const fetch: Fetch = (url, init) => {
    const answer = answers[asked.length]
    asked.push({ url, init })
    return answer instanceof Response
      ? Promise.resolve(answer)
      : Promise.reject(answer ?? new Error('not asked for'))
  }
  return { fetch, asked }
}

/** For tests only: the errors that Node and Deno throw for a refused connection and a lost answer. */
export const networkErrors = {
  refusedByNode: new TypeError('fetch failed', {
    cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
  }),
  refusedByDeno: new TypeError(
    'error sending request for url (https://x/): client error (Connect): tcp connect error',
  ),
  reset: new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) }),
  late: new DOMException('The operation was aborted due to timeout', 'TimeoutError'),
}

/** For tests only: the platform as it is wired, on this database; `fetch` plays the providers. */
export const platformOf = (variables: Record<string, string>, fetch: Fetch) =>
  createPlatform(readEnv(variables), { log: silent, fetch, waitUntil: () => undefined })
