import { isObject, numberAt, objectAt, textAt, type JsonObject } from '../../platform/json.ts'

/** What an event of Stripe says about money, in our words; `other` is kept and does nothing. */
export type StripeMeaning =
  | 'paid'
  | 'processing'
  | 'failed'
  | 'expired'
  | 'refunded'
  | 'refund_failed'
  | 'disputed'
  | 'dispute_closed'
  | 'other'

/**
 * An event as `app.apply_stripe_event` takes and keeps it: nothing of whoever paid, whom the order knows. Type alias: it
 * travels as JSON.
 */
export type StripeEvent = {
  id: string
  type: string
  created: number
  livemode: boolean
  meaning: StripeMeaning
  /** Of a checkout session. */
  session_id: string | null
  /** Of a checkout session: our id of it. */
  reference: string | null
  payment_intent_id: string | null
  /** The charge, refund or dispute that it is about. */
  object_id: string | null
  amount_cents: number | null
  currency: string | null
  /** Of a charge: all that was given back so far. */
  refunded_cents: number | null
  /** Of a dispute or refund. */
  status: string | null
}

/** Events that our endpoints ask for. */
export const stripeEvents = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'charge.refunded',
  'charge.dispute.created',
  'charge.dispute.closed',
  'refund.failed',
  'refund.updated',
] as const

/**
 * Reads the envelope of an event; null when it is none that has an object in it (events of version 2 are such). Shapes follow
 * the version that an endpoint is pinned to, so only what all versions have is read.
 */
export function parseStripeEvent(body: unknown): StripeEvent | null {
  const id = textAt(body, 'id')
  const type = textAt(body, 'type')
  const object = objectAt(objectAt(body, 'data'), 'object')
  if (!isObject(body) || body.object !== 'event' || id === null || type === null || !textAt(object, 'object'))
    return null
  const isSession = object.object === 'checkout.session'
  return {
    id,
    type,
    created: numberAt(body, 'created') ?? 0,
    livemode: body.livemode === true,
    meaning: meaningOf(type, object),
    session_id: isSession ? textAt(object, 'id') : null,
    reference: isSession ? textAt(object, 'client_reference_id') : null,
    payment_intent_id: idAt(object, 'payment_intent'),
    object_id: isSession ? null : textAt(object, 'id'),
    amount_cents: cents(object, isSession ? 'amount_total' : 'amount'),
    currency: textAt(object, 'currency'),
    refunded_cents: cents(object, 'amount_refunded'),
    status: textAt(object, 'status'),
  }
}

function meaningOf(type: string, object: JsonObject): StripeMeaning {
  switch (type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
      // A saved card and a subscription complete as well: neither pays an order.
      if (object.mode !== 'payment') return 'other'
      if (object.payment_status === 'paid') return 'paid'
      return object.payment_status === 'unpaid' ? 'processing' : 'other'
    case 'checkout.session.async_payment_failed':
      return 'failed'
    case 'checkout.session.expired':
      return 'expired'
    case 'charge.refunded':
      return 'refunded'
    case 'refund.failed':
      return 'refund_failed'
    case 'refund.updated':
      return object.status === 'failed' || object.status === 'canceled' ? 'refund_failed' : 'other'
    case 'charge.dispute.created':
      // An inquiry takes no money yet.
      return String(object.status).startsWith('warning_') ? 'other' : 'disputed'
    case 'charge.dispute.closed':
      return 'dispute_closed'
    default:
      return 'other'
  }
}

/** An id, or the id of the object that stands in its place when it was expanded. */
function idAt(object: JsonObject, key: string): string | null {
  return textAt(object, key) ?? textAt(objectAt(object, key), 'id')
}

function cents(object: JsonObject, key: string): number | null {
  const value = numberAt(object, key)
  return value !== null && Number.isSafeInteger(value) ? value : null
}
