import { readEvent } from '../_shared/platform/body.ts'
import { ApiError } from '../_shared/platform/errors.ts'
import { equalInConstantTime } from '../_shared/platform/hash.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'
import { redact } from '../_shared/platform/redact.ts'
import type { BillingService } from '../_shared/billing/database.ts'

export interface AsaasWebhookDeps {
  service: Pick<BillingService, 'applyAsaasEvent'>
  asaasWebhookToken: string | null
  log: Log
}

/**
 * Events of Asaas. It repeats what is not answered with exactly 200 within ten seconds, and after fifteen failures in
 * a row it stops telling anything: so whatever is authentic is stored and taken, understood or not.
 */
export function createHandler(deps: AsaasWebhookDeps): Handler {
  return endpoint({ name: 'asaas-webhook', methods: ['POST'], log: deps.log }, async (request, { log }) => {
    const token = request.headers.get('asaas-access-token') ?? ''
    // Nobody but Asaas is told anything; nothing is read or stored. Asaas signs nothing else.
    if (!deps.asaasWebhookToken || !equalInConstantTime(token, deps.asaasWebhookToken)) {
      throw new ApiError(401, 'webhook_not_authorized', 'The token is not the one that Asaas was given.')
    }
    const event = redact(await readEvent(request))
    // While the database is away this fails with 503, and Asaas repeats.
    const { outcome, reason, tenant_id, purchase_id } = await deps.service.applyAsaasEvent(event)
    const fields = { outcome, reason, tenant_id, purchase_id }
    if (outcome === 'review') log.warn('payment to be looked at', fields)
    else log.info('payment event', fields)
    return json({ received: true })
  })
}
