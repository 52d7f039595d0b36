import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkStripeSignature } from '../../../supabase/functions/_shared/providers/stripe/signature.ts'
import { createStripeClient } from '../../../supabase/functions/_shared/providers/stripe/client.ts'
import { startWorld, type TestWorld } from '../testing.ts'

let world: TestWorld
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

test('a checkout is made once for its key, paid on its page, told with a signature and given back', async () => {
  const account = { apiUrl: `${world.url}/stripe`, secretKey: 'sk_test_democlinicaaurora' }
  const stripe = createStripeClient((url, init) => fetch(url, init), account)
  const hook = await stripe.createWebhook({
    url: `${world.receiver.url}/stripe-webhook`,
    events: ['checkout.session.completed', 'charge.refunded'],
  })
  const secret = hook.kind === 'ok' ? String(hook.body.secret) : ''
  const fields = {
    id: 'c1',
    orderId: 'o1',
    tenantId: 't1',
    amountCents: 19990,
    title: 'Pedido nº 12',
    successUrl: `${world.url}/health?s={CHECKOUT_SESSION_ID}`,
    cancelUrl: `${world.url}/health`,
    email: null,
    expiresAt: Math.floor(Date.now() / 1000) + 3600,
  }
  const [one, again] = [await stripe.createCheckout(fields), await stripe.createCheckout(fields)]
  expect(again).toEqual(one)
  expect(await stripe.createCheckout({ ...fields, amountCents: 1 })).toMatchObject({ kind: 'refused' })
  const session = one.kind === 'ok' ? one.body : {}
  const page = await (await fetch(String(session.url))).text()
  expect(page).toContain('R$ 199,90')
  const back = await fetch(String(session.url), {
    method: 'POST',
    body: new URLSearchParams({ action: 'pay' }),
    redirect: 'manual',
  })
  expect(back.headers.get('location')).toBe(`${world.url}/health?s=${String(session.id)}`)
  const paid = await stripe.checkout(String(session.id))
  expect(paid).toMatchObject({ body: { payment_status: 'paid', metadata: { zelo_order: 'o1' } } })
  const intent = paid.kind === 'ok' ? String(paid.body.payment_intent) : ''
  const refund = { id: 'r1', paymentIntent: intent, amountCents: 5000 }
  expect(await stripe.createRefund(refund)).toMatchObject({ body: { amount: 5000, status: 'succeeded' } })
  expect(await stripe.createRefund(refund)).toMatchObject({ body: { amount: 5000 } })
  expect(await stripe.createRefund({ ...refund, id: 'r2', amountCents: 15000 })).toMatchObject({
    kind: 'refused',
  })
  await world.control('/idle', {})
  const told = world.receiver.received.filter(({ path }) => path === '/stripe-webhook')
  expect(told.map(({ body }) => (JSON.parse(body) as { type: string }).type)).toEqual([
    'checkout.session.completed',
    'charge.refunded',
  ])
  for (const { headers, body } of told) {
    const bytes = new TextEncoder().encode(body)
    expect(checkStripeSignature(String(headers['stripe-signature']), secret, bytes, new Date())).toBe('valid')
  }
})
