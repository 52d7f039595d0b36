import type { PixService } from '../_shared/clinic/pix/database.ts'
import { readWebhookAddress } from '../_shared/clinic/pix/webhook-address.ts'
import { readEvent } from '../_shared/platform/body.ts'
import { ApiError } from '../_shared/platform/errors.ts'
import { sha256Hex } from '../_shared/platform/hash.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'
import { redact } from '../_shared/platform/redact.ts'

export interface ClinicWebhookDeps {
  pix: Pick<PixService, 'isAuthentic' | 'applyEvent'>
  log: Log
}

/**
 * Events of the account of a clinic, which its address names. Asaas repeats what is not answered with exactly 200 within
 * ten seconds, and after fifteen failures in a row it stops telling anything: so whatever is authentic is taken.
 */
export function createHandler({ pix, log }: ClinicWebhookDeps): Handler {
  return endpoint({ name: 'clinic-asaas-webhook', methods: ['POST'], log }, async (request, context) => {
    const owner = readWebhookAddress(request.url)
    const token = request.headers.get('asaas-access-token') ?? ''
    // Nothing is read or stored before: the database knows the token's hash alone.
    if (!owner || token === '' || !(await pix.isAuthentic(owner.tenantId, owner.accountId, sha256Hex(token))))
      throw new ApiError(401, 'webhook_not_authorized', 'The token is not the one that Asaas was given.')
    const event = redact(await readEvent(request))
    // While the database is away this fails with 503, and Asaas repeats.
    const { outcome, reason, pix_charge_id } = await pix.applyEvent(owner.tenantId, owner.accountId, event)
    const fields = { tenant_id: owner.tenantId, outcome, reason, pix_charge_id }
    if (outcome === 'review') context.log.warn('payment to be looked at', fields)
    else context.log.info('payment event', fields)
    return json({ received: true })
  })
}
