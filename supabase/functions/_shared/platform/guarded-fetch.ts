import { whereabouts, type ResolveHost } from './server-address.ts'
import { NeverAllowed, NeverSent, type Fetch } from './provider-http.ts'

export interface GuardOptions {
  resolve: ResolveHost
  /** Provider servers may be inside: for stacks whose gateway runs in the same network. */
  allowPrivate: boolean
  /** A server of the operator's own, which may be anywhere. */
  trusted: string | null
}

/**
 * A `fetch` for servers that clinics name. The name was checked when it was typed; where it leads can be changed
 * afterwards, so it is looked up again before every call, and one that leads inside is not called.
 */
export function createGuardedFetch(fetch: Fetch, options: GuardOptions): Fetch {
  const trusted = options.trusted === null ? null : new URL(options.trusted).origin
  if (options.allowPrivate) return fetch
  return async (input, init) => {
    const { hostname, origin } = new URL(input)
    if (origin !== trusted) {
      const place = await whereabouts(hostname, options.resolve)
      if (place === 'nowhere') throw new NeverSent('the server cannot be found')
      if (place === 'inside') throw new NeverAllowed('the server is not on the internet')
    }
    return await fetch(input, init)
  }
}
