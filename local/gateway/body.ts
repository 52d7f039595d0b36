import type { IncomingMessage } from 'node:http'

/** How a body has to come in. Times in milliseconds. */
export interface BodyRules {
  /** Largest size in bytes. */
  limit: number
  /** Longest silence between two pieces. */
  silence: number
  /** Longest time for all of it. */
  total: number
}

export type BodyFault = 'too_large' | 'too_slow'

/** Watches a body while it is being passed on, and reports once that it broke a rule. */
export function watchBody(
  request: IncomingMessage,
  rules: BodyRules,
  broken: (fault: BodyFault) => void,
): void {
  let size = 0
  const end = (fault?: BodyFault) => {
    clearTimeout(silence)
    clearTimeout(total)
    request.off('data', count)
    if (fault) broken(fault)
  }
  const count = (chunk: Buffer) => {
    size += chunk.length
    silence.refresh()
    if (size > rules.limit) end('too_large')
  }
  // A service that reads slowly makes us pause; that is not the client's silence.
  const listen = () => (request.isPaused() ? silence.refresh() : end('too_slow'))
  const silence = setTimeout(listen, rules.silence)
  const total = setTimeout(() => end('too_slow'), rules.total)
  request.on('data', count)
  request.once('end', () => end())
  request.once('close', () => end())
}
