import { z } from 'zod'
import type { LookUpCep } from '../_shared/clinic/cep.ts'
import type { Authenticator, UserClaims } from '../_shared/platform/auth.ts'
import { readCommand } from '../_shared/platform/body.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'

const command = z.object({ tenant_id: z.guid(), cep: z.string().regex(/^\d{8}$/) })

export interface LookUpDeps {
  auth: Pick<Authenticator, 'user'>
  requireMember(claims: UserClaims, tenantId: string): Promise<unknown>
  lookUpCep: LookUpCep
  log: Log
}

/**
 * The address of a CEP, for a form that somebody of a clinic fills in. It only spares typing, so that nothing of it is a
 * failure: where the service is down or slow, the answer says so and the address is typed.
 *
 * 200 {outcome: found | unknown | unavailable, address: {street, district, city, state} | null}.
 */
export function createHandler(deps: LookUpDeps): Handler {
  return endpoint({ name: 'lookup-cep', methods: ['POST'], log: deps.log }, async (request, { log }) => {
    const claims = await deps.auth.user(request)
    const { tenant_id, cep } = await readCommand(request, command)
    await deps.requireMember(claims, tenant_id)
    const answer = await deps.lookUpCep(cep)
    if (answer.outcome === 'unavailable') log.info('CEP service unavailable', { tenant_id })
    return json(answer)
  })
}
