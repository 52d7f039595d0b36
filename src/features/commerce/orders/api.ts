import { invoke, rpc } from '@/lib/rpc'
import type {
  Coupon,
  Coupons,
  MonthClosing,
  Order,
  OrderInvoices,
  OrderRow,
  PaymentMethod,
  Sellable,
  SentLink,
  SessionDepositState,
  SessionDeposits,
  StripeAccount,
} from './types'

/** One page of orders, the newest first. */
export const listOrders = (
  tenantId: string,
  page: { search: string; where: Record<string, unknown>; after: OrderRow | null; limit: number },
): Promise<OrderRow[]> =>
  rpc('list_orders', {
    p_tenant_id: tenantId,
    p_search: page.search || null,
    p_after: page.after && { id: page.after.id, created_at: page.after.created_at },
    p_limit: page.limit,
    p_where: page.where as never,
  })

/** An order with its lines, payments, refunds and history. */
export const getOrder = (tenantId: string, id: string): Promise<Order> =>
  rpc('get_order', { p_tenant_id: tenantId, p_order_id: id })

/** What can be sold, by name, SKU or barcode. */
export const findSellable = (tenantId: string, search: string): Promise<Sellable[]> =>
  rpc('find_sellable', { p_tenant_id: tenantId, p_search: search })

/** Contacts by name: who may be the buyer. */
export const findBuyers = (
  tenantId: string,
  search: string,
): Promise<{ id: string; full_name: string; phone: string | null }[]> =>
  rpc('list_contacts', { p_tenant_id: tenantId, p_search: search, p_limit: 6 })

/** Patients by name: whose a package is. */
export const findPatients = (tenantId: string, search: string): Promise<{ id: string; name: string }[]> =>
  rpc('list_patients', { p_tenant_id: tenantId, p_search: search, p_limit: 6 })

/** Says whose a package of sessions is. */
export const givePackage = (tenantId: string, itemId: string, patientId: string): Promise<Order> =>
  rpc('give_order_package', { p_tenant_id: tenantId, p_item_id: itemId, p_patient_id: patientId })

/** Places an order; the same `id` is the same order. */
export const createOrder = (tenantId: string, id: string, order: object): Promise<Order> =>
  rpc('create_order', { p_tenant_id: tenantId, p_id: id, p_order: order as never })

/** Money at the desk. */
export const payOrder = (
  tenantId: string,
  orderId: string,
  payment: { id: string; cents: number; method: PaymentMethod },
): Promise<Order> =>
  rpc('pay_order', {
    p_tenant_id: tenantId,
    p_id: payment.id,
    p_order_id: orderId,
    p_amount_cents: payment.cents,
    p_method: payment.method,
  })

/** Hands lines over. */
export const fulfilOrder = (
  tenantId: string,
  orderId: string,
  lines: { item_id: string; quantity: number }[],
): Promise<Order> => rpc('fulfil_order', { p_tenant_id: tenantId, p_order_id: orderId, p_lines: lines })

/** What comes back, and how its money is given back. */
export interface GiveBack {
  id: string
  kind: 'money' | 'credit' | 'none'
  reason: string
  method: PaymentMethod
}

/** Takes lines back. */
export const returnOrder = (
  tenantId: string,
  orderId: string,
  lines: { item_id: string; quantity: number }[],
  how: GiveBack,
): Promise<Order> =>
  rpc('return_order', {
    p_tenant_id: tenantId,
    p_id: how.id,
    p_order_id: orderId,
    p_lines: lines,
    p_kind: how.kind,
    p_reason: how.reason,
    p_method: how.method,
  })

/** A buyer shows a voucher: what it is for is handed over, once. Answers its order. */
export const redeemVoucher = (tenantId: string, code: string): Promise<Order> =>
  rpc('redeem_voucher', { p_tenant_id: tenantId, p_code: code })

/** Gives a part of the money back. */
export const refundOrder = (
  tenantId: string,
  orderId: string,
  cents: number,
  how: GiveBack,
): Promise<Order> =>
  rpc('refund_order', {
    p_tenant_id: tenantId,
    p_id: how.id,
    p_order_id: orderId,
    p_amount_cents: cents,
    p_kind: how.kind,
    p_reason: how.reason,
    p_method: how.method,
  })

/** Ends an order of which nothing is out. */
export const cancelOrder = (
  tenantId: string,
  orderId: string,
  how: Pick<GiveBack, 'kind' | 'reason' | 'method'>,
): Promise<Order> =>
  rpc('cancel_order', {
    p_tenant_id: tenantId,
    p_order_id: orderId,
    p_reason: how.reason,
    p_kind: how.kind,
    p_method: how.method,
  })

/** What becomes of money that came too late. */
export const settleLate = (
  tenantId: string,
  paymentId: string,
  act: 'honour' | 'refund' | 'credit',
): Promise<Order> =>
  rpc('settle_late_payment', { p_tenant_id: tenantId, p_payment_id: paymentId, p_act: act })

/** Sends the page on which an order is paid into a conversation. */
export const sendLink = (
  tenantId: string,
  orderId: string,
  clientId: string,
  threadKey: string,
): Promise<SentLink> =>
  invoke('order-checkout', {
    tenant_id: tenantId,
    order_id: orderId,
    client_id: clientId,
    thread_key: threadKey,
    way: 'page',
  })

/** Puts an order into the ledger, so that a PIX can ask for it; answers its charge. */
export const openOrderCharge = async (tenantId: string, orderId: string): Promise<string> =>
  (
    await rpc<'open_order_charge', { charge_id: string }>('open_order_charge', {
      p_tenant_id: tenantId,
      p_order_id: orderId,
    })
  ).charge_id

export const listCoupons = (tenantId: string): Promise<Coupons> =>
  rpc('list_coupons', { p_tenant_id: tenantId })

/** The whole form of a coupon; the same `id` is the same coupon. */
export const saveCoupon = (
  tenantId: string,
  id: string,
  coupon: Omit<Coupon, 'id' | 'uses' | 'archived_at'> & { is_archived: boolean },
): Promise<Coupon> => rpc('save_coupon', { p_tenant_id: tenantId, p_id: id, p_coupon: coupon })

/** What types of session ask for ahead. */
export const getSessionDeposits = (tenantId: string): Promise<SessionDeposits> =>
  rpc('get_session_deposits', { p_tenant_id: tenantId })

/** All of it at once: a type that is not named asks for nothing; amounts in cents. */
export const saveSessionDeposits = (
  tenantId: string,
  holdMinutes: number,
  asksOnline: boolean,
  deposits: { session_type_id: string; amount_cents: number }[],
): Promise<SessionDeposits> =>
  rpc('save_session_deposits', {
    p_tenant_id: tenantId,
    p_hold_minutes: holdMinutes,
    p_asks_online: asksOnline,
    p_deposits: deposits,
  })

/** What a session asks for ahead, and what became of it; null: there is no such session. */
export const getSessionDeposit = (tenantId: string, sessionId: string): Promise<SessionDepositState | null> =>
  rpc('get_session_deposit', { p_tenant_id: tenantId, p_session_id: sessionId })

/** Asks a patient to pay ahead; the same `id`, and a session that is asked for already, is the same order. */
export const askSessionDeposit = (
  tenantId: string,
  id: string,
  sessionId: string,
  patientId: string,
): Promise<Order> =>
  rpc('ask_session_deposit', {
    p_tenant_id: tenantId,
    p_id: id,
    p_session_id: sessionId,
    p_patient_id: patientId,
  })

export const getStripeAccount = (tenantId: string): Promise<StripeAccount> =>
  rpc('get_stripe_account', { p_tenant_id: tenantId })

/** Tries the key at Stripe, makes the webhook there, and saves both. */
export const connectStripe = (tenantId: string, secretKey: string): Promise<StripeAccount> =>
  invoke('connect-stripe', { tenant_id: tenantId, secret_key: secretKey.trim() })

export const disconnectStripe = (tenantId: string): Promise<StripeAccount> =>
  rpc('disconnect_stripe', { p_tenant_id: tenantId })

export const listOrderInvoices = (tenantId: string, orderId: string): Promise<OrderInvoices> =>
  rpc('list_order_invoices', { p_tenant_id: tenantId, p_order_id: orderId })

/** Asks for the invoices that a paid order has not; a job issues them. */
export const issueOrderInvoices = (tenantId: string, orderId: string): Promise<OrderInvoices> =>
  rpc('issue_order_invoices', { p_tenant_id: tenantId, p_order_id: orderId })

/** Tries one that failed again, with what is known now. */
export const retryOrderInvoice = (tenantId: string, id: string): Promise<OrderInvoices> =>
  rpc('retry_order_invoice', { p_tenant_id: tenantId, p_id: id })

/** Asks the issuer to cancel one. */
export const cancelOrderInvoice = (tenantId: string, id: string, reason: string): Promise<OrderInvoices> =>
  rpc('cancel_order_invoice', { p_tenant_id: tenantId, p_id: id, p_reason: reason })

/** The books of a month; `day` is any day of it. */
export const getMonthClosing = (tenantId: string, day: string): Promise<MonthClosing> =>
  rpc('get_month_closing', { p_tenant_id: tenantId, p_month: day })

/** Has the payments of a month made into a file, in the background. */
export async function listOrderPaymentsFile(tenantId: string, month: string): Promise<void> {
  const [year = 0, index = 1] = month.split('-').map(Number)
  const to = new Date(Date.UTC(year, index, 0)).toISOString().slice(0, 10)
  await rpc('request_export', {
    p_tenant_id: tenantId,
    p_id: crypto.randomUUID(),
    p_kind: 'list',
    p_subject: { list: 'order_payments', search: '', where: { from: month, to } },
  })
}
