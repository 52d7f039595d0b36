export const orderStates = ['pending', 'paid', 'fulfilled', 'returned', 'cancelled'] as const
export type OrderState = (typeof orderStates)[number]

/** An order in the list. */
export type OrderRow = {
  id: string
  number: number
  channel: 'desk' | 'conversation' | 'shop' | 'booking'
  state: OrderState
  buyer_name: string
  is_counter: boolean
  total_cents: number
  paid_cents: number
  refunded_cents: number
  expires_at: string | null
  expired_at: string | null
  created_at: string
  summary: string
  /** A part of it is handed over. */
  is_partly_out: boolean
  /** Its money waits for a person. */
  needs_person: boolean
}

export interface OrderItem {
  id: string
  kind: 'product' | 'deposit' | 'shipping'
  name: string
  sku: string | null
  quantity: number
  price_cents: number
  discount_cents: number
  coupon_cents: number
  total_cents: number
  fulfilled: number
  returned: number
  /** A package of sessions: nobody hands it over. */
  gives_sessions: boolean
  patient_id: string | null
  /** Of a date or a time that was bought, in UTC. */
  starts_at: string | null
}

/** What somebody typed who bought in the shop. */
export interface Buyer {
  full_name: string
  phone: string
  email: string
  cpf: string | null
  delivery_kind: 'pickup' | 'ship' | null
  delivery_name: string | null
  days_min: number | null
  days_max: number | null
  cep: string | null
  street: string | null
  number: string | null
  complement: string | null
  district: string | null
  city: string | null
  state: string | null
}

export interface OrderPayment {
  id: string
  provider: 'desk' | 'stripe' | 'ledger'
  state: 'counted' | 'late' | 'honoured' | 'refunded' | 'credited'
  reason: 'expired' | 'cancelled' | 'paid_twice' | 'session_off' | null
  method: PaymentMethod
  amount_cents: number
  at: string
}

export interface OrderRefund {
  id: string
  kind: 'money' | 'credit' | 'dispute' | 'late'
  provider: string
  state: 'pending' | 'done' | 'failed'
  amount_cents: number
  reason: string
  at: string
}

export type PaymentMethod = 'pix' | 'cash' | 'card' | 'transfer' | 'other'
export const paymentMethods: readonly PaymentMethod[] = ['pix', 'cash', 'card', 'transfer', 'other']

export interface Order extends Omit<OrderRow, 'summary' | 'needs_person' | 'is_partly_out'> {
  payer_id: string
  /** What it gave once it was paid. */
  goods: {
    vouchers: { id: string; code: string; name: string; redeemed_at: string | null; is_void: boolean }[]
    files: { item_id: string; file_id: string; name: string; left: number; is_open: boolean }[]
  }
  /** Of the shop. */
  buyer: Buyer | null
  patient_id: string | null
  /** Opens its page to whoever has the link. */
  page_key: string
  thread_key: string | null
  coupon_code: string | null
  subtotal_cents: number
  discount_cents: number
  due_cents: number
  cancelled_at: string | null
  note: string | null
  items: OrderItem[]
  payments: OrderPayment[]
  refunds: OrderRefund[]
  events: { id: number; kind: string; actor: string | null; at: string; data: { amount_cents?: number } }[]
}

/** What can be sold. */
export interface Sellable {
  variant_id: string
  name: string
  sku: string
  price_cents: number
  tracks_stock: boolean
  available: number
}

/** A line of an order that is being written. */
export interface Line extends Sellable {
  quantity: number
}

/** What became of a link to pay. */
export interface SentLink {
  sent_to: string | null
  refused: string | null
}

/** A discount that a buyer asks for with a word. */
export type Coupon = {
  id: string
  code: string
  kind: 'percent' | 'fixed'
  /** Percent, or cents. */
  value: number
  starts_on: string | null
  ends_on: string | null
  max_uses: number | null
  max_uses_per_person: number | null
  minimum_cents: number
  uses: number
  archived_at: string | null
}

/** The coupons of the clinic, and by feature the councils that forbid it for what they do. */
export interface Coupons {
  coupons: Coupon[]
  limits: Record<'coupons' | 'packages' | 'reviews', string[]>
}

/** The account with which the clinic sells by card. */
export interface StripeAccount {
  is_connected: boolean
  id?: string
  livemode?: boolean
  display_name?: string | null
  key_hint?: string
  connected_at?: string
  is_key_refused?: boolean
}

/** What types of session ask for ahead; amounts in cents. */
export interface SessionDeposits {
  hold_minutes: number
  asks_online: boolean
  /** The page of an order takes PIX or cards. */
  can_be_paid: boolean
  types: { session_type_id: string; name: string; price_cents: number | null; amount_cents: number | null }[]
}

/** What one session asks for ahead, and the orders of it, the latest first. */
export interface SessionDepositState {
  amount_cents: number | null
  may_ask: boolean
  orders: {
    id: string
    number: number
    state: Order['state']
    patient_id: string
    amount_cents: number
    expires_at: string | null
    expired_at: string | null
  }[]
}

/** An invoice of an order: NF-e for goods, NFS-e for services. */
export interface OrderInvoice {
  id: string
  kind: 'nfe' | 'nfse'
  state: 'pending' | 'issued' | 'failed' | 'cancelled'
  amount_cents: number
  number: string | null
  xml_url: string | null
  pdf_url: string | null
  error: string | null
  is_cancelling: boolean
}

export interface OrderInvoices {
  /** Whether the clinic issues invoices. */
  is_on: boolean
  invoices: OrderInvoice[]
  /** What is paid and has none. */
  open: { kind: OrderInvoice['kind']; amount_cents: number }[]
}

/** The books of a month: amounts in cents. */
export interface MonthClosing {
  /** Its first day. */
  month: string
  is_over: boolean
  sales: { orders: number; subtotal_cents: number; discount_cents: number; total_cents: number }
  payments: { method: string; count: number; amount_cents: number }[]
  received_cents: number
  refunds: { kind: string; count: number; amount_cents: number }[]
  refunded_cents: number
  /** What providers kept. */
  fees: { count: number; amount_cents: number }
  /** Of orders: what was issued in it and holds, and what was kept of orders paid in it that has none. */
  invoices: {
    issued: { kind: OrderInvoice['kind']; count: number; amount_cents: number }[]
    issued_cents: number
    missing: { orders: number; amount_cents: number }
  }
  stock: {
    begin_cents: number
    purchased_cents: number
    /** What was sold had cost. */
    sold_cents: number
    returned_cents: number
    adjusted_cents: number
    end_cents: number
  }
  /** Placed by its end and not paid now. */
  open: { orders: number; due_cents: number }
}
