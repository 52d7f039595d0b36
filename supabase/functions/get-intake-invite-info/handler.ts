import { z } from 'zod'
import type { IntakeService } from '../_shared/clinic/intake-service.ts'
import { intakeRefusal } from '../_shared/clinic/intake-refusal.ts'
import { readCommand } from '../_shared/platform/body.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'

const command = z.object({ token: z.string().min(1).max(200) })
const bodyLimit = 4096

export interface IntakeInfoDeps {
  service: Pick<IntakeService, 'getIntakeInviteInfo'>
  hashAddress(request: Request): string | null
  log: Log
}

/**
 * What the link of an intake form opens, for whoever holds it: 200 {state, …}, where a form that is over says so; 404 for a
 * token that is none, 429 for who asks too often. The token comes in the body, because addresses are logged.
 */
export function createHandler({ service, hashAddress, log }: IntakeInfoDeps): Handler {
  return endpoint({ name: 'get-intake-invite-info', methods: ['POST'], log }, async (request) => {
    const { token } = await readCommand(request, command, bodyLimit)
    const info = await service.getIntakeInviteInfo(token, hashAddress(request))
    const refusal = intakeRefusal(info.state)
    if (refusal) throw refusal
    return json(info)
  })
}
