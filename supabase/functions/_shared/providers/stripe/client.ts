import { exchange, type Fetch } from '../../platform/provider-http.ts'
import { version } from '../../platform/version.ts'
import { readStripe, type StripeAnswer } from './answer.ts'
import { formOf, type Form } from './form.ts'

/** Where Stripe is, or a stand-in, and the secret key of a clinic's account there. */
export interface StripeAccount {
  apiUrl: string
  secretKey: string
}

export interface CheckoutFields {
  /** Ours; also the idempotency key: the same checkout is made once, however often it is asked for. */
  id: string
  orderId: string
  tenantId: string
  /** Cents of a real. */
  amountCents: number
  /** What the buyer reads. */
  title: string
  successUrl: string
  cancelUrl: string
  email: string | null
  /** Unix seconds: half an hour to a day ahead. */
  expiresAt: number
}

export interface RefundFields {
  /** Ours, and the idempotency key. */
  id: string
  paymentIntent: string
  amountCents: number
}

/** The REST interface of Stripe; one method a call that we make. */
export interface StripeClient {
  account(): Promise<StripeAnswer>
  webhooks(): Promise<StripeAnswer>
  /** The only answer that says the secret of an endpoint. */
  createWebhook(fields: { url: string; events: readonly string[] }): Promise<StripeAnswer>
  deleteWebhook(id: string): Promise<StripeAnswer>
  createCheckout(fields: CheckoutFields): Promise<StripeAnswer>
  checkout(id: string): Promise<StripeAnswer>
  expireCheckout(id: string): Promise<StripeAnswer>
  createRefund(fields: RefundFields): Promise<StripeAnswer>
  /** A payment with its charge and what Stripe kept of it (`latest_charge.balance_transaction.fee`). */
  payment(intent: string): Promise<StripeAnswer>
}

/** The version that this code was written against: answers and events of our endpoints keep its shape. */
const stripeVersion = '2025-12-15.clover'

const timeoutMs = 10_000

/** The client of an account. Its `fetch` must not repeat a request by itself. */
export function createStripeClient(fetch: Fetch, { apiUrl, secretKey }: StripeAccount): StripeClient {
  async function call(method: 'GET' | 'POST' | 'DELETE', path: string, form?: Form, idempotencyKey?: string) {
    return readStripe(
      await exchange(fetch, {
        method,
        url: `${apiUrl}/v1${path}`,
        headers: {
          authorization: `Bearer ${secretKey}`,
          accept: 'application/json',
          'stripe-version': stripeVersion,
          'user-agent': `Zelo/${version}`,
          ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
          ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
        },
        ...(form ? { body: formOf(form) } : {}),
        timeoutMs,
      }),
    )
  }
  const id = encodeURIComponent

  return {
    account: () => call('GET', '/account'),
    webhooks: () => call('GET', '/webhook_endpoints?limit=100'),
    createWebhook: ({ url, events }) =>
      call('POST', '/webhook_endpoints', {
        url,
        enabled_events: [...events],
        api_version: stripeVersion,
        description: 'Zelo',
      }),
    deleteWebhook: (webhookId) => call('DELETE', `/webhook_endpoints/${id(webhookId)}`),
    createCheckout: (fields) => {
      const metadata = { zelo_order: fields.orderId, zelo_checkout: fields.id, zelo_clinic: fields.tenantId }
      return call(
        'POST',
        '/checkout/sessions',
        {
          mode: 'payment',
          locale: 'pt-BR',
          client_reference_id: fields.id,
          line_items: [
            {
              quantity: 1,
              price_data: {
                currency: 'brl',
                unit_amount: fields.amountCents,
                product_data: { name: fields.title },
              },
            },
          ],
          success_url: fields.successUrl,
          cancel_url: fields.cancelUrl,
          expires_at: fields.expiresAt,
          metadata,
          // not copied from the session: events of charges would not know the order
          payment_intent_data: { metadata },
          ...(fields.email === null ? {} : { customer_email: fields.email }),
        },
        `checkout-${fields.id}`,
      )
    },
    checkout: (checkoutId) => call('GET', `/checkout/sessions/${id(checkoutId)}`),
    payment: (intent) =>
      call('GET', `/payment_intents/${id(intent)}?expand[]=latest_charge.balance_transaction`),
    expireCheckout: (checkoutId) => call('POST', `/checkout/sessions/${id(checkoutId)}/expire`, {}),
    createRefund: (fields) =>
      call(
        'POST',
        '/refunds',
        {
          payment_intent: fields.paymentIntent,
          amount: fields.amountCents,
          reason: 'requested_by_customer',
          metadata: { zelo_refund: fields.id },
        },
        `refund-${fields.id}`,
      ),
  }
}
