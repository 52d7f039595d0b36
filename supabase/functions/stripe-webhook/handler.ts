import type { CommerceService } from '../_shared/commerce/database.ts'
import { readStripeAddress } from '../_shared/commerce/webhook-address.ts'
import { megabyte, parseJson } from '../_shared/platform/body.ts'
import { ApiError } from '../_shared/platform/errors.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'
import { readBytes } from '../_shared/platform/read-bytes.ts'
import type { SecretBox } from '../_shared/platform/secrets.ts'
import { parseStripeEvent } from '../_shared/providers/stripe/events.ts'
import { checkStripeSignature } from '../_shared/providers/stripe/signature.ts'

export interface StripeWebhookDeps {
  commerce: Pick<CommerceService, 'stripeKey' | 'applyStripeEvent'>
  secrets: Pick<SecretBox, 'open'>
  log: Log
  now(): Date
}

/**
 * Events of the Stripe account of a clinic, which its address names. Any 2xx acknowledges; everything else is repeated for
 * three days, and the buyer waits up to ten seconds on Stripe's page for the answer. So what is authentic is taken, once for
 * its id; only a wrong signature (400, as Stripe's own libraries answer) and a database that is away (503) are failures.
 */
export function createHandler({ commerce, secrets, log, now }: StripeWebhookDeps): Handler {
  return endpoint({ name: 'stripe-webhook', methods: ['POST'], log }, async (request, context) => {
    const owner = readStripeAddress(request.url)
    const header = request.headers.get('stripe-signature')
    const key = owner && header !== null ? await commerce.stripeKey(owner.tenantId, owner.accountId) : null
    if (!owner || !key) throw notAuthorized()
    const { webhook_secret: secret = '' } = await secrets.open(key.credentials, {
      tenantId: owner.tenantId,
      channelId: key.id,
    })
    const body = await bytesOf(request)
    const verdict = checkStripeSignature(header, secret, body, now())
    if (verdict !== 'valid') throw notAuthorized(verdict === 'too_old')
    const event = parseStripeEvent(parsedBody(body))
    if (event === null) {
      context.log.info('stripe event without an object', { tenant_id: owner.tenantId })
      return json({ received: true })
    }
    const { outcome, reason, order_id } = await commerce.applyStripeEvent(
      owner.tenantId,
      owner.accountId,
      event,
    )
    const fields = { tenant_id: owner.tenantId, event_type: event.type, outcome, reason, order_id }
    if (outcome === 'review') context.log.warn('stripe event to be looked at', fields)
    else context.log.info('stripe event', fields)
    return json({ received: true })
  })
}

async function bytesOf(request: Request): Promise<Uint8Array> {
  const body = await readBytes(request.body, megabyte).catch(() => undefined)
  if (body === undefined) throw new ApiError(400, 'incomplete_body', 'The body ended before it was complete.')
  if (body === null) throw new ApiError(413, 'body_too_large', 'The body is larger than 1 MB.')
  return body
}

function parsedBody(body: Uint8Array): unknown {
  return parseJson(new TextDecoder().decode(body))
}

function notAuthorized(isOld = false): ApiError {
  const why = isOld
    ? 'The signature is older than five minutes.'
    : 'The signature is not that of the account.'
  return new ApiError(400, 'webhook_not_authorized', why)
}
