import { z } from 'zod'
import type { CommerceUser } from '../_shared/commerce/database.ts'
import { readStripeAddress, stripeWebhookAddress } from '../_shared/commerce/webhook-address.ts'
import type { Authenticator, UserClaims } from '../_shared/platform/auth.ts'
import { readCommand } from '../_shared/platform/body.ts'
import type { Env } from '../_shared/platform/env.ts'
import { ApiError } from '../_shared/platform/errors.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import { isObject, listAt, objectAt, textAt } from '../_shared/platform/json.ts'
import type { Log } from '../_shared/platform/log.ts'
import type { Fetch } from '../_shared/platform/provider-http.ts'
import type { SecretBox } from '../_shared/platform/secrets.ts'
import type { StripeAnswer } from '../_shared/providers/stripe/answer.ts'
import { createStripeClient } from '../_shared/providers/stripe/client.ts'
import { stripeEvents } from '../_shared/providers/stripe/events.ts'

const command = z.object({
  tenant_id: z.guid().transform((id) => id.toLowerCase()),
  /** Secret or restricted; the publishable one can do nothing of this. */
  secret_key: z
    .string()
    .trim()
    .regex(/^(sk|rk)_(test|live)_\w{8,250}$/),
})

export interface ConnectStripeDeps {
  auth: Authenticator
  commerceAsUser(claims: UserClaims): Pick<CommerceUser, 'requireAdmin' | 'connectStripe'>
  env: Pick<Env, 'stripeUrl'>
  fetch: Fetch
  secrets: SecretBox
  publicUrl: string
  log: Log
}

/**
 * A clinic connects its own account of Stripe: the key is tried and the endpoint of the account is made before anything is
 * saved. Stripe says the secret of an endpoint once, so an endpoint of ours that exists already is replaced; the account
 * keeps its id, and what it was paid with stays with it.
 */
export function createHandler(deps: ConnectStripeDeps): Handler {
  return endpoint({ name: 'connect-stripe', methods: ['POST'], log: deps.log }, async (request, { log }) => {
    const claims = await deps.auth.user(request)
    const { tenant_id: tenantId, secret_key: secretKey } = await readCommand(request, command)
    const user = deps.commerceAsUser(claims)
    await user.requireAdmin(tenantId)
    const stripe = createStripeClient(deps.fetch, { apiUrl: deps.env.stripeUrl, secretKey })
    const account = taken(await stripe.account())
    const ours = listAt(taken(await stripe.webhooks()), 'data')
      .filter(isObject)
      .map((webhook) => ({ id: textAt(webhook, 'id'), owner: ownerOf(textAt(webhook, 'url')) }))
      .filter(({ owner }) => owner?.tenantId === tenantId)
    const accountId = ours[0]?.owner?.accountId ?? crypto.randomUUID()
    const created = taken(
      await stripe.createWebhook({
        url: stripeWebhookAddress(deps.publicUrl, tenantId, accountId),
        events: stripeEvents,
      }),
    )
    const secret = textAt(created, 'secret')
    if (secret === null)
      throw new ApiError(502, 'payment_refused', 'Stripe did not say the secret of the webhook.')
    const connected = await user.connectStripe({
      tenantId,
      id: accountId,
      livemode: secretKey.includes('_live_'),
      accountRef: textAt(account, 'id') ?? '',
      name:
        textAt(objectAt(account, 'business_profile'), 'name') ??
        textAt(objectAt(objectAt(account, 'settings'), 'dashboard'), 'display_name'),
      keyHint: secretKey.slice(-4),
      credentials: await deps.secrets.seal(
        { secret_key: secretKey, webhook_secret: secret },
        { tenantId, channelId: accountId },
      ),
    })
    // Only now: until here the old endpoint told us with the old secret.
    for (const { id } of ours) if (id !== null) await stripe.deleteWebhook(id)
    log.info('stripe connected', { tenant_id: tenantId })
    return json(connected)
  })

  function ownerOf(url: string | null) {
    return url?.startsWith(`${deps.publicUrl}/stripe-webhook`) ? readStripeAddress(url) : null
  }
}

function taken(answer: StripeAnswer) {
  if (answer.kind === 'ok') return answer.body
  if (answer.kind === 'unauthorized')
    throw new ApiError(400, 'stripe_key_refused', 'Stripe does not accept this key. Copy it again.')
  if (answer.kind === 'busy' || answer.kind === 'unknown')
    throw new ApiError(
      503,
      'payments_unavailable',
      'Stripe does not answer right now. Try again in a moment.',
    )
  throw new ApiError(502, 'payment_refused', 'Stripe refused the connection.')
}
