import type { InvoiceTask } from '../clinic/database.ts'
import type { InvoiceKind } from '../clinic/invoices/issuer.ts'
import type { OutboundMessage } from '../messaging/types.ts'
import type { UserClaims } from '../platform/auth.ts'
import type { Call, Database } from '../platform/db.ts'
import type { JsonObject } from '../platform/json.ts'
import type { Sealed } from '../platform/secrets.ts'
import type { StripeEvent } from '../providers/stripe/events.ts'

/** The account of a clinic at Stripe, with its keys still sealed: {secret_key, webhook_secret}. */
export interface StripeKey {
  id: string
  livemode: boolean
  credentials: Sealed
}

/** Money that Stripe is asked to give back; null keys: the account is gone. */
export interface RefundToSend {
  id: string
  amount_cents: number
  payment_intent_id: string | null
  key: StripeKey | null
}

/** What news of Stripe did. */
export interface AppliedEvent {
  outcome: 'applied' | 'ignored' | 'waiting' | 'review' | 'duplicate'
  reason?: string | null
  order_id?: string | null
}

/** What is said of an order that is to be paid. */
export interface PayableOrder {
  order_id: string
  number: number
  amount_cents: number
  page_key: string
}

/** A page of Stripe for what is open of an order. */
export interface OrderCheckout extends PayableOrder {
  id: string
  account_id: string
  /** Null until it was created at Stripe. */
  url: string | null
  /** Unix seconds. */
  expires_at: number
  clinic_name: string
  email: string | null
  /** The conversation that the order belongs to. */
  thread_key: string | null
}

/** What webhooks and workers of commerce ask for. */
export interface CommerceService {
  /** Whoever calls has checked who asks. */
  beginCheckout(tenantId: string, id: string, orderId: string): Promise<OrderCheckout>
  attachCheckout(tenantId: string, id: string, sessionId: string, url: string | null): Promise<void>
  checkoutToExpire(tenantId: string, id: string): Promise<{ session_id: string; key: StripeKey } | null>
  expireOrder(tenantId: string, orderId: string): Promise<unknown>
  sellPackages(tenantId: string, orderId: string): Promise<unknown>
  /** What the end of an order or a session does to the other. */
  followDeposit(tenantId: string, orderId: string): Promise<unknown>
  freeOrderTimes(tenantId: string, orderId: string): Promise<unknown>
  /** `page`: the address of an order up to its key. */
  tellBuyer(
    tenantId: string,
    orderId: string,
    id: string,
    page: string,
  ): Promise<OutboundMessage | { skipped: string }>
  refundToSend(tenantId: string, id: string): Promise<RefundToSend | null>
  /** What Stripe is asked of a payment; null: nothing. */
  stripeFeeToAsk(
    tenantId: string,
    paymentId: string,
  ): Promise<{ payment_intent_id: string | null; key: StripeKey | null } | null>
  noteStripeFee(tenantId: string, paymentId: string, cents: number): Promise<unknown>
  settleRefund(
    tenantId: string,
    id: string,
    state: 'done' | 'failed',
    reference: string | null,
  ): Promise<unknown>
  noteLinkSent(tenantId: string, orderId: string): Promise<void>
  stripeKey(tenantId: string, accountId: string): Promise<StripeKey | null>
  noteStripeKey(tenantId: string, accountId: string, isRefused: boolean): Promise<void>
  applyStripeEvent(tenantId: string, accountId: string, event: StripeEvent): Promise<AppliedEvent>
  /** What is to be done of an invoice of an order, as of now. */
  beginOrderInvoice(tenantId: string, id: string): Promise<InvoiceTask & { kind: InvoiceKind }>
  /** Records what the issuer did; answers the state. */
  completeOrderInvoice(tenantId: string, id: string, outcome: object): Promise<string>
}

/** What a signed-in person asks for. */
export interface CommerceUser {
  /** Refuses everybody but owners and administrators. */
  requireAdmin(tenantId: string): Promise<void>
  /** Refuses whoever sells nothing. */
  beginCheckout(tenantId: string, id: string, orderId: string): Promise<OrderCheckout>
  /** Refuses whoever sells nothing, and an order of which nothing is open. */
  beginLink(tenantId: string, orderId: string): Promise<PayableOrder>
  connectCarrier(account: {
    tenantId: string
    id: string
    provider: string
    originCep: string
    extraCents: number
    extraDays: number
    keyHint: string
    credentials: Sealed
  }): Promise<JsonObject>
  connectStripe(account: {
    tenantId: string
    id: string
    livemode: boolean
    accountRef: string
    name: string | null
    keyHint: string
    credentials: Sealed
  }): Promise<JsonObject>
}

/** The RPCs of commerce over one connection pool. */
export function createCommerceDatabase(database: Pick<Database, 'service' | 'asUser'>) {
  return {
    service: createCommerceService(database.service),
    asUser: (claims: UserClaims) => createCommerceUser(database.asUser(claims)),
  }
}

function createCommerceService(call: Call): CommerceService {
  return {
    stripeKey: (tenantId, accountId) =>
      call((sql) => sql`select app.stripe_key(${tenantId}, ${accountId}) as value`),
    noteStripeKey: async (tenantId, accountId, isRefused) => {
      await call((sql) => sql`select app.note_stripe_key(${tenantId}, ${accountId}, ${isRefused}) as value`)
    },
    beginCheckout: (tenantId, id, orderId) =>
      call((sql) => sql`select app.begin_order_checkout(${tenantId}, ${id}, ${orderId}) as value`),
    attachCheckout: async (tenantId, id, sessionId, url) => {
      await call((sql) => sql`select app.attach_checkout(${tenantId}, ${id}, ${sessionId}, ${url}) as value`)
    },
    checkoutToExpire: (tenantId, id) =>
      call((sql) => sql`select app.checkout_to_expire(${tenantId}, ${id}) as value`),
    expireOrder: (tenantId, orderId) =>
      call((sql) => sql`select app.expire_order(${tenantId}, ${orderId}) as value`),
    sellPackages: (tenantId, orderId) =>
      call((sql) => sql`select app.sell_order_packages(${tenantId}, ${orderId}) as value`),
    tellBuyer: (tenantId, orderId, id, page) =>
      call((sql) => sql`select app.tell_buyer(${tenantId}, ${orderId}, ${id}, ${page}) as value`),
    followDeposit: (tenantId, orderId) =>
      call((sql) => sql`select app.follow_deposit(${tenantId}, ${orderId}) as value`),
    freeOrderTimes: (tenantId, orderId) =>
      call((sql) => sql`select app.free_order_times(${tenantId}, ${orderId}) as value`),
    stripeFeeToAsk: (tenantId, paymentId) =>
      call((sql) => sql`select app.stripe_fee_to_ask(${tenantId}, ${paymentId}) as value`),
    noteStripeFee: (tenantId, paymentId, cents) =>
      call((sql) => sql`select app.note_stripe_fee(${tenantId}, ${paymentId}, ${cents}) as value`),
    refundToSend: (tenantId, id) =>
      call((sql) => sql`select app.refund_to_send(${tenantId}, ${id}) as value`),
    settleRefund: (tenantId, id, state, reference) =>
      call((sql) => sql`select app.settle_order_refund(${tenantId}, ${id}, ${state}, ${reference}) as value`),
    noteLinkSent: async (tenantId, orderId) => {
      await call((sql) => sql`select app.note_order(${tenantId}, ${orderId}, 'link_sent') as value`)
    },
    beginOrderInvoice: (tenantId, id) =>
      call((sql) => sql`select app.begin_order_invoice(${tenantId}, ${id}) as value`),
    completeOrderInvoice: (tenantId, id, outcome) =>
      call(
        (sql) =>
          sql`select app.complete_order_invoice(${tenantId}, ${id}, ${JSON.stringify(outcome)}::text::jsonb) as value`,
      ),
    applyStripeEvent: (tenantId, accountId, event) =>
      call(
        (sql) =>
          sql`select app.apply_stripe_event(${tenantId}, ${accountId}, ${JSON.stringify(event)}::text::jsonb) as value`,
      ),
  }
}

function createCommerceUser(call: Call): CommerceUser {
  return {
    requireAdmin: async (tenantId) => {
      await call((sql) => sql`select app.require_admin(${tenantId}) as value`)
    },
    beginCheckout: (tenantId, id, orderId) =>
      call((sql) => sql`select app.begin_my_checkout(${tenantId}, ${id}, ${orderId}) as value`),
    beginLink: (tenantId, orderId) =>
      call((sql) => sql`select app.begin_order_link(${tenantId}, ${orderId}) as value`),
    connectCarrier: ({ tenantId, id, provider, originCep, extraCents, extraDays, keyHint, credentials }) =>
      call(
        (
          sql,
        ) => sql`select app.connect_carrier(${tenantId}, ${id}, ${provider}, ${originCep}, ${extraCents}, ${extraDays}, ${keyHint},
          ${JSON.stringify(credentials)}::text::jsonb) as value`,
      ),
    connectStripe: ({ tenantId, id, livemode, accountRef, name, keyHint, credentials }) =>
      call(
        (
          sql,
        ) => sql`select app.connect_stripe(${tenantId}, ${id}, ${livemode}, ${accountRef}, ${name}, ${keyHint},
          ${JSON.stringify(credentials)}::text::jsonb) as value`,
      ),
  }
}
