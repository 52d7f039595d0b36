import { lookup } from 'node:dns/promises'
import { createGuardedFetch } from '../platform/guarded-fetch.ts'
import type { ResolveHost } from '../platform/server-address.ts'
import type { Platform } from '../platform/wiring.ts'
import { createEvolutionClient } from '../providers/evolution/client.ts'

const lookUp: ResolveHost = async (host) => (await lookup(host, { all: true })).map(({ address }) => address)

/** A `fetch` for addresses that somebody else names: none leads inside our own network. */
export function guardedFetchOf({ env, fetch }: Platform, resolve = lookUp) {
  const trusted = env.evolution?.url ?? null
  return createGuardedFetch(fetch, { resolve, allowPrivate: env.allowPrivateProviders, trusted })
}

/**
 * A `fetch` for addresses that the steps of workflows name: they lead to the internet and nowhere else, not even where
 * this stack keeps its own servers of Evolution.
 */
export function webhookFetchOf({ fetch }: Platform, resolve = lookUp) {
  return createGuardedFetch(fetch, { resolve, allowPrivate: false, trusted: null })
}

/**
 * A `fetch` for the endpoints of clinics that are told what happens: as guardedFetchOf, but the shared server of
 * Evolution, which may stand in our own network, is no endpoint of a clinic.
 */
export function endpointFetchOf({ env, fetch }: Platform, resolve = lookUp) {
  return createGuardedFetch(fetch, { resolve, allowPrivate: env.allowPrivateProviders, trusted: null })
}

/** What functions ask for that speak with servers of Evolution, which clinics name. */
export function evolutionOf(platform: Platform, resolveHost = lookUp) {
  const { env } = platform
  return {
    resolveHost,
    sharedEvolution: env.evolution,
    allowPrivateProviders: env.allowPrivateProviders,
    evolution: createEvolutionClient(guardedFetchOf(platform, resolveHost)),
  }
}
