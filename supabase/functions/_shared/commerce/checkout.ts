import { ApiError } from '../platform/errors.ts'
import { textAt } from '../platform/json.ts'
import type { CommerceService, OrderCheckout } from './database.ts'
import { orderPageAddress } from './order-page-address.ts'
import type { OpenStripe } from './wiring.ts'

export interface CheckoutDeps {
  commerce: Pick<CommerceService, 'stripeKey' | 'attachCheckout' | 'noteStripeKey'>
  openStripe: OpenStripe
  /** Where the app is served, which passes the page of an order on to its function. */
  appUrl: string
}

/** The address at Stripe where an order is paid; created once, however often it is asked for, because its id is the key. */
export async function payableAddress(
  deps: CheckoutDeps,
  tenantId: string,
  checkout: OrderCheckout,
): Promise<string> {
  if (checkout.url !== null) return checkout.url
  const key = await deps.commerce.stripeKey(tenantId, checkout.account_id)
  if (!key) throw new ApiError(409, 'stripe_not_connected', 'The account of Stripe was disconnected.')
  const stripe = await deps.openStripe(tenantId, key)
  const page = orderPageAddress(deps.appUrl, tenantId, checkout.page_key)
  const answer = await stripe.createCheckout({
    id: checkout.id,
    orderId: checkout.order_id,
    tenantId,
    amountCents: checkout.amount_cents,
    title: `Pedido nº ${checkout.number} · ${checkout.clinic_name}`,
    successUrl: `${page}&paid=1`,
    cancelUrl: page,
    email: checkout.email,
    expiresAt: checkout.expires_at,
  })
  if (answer.kind === 'unauthorized') await deps.commerce.noteStripeKey(tenantId, key.id, true)
  if (answer.kind === 'busy' || answer.kind === 'unknown')
    throw new ApiError(
      503,
      'payments_unavailable',
      'Stripe does not answer right now. Try again in a moment.',
    )
  if (answer.kind === 'unauthorized')
    throw new ApiError(409, 'stripe_key_refused', 'Stripe does not accept the key of the clinic any more.')
  const [sessionId, url] =
    answer.kind === 'ok' ? [textAt(answer.body, 'id'), textAt(answer.body, 'url')] : [null, null]
  if (sessionId === null) throw new ApiError(502, 'payment_refused', 'Stripe refused this payment.')
  await deps.commerce.attachCheckout(tenantId, checkout.id, sessionId, url)
  // Paid in the very moment: the page of the order says so.
  return url ?? page
}
