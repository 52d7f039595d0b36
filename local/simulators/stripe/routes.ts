import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { requestFaults } from '../core/request-faults.ts'
import { checkoutPage } from './page.ts'
import type { StripeAct, StripeService } from './service.ts'

interface StripeEnv {
  Bindings: HttpBindings
}

function errorResponse(status: number, type: string, message: string, code?: string): Response {
  return Response.json({ error: { type, message, ...(code ? { code } : {}) } }, { status })
}

function refuse(
  status: ContentfulStatusCode,
  message: string,
  code?: string,
  type = 'invalid_request_error',
): never {
  throw new HTTPException(status, { res: errorResponse(status, type, message, code) })
}

/** The HTTP interface of Stripe, and the page where somebody pays. */
export function stripeRoutes(service: StripeService): Hono<StripeEnv> {
  const routes = new Hono<StripeEnv>()
  const { world } = service
  routes.onError((error) => {
    if (error instanceof HTTPException) return error.getResponse()
    if (!world.signal.aborted) world.log(`stripe: ${error.stack ?? error.message}`)
    return errorResponse(500, 'api_error', 'Something went wrong.')
  })
  routes.notFound(() => errorResponse(404, 'invalid_request_error', 'Unrecognized request URL.'))

  routes.get('/pay/:id', (context) => {
    const session = service.checkouts.get(context.req.param('id'))
    if (!session) return context.text('No such checkout.', 404)
    return context.html(checkoutPage(session, service.merchant, context.req.query('refused') !== undefined))
  })
  routes.post('/pay/:id', async (context) => {
    const id = context.req.param('id')
    const session = service.checkouts.get(id)
    if (!session) return context.text('No such checkout.', 404)
    const action = String((await context.req.parseBody()).action)
    if (action === 'decline') return context.redirect(`?refused`, 303)
    // Stripe too waits for the acknowledgement, ten seconds at most, before it sends the buyer back.
    const told = service.act(id, action as StripeAct) ?? []
    await Promise.all(told.map(({ first }) => first))
    return context.redirect(session.success_url.replace('{CHECKOUT_SESSION_ID}', id), 303)
  })

  routes.use('/v1/*', async (context, next) => {
    const key = /^Bearer (.+)$/.exec(context.req.header('authorization') ?? '')?.[1]
    if (key !== service.secretKey) refuse(401, `Invalid API Key provided: ${key?.slice(0, 8) ?? ''}****`)
    await next()
  })
  const faults = (scope: 'send' | 'all') =>
    requestFaults({
      provider: 'stripe',
      scope,
      faults: world.faults,
      signal: world.signal,
      refuse: (status) =>
        status === 429
          ? errorResponse(429, 'invalid_request_error', 'Too many requests.', 'rate_limit')
          : errorResponse(500, 'api_error', 'Something went wrong.'),
    })
  routes.use('/v1/*', faults('all'))
  for (const path of ['/v1/checkout/sessions', '/v1/refunds'] as const) routes.post(path, faults('send'))
  // the same key answers the same, and with other fields it is refused
  routes.use('/v1/*', async (context, next) => {
    const key = context.req.header('idempotency-key')
    if (!key || context.req.method !== 'POST') return next()
    const form = await context.req.text()
    const known = service.answers.get(key)
    if (known && known.form !== form)
      return errorResponse(
        400,
        'idempotency_error',
        'Keys for idempotent requests can only be used with the same parameters.',
      )
    if (known) {
      context.header('idempotent-replayed', 'true')
      return context.json(known.body)
    }
    await next()
    if (context.res.ok) {
      service.answers.set(key, { form, body: (await context.res.clone().json()) as Record<string, unknown> })
      world.touch()
    }
  })

  routes.get('/v1/account', (context) =>
    context.json({
      id: 'acct_demo0000000001',
      object: 'account',
      country: 'BR',
      default_currency: 'brl',
      charges_enabled: true,
      business_profile: { name: service.merchant },
    }),
  )
  routes.get('/v1/webhook_endpoints', (context) =>
    context.json({
      object: 'list',
      has_more: false,
      data: [...service.endpoints.values()].map(({ secret: _secret, ...endpoint }) => ({
        ...endpoint,
        object: 'webhook_endpoint',
        status: 'enabled',
      })),
    }),
  )
  routes.post('/v1/webhook_endpoints', async (context) => {
    const form = new URLSearchParams(await context.req.text())
    const url = form.get('url') ?? ''
    if (!URL.canParse(url)) refuse(400, 'Invalid URL: An explicit scheme must be provided.', 'url_invalid')
    const events = [...form].filter(([name]) => name.startsWith('enabled_events[')).map(([, value]) => value)
    return context.json({
      ...service.createEndpoint(url, events),
      object: 'webhook_endpoint',
      status: 'enabled',
    })
  })
  routes.delete('/v1/webhook_endpoints/:id', (context) => {
    const id = context.req.param('id')
    if (!service.endpoints.delete(id)) refuse(404, `No such webhook endpoint: '${id}'`, 'resource_missing')
    world.touch()
    return context.json({ id, object: 'webhook_endpoint', deleted: true })
  })

  routes.post('/v1/checkout/sessions', async (context) => {
    const form = new URLSearchParams(await context.req.text())
    const amount = Number(form.get('line_items[0][price_data][unit_amount]'))
    if (form.get('mode') !== 'payment') refuse(400, 'Invalid mode.', 'parameter_invalid')
    if (!Number.isInteger(amount) || amount < 50)
      refuse(400, 'The Checkout Session total amount must be at least R$0.50.', 'amount_too_small')
    const metadata = Object.fromEntries(
      [...form].flatMap(([name, value]) => {
        const key = /^metadata\[(.+)\]$/.exec(name)?.[1]
        return key ? [[key, value]] : []
      }),
    )
    const session = service.createCheckout({
      title: form.get('line_items[0][price_data][product_data][name]') ?? '',
      amount,
      currency: form.get('line_items[0][price_data][currency]') ?? '',
      successUrl: form.get('success_url') ?? '',
      cancelUrl: form.get('cancel_url') ?? '',
      expiresAt: Number(form.get('expires_at')),
      metadata,
      reference: form.get('client_reference_id'),
    })
    if (world.faults.plan('stripe').statusBeforeResponse)
      await Promise.all((service.act(session.id, 'pay') ?? []).map(({ first }) => first))
    return context.json(session)
  })
  routes.get('/v1/checkout/sessions/:id', (context) => {
    const id = context.req.param('id')
    return context.json(
      service.checkouts.get(id) ?? refuse(404, `No such checkout session: '${id}'`, 'resource_missing'),
    )
  })
  routes.post('/v1/checkout/sessions/:id/expire', (context) => {
    const id = context.req.param('id')
    const session =
      service.checkouts.get(id) ?? refuse(404, `No such checkout session: '${id}'`, 'resource_missing')
    if (session.status !== 'open')
      refuse(400, `Only Checkout Sessions with a status in ["open"] can be expired.`)
    service.act(id, 'expire')
    return context.json(service.checkouts.get(id))
  })

  routes.get('/v1/payment_intents/:id', (context) => {
    const id = context.req.param('id')
    const charge =
      [...service.charges.values()].find((one) => one.payment_intent === id) ??
      refuse(404, `No such payment_intent: '${id}'`, 'resource_missing')
    // 3.99 % and R$ 0.39, as Stripe asks in Brazil
    const fee = Math.round(charge.amount * 0.0399) + 39
    const { amount, currency } = charge
    const settled = { object: 'balance_transaction', amount, currency, fee, net: amount - fee }
    return context.json({
      id,
      object: 'payment_intent',
      status: 'succeeded',
      amount,
      currency,
      latest_charge: { ...charge, balance_transaction: settled },
    })
  })
  routes.post('/v1/refunds', async (context) => {
    const form = new URLSearchParams(await context.req.text())
    const made = service.refund(
      form.get('payment_intent') ?? '',
      form.has('amount') ? Number(form.get('amount')) : null,
      { metadata: { zelo_refund: form.get('metadata[zelo_refund]') } },
    )
    if (!made)
      refuse(400, 'Refund amount is greater than unrefunded amount on charge.', 'charge_already_refunded')
    return context.json(made.refund)
  })
  return routes
}
