import { createHmac, randomBytes } from 'node:crypto'
import type { Delivery, RetryPolicy, WebhookRequest } from '../core/deliveries.ts'
import type { Persistent } from '../core/snapshot.ts'
import type { World } from '../world.ts'

type Fields = Record<string, unknown>

/** A checkout session as Stripe answers it, as far as anybody asks. */
export interface Checkout extends Fields {
  id: string
  object: 'checkout.session'
  status: 'open' | 'complete' | 'expired'
  payment_status: 'unpaid' | 'paid'
  payment_intent: string | null
  amount_total: number
  currency: string
  expires_at: number
  success_url: string
  cancel_url: string
  url: string | null
  metadata: Fields
  /** What the page shows; not a field of Stripe. */
  title: string
}

/** What was paid with a session, and how much of it went back. */
export interface Charge extends Fields {
  id: string
  object: 'charge'
  payment_intent: string
  amount: number
  amount_refunded: number
  refunded: boolean
  currency: string
  metadata: Fields
}

export interface Refund extends Fields {
  id: string
  object: 'refund'
  payment_intent: string
  charge: string
  amount: number
  status: 'succeeded' | 'failed'
}

export interface Endpoint {
  id: string
  url: string
  secret: string
  enabled_events: string[]
}

interface Saved {
  checkouts: Checkout[]
  charges: Charge[]
  refunds: Refund[]
  endpoints: Endpoint[]
  answers: [string, { form: string; body: Fields }][]
}

/** What somebody does to a session, its payment or the last refund. */
export type StripeAct =
  'pay' | 'pay_later' | 'settle' | 'fail' | 'expire' | 'refund' | 'dispute' | 'win' | 'lose' | 'fail_refund'

const second = 1000
const penalties = [5, 60, 300, 1800, 3600, 7200].map((value) => value * second)
const retryPolicy: RetryPolicy = {
  timeoutMs: 10_000,
  next: ({ status }, count) =>
    status !== null && status >= 200 && status < 300 ? null : (penalties[count - 1] ?? null),
}

const stripeId = (prefix: string) => `${prefix}_${randomBytes(12).toString('hex')}`
const now = () => Math.floor(Date.now() / 1000)

/** Sessions, charges, refunds and endpoints of the Stripe account of a clinic. */
export class StripeService implements Persistent {
  readonly world: World
  readonly secretKey: string
  readonly merchant: string
  checkouts = new Map<string, Checkout>()
  charges = new Map<string, Charge>()
  refunds = new Map<string, Refund>()
  endpoints = new Map<string, Endpoint>()
  /** Answers by idempotency key. */
  answers = new Map<string, { form: string; body: Fields }>()
  #held: (() => Delivery[])[] = []

  constructor(world: World, { secretKey, merchant }: { secretKey: string; merchant: string }) {
    this.world = world
    this.secretKey = secretKey
    this.merchant = merchant
  }

  moveWebhooks(moved: (url: string) => string): void {
    for (const endpoint of this.endpoints.values()) endpoint.url = moved(endpoint.url)
  }

  createEndpoint(url: string, events: string[]): Endpoint {
    const endpoint = {
      id: stripeId('we'),
      url,
      secret: `whsec_${randomBytes(16).toString('hex')}`,
      enabled_events: events,
    }
    this.endpoints.set(endpoint.id, endpoint)
    this.world.touch()
    return endpoint
  }

  createCheckout(fields: {
    title: string
    amount: number
    currency: string
    successUrl: string
    cancelUrl: string
    expiresAt: number
    metadata: Fields
    reference: string | null
  }): Checkout {
    const id = `cs_test_${randomBytes(24).toString('hex')}`
    const session: Checkout = {
      id,
      object: 'checkout.session',
      mode: 'payment',
      livemode: false,
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: null,
      amount_subtotal: fields.amount,
      amount_total: fields.amount,
      currency: fields.currency,
      client_reference_id: fields.reference,
      created: now(),
      customer: null,
      customer_details: null,
      expires_at: fields.expiresAt,
      success_url: fields.successUrl,
      cancel_url: fields.cancelUrl,
      url: `${this.world.url}/stripe/pay/${id}`,
      metadata: fields.metadata,
      title: fields.title,
    }
    return this.#keep(session)
  }

  /** Gives back a part of a payment, or all that is left of it; null when there is not so much. */
  refund(
    paymentIntent: string,
    amount: number | null,
    more: Fields = {},
  ): { refund: Refund; told: Delivery[] } | null {
    const charge = [...this.charges.values()].find((one) => one.payment_intent === paymentIntent)
    if (!charge) return null
    const wanted = amount ?? charge.amount - charge.amount_refunded
    if (wanted <= 0 || wanted > charge.amount - charge.amount_refunded) return null
    const before = charge.amount_refunded
    charge.amount_refunded += wanted
    charge.refunded = charge.amount_refunded === charge.amount
    const refund: Refund = {
      id: stripeId('re'),
      object: 'refund',
      payment_intent: paymentIntent,
      charge: charge.id,
      amount: wanted,
      currency: charge.currency,
      created: now(),
      status: 'succeeded',
      ...more,
    }
    this.refunds.set(refund.id, refund)
    this.world.touch()
    return { refund, told: this.#tell('charge.refunded', charge, { amount_refunded: before }) }
  }

  /** What a visitor does at the checkout, or somebody in the panel of Stripe. */
  act(id: string, action: StripeAct): Delivery[] | null {
    const session = this.checkouts.get(id)
    if (!session) return null
    const charge = [...this.charges.values()].find((one) => one.payment_intent === session.payment_intent)
    switch (action) {
      case 'pay':
        return session.status === 'open' ? this.#paid(session, 'checkout.session.completed') : []
      case 'pay_later':
        if (session.status !== 'open') return []
        this.#keep({ ...session, status: 'complete', url: null, payment_intent: stripeId('pi') })
        return this.#tell('checkout.session.completed', this.checkouts.get(id)!)
      case 'settle':
        return session.status === 'complete' && session.payment_status === 'unpaid'
          ? this.#paid(session, 'checkout.session.async_payment_succeeded')
          : []
      case 'fail':
        return session.status === 'complete' && session.payment_status === 'unpaid'
          ? this.#tell('checkout.session.async_payment_failed', session)
          : []
      case 'expire':
        return session.status === 'open'
          ? this.#tell('checkout.session.expired', this.#keep({ ...session, status: 'expired', url: null }))
          : []
      case 'refund':
        return charge ? (this.refund(charge.payment_intent, null)?.told ?? []) : []
      case 'dispute':
        return charge ? this.#tell('charge.dispute.created', this.#dispute(charge, 'needs_response')) : []
      case 'win':
        return charge ? this.#tell('charge.dispute.closed', this.#dispute(charge, 'won')) : []
      case 'lose':
        return charge ? this.#tell('charge.dispute.closed', this.#dispute(charge, 'lost')) : []
      case 'fail_refund': {
        const last = [...this.refunds.values()].filter(({ charge: of }) => of === charge?.id).at(-1)
        if (!last || !charge) return []
        last.status = 'failed'
        charge.amount_refunded -= last.amount
        charge.refunded = false
        this.world.touch()
        return this.#tell('refund.failed', last)
      }
    }
  }

  #dispute(charge: Charge, status: string): Fields {
    return {
      id: `dp_${charge.id.slice(3)}`,
      object: 'dispute',
      amount: charge.amount,
      charge: charge.id,
      payment_intent: charge.payment_intent,
      currency: charge.currency,
      created: now(),
      reason: 'fraudulent',
      status,
      metadata: {},
    }
  }

  #paid(session: Checkout, event: string): Delivery[] {
    const paid: Checkout = {
      ...session,
      status: 'complete',
      payment_status: 'paid',
      url: null,
      payment_intent: session.payment_intent ?? stripeId('pi'),
    }
    const charge: Charge = {
      id: stripeId('ch'),
      object: 'charge',
      payment_intent: String(paid.payment_intent),
      amount: paid.amount_total,
      amount_refunded: 0,
      refunded: false,
      currency: paid.currency,
      metadata: paid.metadata,
    }
    this.charges.set(charge.id, charge)
    return this.#tell(event, this.#keep(paid))
  }

  #keep(session: Checkout): Checkout {
    this.checkouts.set(session.id, session)
    this.world.touch()
    this.world.hub.publish({ type: 'payment', id: session.id, status: session.payment_status })
    return session
  }

  #tell(type: string, object: Fields, previous?: Fields): Delivery[] {
    const plan = this.world.faults.plan('stripe')
    if (plan.noCallbacks) return []
    const { title: _title, ...shown } = object
    const body = JSON.stringify({
      id: stripeId('evt'),
      object: 'event',
      api_version: '2025-12-15.clover',
      created: now(),
      data: { object: shown, ...(previous ? { previous_attributes: previous } : {}) },
      livemode: false,
      pending_webhooks: this.endpoints.size,
      request: { id: null, idempotency_key: null },
      type,
    })
    const post = () =>
      [...this.endpoints.values()]
        .filter(({ enabled_events: events }) => events.includes(type) || events.includes('*'))
        .map((endpoint) => this.#post(endpoint, body))
    // Held until something else is told: what came first is told last.
    if (plan.outOfOrder && this.#held.length === 0) {
      this.#held.push(post)
      return []
    }
    const told = post()
    return [...told, ...this.#held.splice(0).flatMap((held) => held())]
  }

  #post(endpoint: Endpoint, body: string): Delivery {
    const seconds = now()
    const signature = createHmac('sha256', endpoint.secret).update(`${seconds}.${body}`).digest('hex')
    const request: WebhookRequest = {
      url: endpoint.url,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'stripe-signature': `t=${seconds},v1=${signature},v0=${'0'.repeat(64)}`,
      },
      body,
    }
    const delivery = this.world.deliveries.post(request, retryPolicy)
    if (this.world.faults.takeDuplicate('stripe')) this.world.deliveries.post(request, retryPolicy)
    return delivery
  }

  clear(): void {
    for (const map of [this.checkouts, this.charges, this.refunds, this.endpoints, this.answers]) map.clear()
    this.#held = []
    this.world.touch()
  }

  dump(): Saved {
    return {
      checkouts: [...this.checkouts.values()],
      charges: [...this.charges.values()],
      refunds: [...this.refunds.values()],
      endpoints: [...this.endpoints.values()],
      answers: [...this.answers],
    }
  }

  load(saved: unknown): void {
    const { checkouts, charges, refunds, endpoints, answers } = saved as Saved
    const byId = <T extends { id: string }>(rows: T[]) => new Map(rows.map((row) => [row.id, row]))
    this.checkouts = byId(checkouts)
    this.charges = byId(charges)
    this.refunds = byId(refunds)
    this.endpoints = byId(endpoints)
    this.answers = new Map(answers)
  }
}
