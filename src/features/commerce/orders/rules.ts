import type { Charge } from '@/features/clinic/money'
import type { Line, Order, OrderItem, OrderRow, OrderState } from './types'

/** The colour of a state. */
export const toneOf: Record<OrderState, 'neutral' | 'ok' | 'warn' | 'coral' | 'primary'> = {
  pending: 'warn',
  paid: 'primary',
  fulfilled: 'ok',
  returned: 'neutral',
  cancelled: 'neutral',
}

/** How an order stands: its state, and what of it is done already. */
export function standingOf(
  order: Pick<OrderRow, 'state' | 'expired_at' | 'paid_cents' | 'is_partly_out'>,
): OrderState | 'expired' | 'partly' | 'partlyOut' {
  if (order.expired_at) return 'expired'
  if (order.is_partly_out) return 'partlyOut'
  return order.state === 'pending' && order.paid_cents > 0 ? 'partly' : order.state
}

/** One more of what is sold: the same thing is one line. */
export function withOneMore(lines: readonly Line[], what: Omit<Line, 'quantity'>): Line[] {
  return lines.some(({ variant_id }) => variant_id === what.variant_id)
    ? lines.map((line) =>
        line.variant_id === what.variant_id ? { ...line, quantity: line.quantity + 1 } : line,
      )
    : [...lines, { ...what, quantity: 1 }]
}

/** What lines cost before a coupon. */
export function sumOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { quantity, price_cents }) => sum + quantity * price_cents, 0)
}

/** What is possible with an order as it stands. */
export function actsOf(order: Order) {
  const products = order.items.filter(({ kind, gives_sessions }) => kind === 'product' && !gives_sessions)
  const packages = order.items.filter(({ gives_sessions }) => gives_sessions)
  const isOver = order.state === 'cancelled'
  return {
    pay: !isOver && order.due_cents > 0,
    fulfil: !isOver && products.some(({ quantity, fulfilled }) => quantity > fulfilled),
    takeBack: products.some(({ fulfilled, returned }) => fulfilled > returned),
    refund: order.paid_cents > 0,
    receipt: order.paid_cents > 0,
    cancel:
      !isOver &&
      [...products, ...packages].every(({ fulfilled, returned }) => fulfilled === returned) &&
      order.state !== 'returned',
  }
}

/** What was paid for sending an order and is not given back yet. */
export const freightOf = (order: Pick<Order, 'items'>): OrderItem | null =>
  order.items.find(
    ({ kind, returned, total_cents }) => kind === 'shipping' && returned === 0 && total_cents > 0,
  ) ?? null

/** Whether nothing of an order stays with the buyer once these lines came back. */
export const comesBackWhole = (
  order: Pick<Order, 'items'>,
  lines: readonly { item_id: string; quantity: number }[],
): boolean =>
  order.items.every(
    ({ id, kind, quantity, returned }) =>
      kind === 'shipping' ||
      quantity === returned + (lines.find(({ item_id }) => item_id === id)?.quantity ?? 0),
  )

/** Packages that are paid, and whose patient nobody has said. */
export function packagesToGive(order: Order): OrderItem[] {
  if (order.state === 'cancelled' || order.due_cents > 0) return []
  return order.items.filter(({ gives_sessions, fulfilled }) => gives_sessions && fulfilled === 0)
}

/** Cents of what was typed: "180", "180,5", "1.250,00"; null is no amount. */
export function typedAmount(text: string): number | null {
  const match = /^(\d{1,3}(?:\.\d{3})+|\d{1,7})(?:[,.](\d{1,2}))?$/.exec(text.replace(/^\s*R\$/, '').trim())
  if (!match) return null
  return Number((match[1] ?? '').replaceAll('.', '')) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

/** An amount as people type it. */
export function amountText(cents: number): string {
  return (cents / 100).toFixed(2).replace('.', ',')
}

/** Where the buyer sees and pays an order. */
export function pageOf(tenantId: string, order: Pick<Order, 'page_key'>): string {
  const query = new URLSearchParams({ clinic: tenantId, key: order.page_key })
  return `${window.location.origin}/meu-pedido?${query}`
}

/** An order as the ledger charges it: what a PIX asks for. */
export function chargeOf(order: Order, id: string): Charge {
  return {
    id,
    payer_id: order.payer_id,
    payer_name: order.buyer_name,
    patient_id: order.patient_id,
    patient_name: order.buyer_name,
    session_id: null,
    therapist_id: null,
    therapist_name: null,
    origin: 'order',
    type_name: null,
    starts_local: null,
    due_on: order.created_at.slice(0, 10),
    amount_cents: order.total_cents - order.refunded_cents,
    paid_cents: order.paid_cents,
    state: order.paid_cents > 0 ? 'partly' : 'unpaid',
    is_overdue: false,
    note: null,
    thread_key: order.thread_key,
  }
}

/** Where Stripe tells what happens in the clinic's account. */
export function webhookOf(supabaseUrl: string, tenantId: string, accountId: string): string {
  return `${supabaseUrl}/functions/v1/stripe-webhook?${new URLSearchParams({ clinic: tenantId, account: accountId })}`
}
