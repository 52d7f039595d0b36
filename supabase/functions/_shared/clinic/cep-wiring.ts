import type { UserClaims } from '../platform/auth.ts'
import type { Platform } from '../platform/wiring.ts'
import { createCepLookUp } from './cep.ts'

/** What looks up a CEP, and who may ask for it. */
export function cepOf({ env, fetch, calls, log }: Platform) {
  return {
    log,
    lookUpCep: createCepLookUp({ fetch, url: env.cepUrl }),
    /** Refuses whoever is no active member of the clinic. */
    requireMember: (claims: UserClaims, tenantId: string) =>
      calls.asUser(claims)<null>((sql) => sql`select app.require_member(${tenantId})::text as value`),
  }
}
