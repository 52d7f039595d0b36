import { z } from 'zod'
import type { IntakeService } from '../_shared/clinic/intake-service.ts'
import { intakeRefusal } from '../_shared/clinic/intake-refusal.ts'
import { megabyte, readCommand } from '../_shared/platform/body.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'

const text = z.string().max(6000)
const value = z.union([
  text,
  z.array(z.string().max(60)).max(40),
  z.record(z.string().max(40), text),
  z.null(),
])
const command = z.object({
  token: z.string().min(1).max(200),
  /** From the browser: what is sent again after a lost answer is not a second form. */
  submission_id: z.guid(),
  answers: z.record(z.string().max(60), value),
  accepted: z.record(z.string().max(60), z.boolean()),
  signer: z.object({ full_name: z.string().max(500), kinship: z.string().max(40) }),
  locale: z.enum(['pt-BR', 'en']).default('pt-BR'),
})
/** The longest form of long answers is shorter. */
const bodyLimit = megabyte / 2

export interface SubmitIntakeDeps {
  service: Pick<IntakeService, 'submitIntake'>
  hashAddress(request: Request): string | null
  log: Log
}

/**
 * Answers to an intake form, from whoever holds its link. 200 {state: received}, also when the same comes again; 422 {problems}
 * by question; 409 {state} for a link that is over; 404 for a token that is none, 429 for who tries too often. What is answered
 * is logged nowhere.
 */
export function createHandler({ service, hashAddress, log }: SubmitIntakeDeps): Handler {
  return endpoint({ name: 'submit-patient-intake', methods: ['POST'], log }, async (request) => {
    const { token, submission_id, ...payload } = await readCommand(request, command, bodyLimit)
    const caller = { ip_hash: hashAddress(request), user_agent: request.headers.get('user-agent') }
    const outcome = await service.submitIntake(token, submission_id, payload, caller)
    const refusal = intakeRefusal(outcome.state)
    if (refusal) throw refusal
    if (outcome.state === 'received') return json(outcome)
    return json(outcome, outcome.state === 'invalid' ? 422 : 409)
  })
}
