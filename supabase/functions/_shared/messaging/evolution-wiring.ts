import { lookup } from 'node:dns/promises'
import { createGuardedFetch } from '../platform/guarded-fetch.ts'
import type { ResolveHost } from '../platform/server-address.ts'
import type { Platform } from '../platform/wiring.ts'
import { createEvolutionClient } from '../providers/evolution/client.ts'

const lookUp: ResolveHost = async (host) => (await lookup(host, { all: true })).map(({ address }) => address)

/** What functions ask for that speak with servers of Evolution, which clinics name. */
export function evolutionOf({ env, fetch }: Platform, resolveHost = lookUp) {
  return {
    resolveHost,
    sharedEvolution: env.evolution,
    allowPrivateProviders: env.allowPrivateProviders,
    evolution: createEvolutionClient(
      createGuardedFetch(fetch, {
        resolve: resolveHost,
        allowPrivate: env.allowPrivateProviders,
        trusted: env.evolution?.url ?? null,
      }),
    ),
  }
}
