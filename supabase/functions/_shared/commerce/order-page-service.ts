import type { BegunPix } from '../clinic/pix/database.ts'
import type { Call } from '../platform/db.ts'
import type { StripeKey } from './database.ts'

/** What stands on the page of an order beside its lines and its money. */
export interface OrderSection {
  title: string
  text?: string | null
  items?: { label: string; detail?: string | null; href?: string | null }[] | null
}

/** An order as whoever has its link sees it; cents of reais, moments on the clinic's clock (`2026-12-01T15:00`). */
export interface OrderPage {
  number: number
  state: 'pending' | 'paid' | 'fulfilled' | 'returned' | 'cancelled'
  channel: 'desk' | 'conversation' | 'shop'
  is_expired: boolean
  created_local: string
  expires_local: string | null
  subtotal_cents: number
  discount_cents: number
  total_cents: number
  paid_cents: number
  refunded_cents: number
  due_cents: number
  seller: {
    clinic: string
    /** Of its open shop. */
    slug: string | null
    legal_name: string | null
    tax_id: string | null
    address: string | null
    email: string | null
    phone: string | null
    policy_text: string | null
  }
  items: { name: string; quantity: number; returned: number; price_cents: number; total_cents: number }[]
  payments: { amount_cents: number; method: string; is_late: boolean; at_local: string }[]
  refunds: { amount_cents: number; kind: string; state: string; at_local: string }[]
  waits_for_voucher: boolean
  ways: { card: boolean; pix: boolean; needs_document: boolean }
  /** The PIX that waits to be paid. */
  pix: { amount_cents: number; copy_paste: string } | null
  seats: {
    name: string
    quantity: number
    place: string | null
    start_local: string
    is_cancelled: boolean
  }[]
  sections: OrderSection[]
  /** Times in agendas that were booked with it. */
  times: { name: string; start_local: string; therapist: string; is_online: boolean; is_cancelled: boolean }[]
  /** What it gave once it was paid. */
  goods: {
    vouchers: {
      id: string
      code: string
      name: string
      start_local: string | null
      place: string | null
      redeemed_at: string | null
      is_void: boolean
    }[]
    files: {
      item_id: string
      file_id: string
      name: string
      left: number
      expires_local: string
      is_open: boolean
    }[]
  }
  delivery: {
    delivery_kind: 'pickup' | 'ship'
    delivery_name: string
    days_min: number | null
    days_max: number | null
    /** Of a pick-up: where and when. */
    note: string | null
    cep: string | null
    street: string | null
    number: string | null
    complement: string | null
    district: string | null
    city: string | null
    state: string | null
  } | null
}

/** What a link of a file opens. */
export type Download = { state: 'open'; path: string; name: string } | { state: 'closed' }

export type FoundOrder = { state: 'open'; order_id: string } | { state: 'unknown' } | { state: 'limited' }

/** What a buyer may say something of, once. */
export type OpenReview =
  | {
      state: 'open'
      /** Of the product. */
      name: string
      clinic: string
      /** How the shop calls the buyer. */
      shown_name: string
    }
  | { state: 'sent' }
  | { state: 'unknown' }

/** What became of a review. */
export type SentReview = 'sent' | 'no_stars' | 'too_long' | 'has_link' | 'unknown'

/** A page of Stripe on which an order may have been paid. */
export interface CheckoutToAsk {
  session_id: string
  account_id: string
  key: StripeKey
}

/** The order of a link, as strangers see and pay it. */
export interface OrderPageService {
  /** Counts the look, or the payment. */
  find(tenantId: string, key: string, ipHash: string | null, isPayment: boolean): Promise<FoundOrder>
  show(tenantId: string, orderId: string): Promise<OrderPage>
  beginPix(tenantId: string, id: string, orderId: string, cpfCnpj: string | null): Promise<BegunPix>
  checkoutsToAsk(tenantId: string, orderId: string): Promise<CheckoutToAsk[]>
  /** Counts the download. */
  takeDownload(tenantId: string, orderId: string, itemId: string, fileId: string): Promise<Download>
  openReview(tenantId: string, orderId: string, productId: string): Promise<OpenReview>
  /** Keeps it; it waits for the clinic. */
  sendReview(
    tenantId: string,
    orderId: string,
    productId: string,
    review: { stars: number | null; body: string },
  ): Promise<SentReview>
}

/** The RPCs of the page of an order. */
export function createOrderPageService(call: Call): OrderPageService {
  return {
    find: (tenantId, key, ipHash, isPayment) =>
      call((sql) => sql`select app.order_of_page(${tenantId}, ${key}, ${ipHash}, ${isPayment}) as value`),
    show: (tenantId, orderId) =>
      call((sql) => sql`select app.show_order_page(${tenantId}, ${orderId}) as value`),
    beginPix: (tenantId, id, orderId, cpfCnpj) =>
      call((sql) => sql`select app.begin_order_pix(${tenantId}, ${id}, ${orderId}, ${cpfCnpj}) as value`),
    takeDownload: (tenantId, orderId, itemId, fileId) =>
      call((sql) => sql`select app.take_download(${tenantId}, ${orderId}, ${itemId}, ${fileId}) as value`),
    openReview: (tenantId, orderId, productId) =>
      call((sql) => sql`select app.open_review(${tenantId}, ${orderId}, ${productId}) as value`),
    sendReview: (tenantId, orderId, productId, { stars, body }) =>
      call(
        (sql) =>
          sql`select app.send_review(${tenantId}, ${orderId}, ${productId}, ${stars}, ${body}) as value`,
      ),
    checkoutsToAsk: (tenantId, orderId) =>
      call((sql) => sql`select app.checkouts_to_ask(${tenantId}, ${orderId}) as value`),
  }
}
