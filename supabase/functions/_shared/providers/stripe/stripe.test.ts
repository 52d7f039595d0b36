import { describe, expect, test } from 'vitest'
import { networkErrors, scripted } from '../../platform/testing.ts'
import { createStripeClient } from './client.ts'
import { parseStripeEvent } from './events.ts'
import { formOf } from './form.ts'
import { checkStripeSignature, stripeSignature } from './signature.ts'

const account = { apiUrl: 'https://api.stripe.com', secretKey: 'sk_test_1' }
const checkout = {
  id: 'c1',
  orderId: 'o1',
  tenantId: 't1',
  amountCents: 19990,
  title: 'Pedido nº 12',
  successUrl: 'https://app.test/pedido/ok?s={CHECKOUT_SESSION_ID}',
  cancelUrl: 'https://app.test/pedido',
  email: null,
  expiresAt: 1_800_000_000,
}

function client(...answers: (Response | Error)[]) {
  const { fetch, asked } = scripted(answers)
  return { ...createStripeClient(fetch, account), asked }
}

test('nested fields are written with brackets', () => {
  expect(decodeURIComponent(formOf({ a: { b: [1, { c: 'x y' }] }, d: true }))).toBe(
    'a[b][0]=1&a[b][1][c]=x+y&d=true',
  )
})

describe('a call', () => {
  test('that creates carries an idempotency key of ours, the version and a form', async () => {
    const stripe = client(Response.json({ id: 'cs_1' }), Response.json({ id: 're_1' }))
    await stripe.createCheckout(checkout)
    await stripe.createRefund({ id: 'r1', paymentIntent: 'pi_1', amountCents: 500 })
    const [first, second] = stripe.asked
    expect(first).toMatchObject({
      url: 'https://api.stripe.com/v1/checkout/sessions',
      init: { redirect: 'manual' },
    })
    expect(first?.init.headers).toMatchObject({
      authorization: 'Bearer sk_test_1',
      'idempotency-key': 'checkout-c1',
      'stripe-version': expect.any(String) as string,
      'content-type': 'application/x-www-form-urlencoded',
    })
    const form = new URLSearchParams(String(first?.init.body))
    expect(Object.fromEntries(form)).toMatchObject({
      mode: 'payment',
      'line_items[0][price_data][unit_amount]': '19990',
      'line_items[0][price_data][currency]': 'brl',
      'metadata[zelo_order]': 'o1',
      'payment_intent_data[metadata][zelo_order]': 'o1',
      success_url: 'https://app.test/pedido/ok?s={CHECKOUT_SESSION_ID}',
    })
    expect(second?.init.headers).toMatchObject({ 'idempotency-key': 'refund-r1' })
  })

  const error = (status: number, body: object = {}) => Response.json({ error: body }, { status })
  test.each([
    ['refused connection', networkErrors.refusedByNode, { kind: 'busy' }],
    ['lost answer', networkErrors.reset, { kind: 'unknown' }],
    ['time-out', networkErrors.late, { kind: 'unknown' }],
    ['too many requests', error(429, { code: 'rate_limit' }), { kind: 'busy' }],
    ['the same key in use', error(409, { code: 'idempotency_key_in_use' }), { kind: 'busy' }],
    ['their error', error(500, { type: 'api_error' }), { kind: 'unknown' }],
    ['a proxy', new Response('<html>', { status: 502 }), { kind: 'unknown' }],
    ['a wrong key', error(401), { kind: 'unauthorized' }],
    ['a key that may not', error(403), { kind: 'unauthorized' }],
    ['nothing there', error(404), { kind: 'missing' }],
    [
      'a refusal',
      error(400, { code: 'amount_too_small', message: 'x' }),
      { kind: 'refused', code: 'amount_too_small' },
    ],
    ['a declined card', error(402, { type: 'card_error' }), { kind: 'refused', code: 'card_error' }],
  ] as const)('%s', async (_name, answer, expected) => {
    expect(await client(answer as Response | Error).createCheckout(checkout)).toMatchObject(expected)
  })
})

describe('an event', () => {
  const event = (type: string, object: object) => ({
    id: 'evt_1',
    object: 'event',
    type,
    created: 1,
    livemode: false,
    data: { object },
  })
  const sessionOf = (more: object) => ({
    id: 'cs_1',
    object: 'checkout.session',
    mode: 'payment',
    amount_total: 100,
    currency: 'brl',
    ...more,
  })

  test.each([
    ['paid at once', 'checkout.session.completed', sessionOf({ payment_status: 'paid' }), 'paid'],
    ['a voucher', 'checkout.session.completed', sessionOf({ payment_status: 'unpaid' }), 'processing'],
    [
      'a voucher that was paid',
      'checkout.session.async_payment_succeeded',
      sessionOf({ payment_status: 'paid' }),
      'paid',
    ],
    [
      'a voucher that was not',
      'checkout.session.async_payment_failed',
      sessionOf({ payment_status: 'unpaid' }),
      'failed',
    ],
    [
      'a saved card',
      'checkout.session.completed',
      sessionOf({ mode: 'setup', payment_status: 'no_payment_required' }),
      'other',
    ],
    [
      'a subscription',
      'checkout.session.completed',
      sessionOf({ mode: 'subscription', payment_status: 'paid' }),
      'other',
    ],
    ['an end', 'checkout.session.expired', sessionOf({ payment_status: 'unpaid' }), 'expired'],
    [
      'money back',
      'charge.refunded',
      { id: 'ch_1', object: 'charge', amount: 100, amount_refunded: 40 },
      'refunded',
    ],
    [
      'money that did not arrive',
      'refund.updated',
      { id: 're_1', object: 'refund', status: 'failed' },
      'refund_failed',
    ],
    ['a refund under way', 'refund.updated', { id: 're_1', object: 'refund', status: 'pending' }, 'other'],
    [
      'a dispute',
      'charge.dispute.created',
      { id: 'dp_1', object: 'dispute', status: 'needs_response' },
      'disputed',
    ],
    [
      'an inquiry',
      'charge.dispute.created',
      { id: 'dp_1', object: 'dispute', status: 'warning_needs_response' },
      'other',
    ],
    ['its end', 'charge.dispute.closed', { id: 'dp_1', object: 'dispute', status: 'won' }, 'dispute_closed'],
    ['an intent', 'payment_intent.succeeded', { id: 'pi_1', object: 'payment_intent', amount: 1 }, 'other'],
  ])('%s', (_name, type, object, meaning) => {
    expect(parseStripeEvent(event(type, object))).toMatchObject({ meaning, type })
  })

  test('names the payment whether or not it was expanded', () => {
    for (const payment_intent of ['pi_1', { id: 'pi_1', object: 'payment_intent' }])
      expect(
        parseStripeEvent(
          event('checkout.session.completed', sessionOf({ payment_status: 'paid', payment_intent })),
        ),
      ).toMatchObject({ payment_intent_id: 'pi_1', session_id: 'cs_1', amount_cents: 100, object_id: null })
  })

  test.each([null, 'text', [], {}, { id: 'evt', object: 'v2.core.event', type: 'x' }, event('x', {})])(
    'is none: %j',
    (body) => expect(parseStripeEvent(body)).toBeNull(),
  )
})

test('a signature counts for its bytes, its secret and five minutes', () => {
  const body = new TextEncoder().encode('{"a":"ç"}')
  const now = new Date(1_800_000_000_000)
  const header = (seconds: number) => `t=${seconds},v1=${stripeSignature('whsec_x', seconds, body)}`
  const at = (seconds: number, secret = 'whsec_x') => checkStripeSignature(header(seconds), secret, body, now)
  expect(at(1_800_000_000)).toBe('valid')
  expect(at(1_800_000_000 - 300)).toBe('valid')
  expect(at(1_800_000_000 - 301)).toBe('too_old')
  expect(at(1_800_000_000 + 9999)).toBe('valid')
  expect(at(1_800_000_000, 'whsec_y')).toBe('invalid')
  expect(at(1_800_000_000, '')).toBe('invalid')
  expect(checkStripeSignature(null, 'whsec_x', body, now)).toBe('invalid')
})
