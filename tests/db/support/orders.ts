import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { ask } from './agenda.ts'
import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'
import { expectBooksInOrder } from './money.ts'
import { connectStripe, stripeAccount } from './stripe.ts'

export interface Order {
  id: string
  number: number
  state: 'pending' | 'paid' | 'fulfilled' | 'returned' | 'cancelled'
  payer_id: string
  total_cents: number
  discount_cents: number
  paid_cents: number
  refunded_cents: number
  due_cents: number
  charge_id: string | null
  expires_at: string | null
  expired_at: string | null
  items: {
    id: string
    variant_id: string
    quantity: number
    total_cents: number
    coupon_cents: number
    fulfilled: number
    returned: number
  }[]
  payments: { id: string; provider: string; state: string; amount_cents: number; reason: string | null }[]
  refunds: { id: string; kind: string; provider: string; state: string; amount_cents: number }[]
  events: { kind: string }[]
}

type Wish = Record<string, unknown>
const desk = 'recepcao@aurora.test' as Email

/** An order at the desk of some units of a variant. */
export const order = (
  session: Session,
  variant: string,
  more: Wish = {},
  { quantity = 2, id = randomUUID() as string, as = desk } = {},
): Promise<Order> =>
  ask<Order>(
    session,
    'create_order',
    { id, order: { items: [{ variant_id: variant, quantity }], ...more } },
    as,
  )
export const getOrder = (session: Session, id: string) =>
  ask<Order>(session, 'get_order', { order_id: id }, desk)
export const pay = (
  session: Session,
  id: string,
  cents: number,
  key: string = randomUUID(),
  method = 'cash',
) => ask<Order>(session, 'pay_order', { id: key, order_id: id, amount_cents: cents, method }, desk)
export const fulfil = (session: Session, id: string, lines: object[] | null = null) =>
  ask<Order>(session, 'fulfil_order', { order_id: id, lines }, desk)
export const takeBack = (
  session: Session,
  of: Order,
  quantity: number,
  kind = 'money',
  key: string = randomUUID(),
) =>
  ask<Order>(
    session,
    'return_order',
    { id: key, order_id: of.id, lines: [{ item_id: of.items[0]!.id, quantity }], kind, reason: 'Desistiu' },
    desk,
  )
/** Lines come back, what was paid for sending them among them where its line is named. */
export const returnLines = (session: Session, of: Order, lines: Order['items'], kind = 'money') =>
  ask<Order>(
    session,
    'return_order',
    {
      id: randomUUID(),
      order_id: of.id,
      lines: lines.map(({ id, quantity }) => ({ item_id: id, quantity })),
      kind,
      reason: 'Desistiu',
    },
    desk,
  )
export const refund = (
  session: Session,
  id: string,
  cents: number,
  kind = 'money',
  key: string = randomUUID(),
) =>
  ask<Order>(
    session,
    'refund_order',
    { id: key, order_id: id, amount_cents: cents, kind, reason: 'Combinado' },
    desk,
  )
export const cancel = (session: Session, id: string, kind: string | null = null) =>
  ask<Order>(session, 'cancel_order', { order_id: id, reason: 'Desistiu', kind }, desk)

/** The clock says that an order was to be paid by now. */
export const expire = (session: Session, id: string, now = '2099-01-01T00:00:00Z') =>
  session.asService(async (sql) => {
    const [row] = await sql<{ did: string }[]>`select app.expire_order(${aurora.id}, ${id}, ${now}) as did`
    return row!.did
  })

/** A page of Stripe on which an order is paid, as order-checkout leaves it. */
export async function checkout(session: Session, id: string, stripeSession = `cs_${randomUUID()}`) {
  await session
    .asPostgres(async (sql) => {
      const known =
        await sql`select from app.stripe_accounts where tenant_id = ${aurora.id} and id = ${stripeAccount}`
      return known.length > 0
    })
    .then((is) => is || connectStripe(session))
  return session.asService(async (sql) => {
    const [row] = await sql<{ begun: { id: string; amount_cents: number } }[]>`
      select app.begin_order_checkout(${aurora.id}, ${randomUUID()}, ${id}) as begun`
    await sql`select app.attach_checkout(${aurora.id}, ${row!.begun.id}, ${stripeSession}, 'https://checkout.test')`
    return { ...row!.begun, session_id: stripeSession, intent: `pi_${stripeSession}` }
  })
}

/** An event of Stripe as stripe-webhook hands it over. */
export const stripeEvent = (meaning: string, more: Wish = {}) => ({
  id: `evt_${randomUUID()}`,
  type: `test.${meaning}`,
  created: 1,
  livemode: false,
  meaning,
  currency: 'brl',
  ...more,
})
export const paidEvent = (
  of: { session_id: string; intent: string; amount_cents: number },
  more: Wish = {},
) =>
  stripeEvent('paid', {
    session_id: of.session_id,
    payment_intent_id: of.intent,
    amount_cents: of.amount_cents,
    ...more,
  })

export interface Told {
  outcome: string
  reason?: string
  order_id?: string
}
export const tellStripe = (session: Session, event: object) =>
  session.asService(async (sql) => {
    const [row] = await sql<{ did: Told }[]>`
      select app.apply_stripe_event(${aurora.id}, ${stripeAccount}, ${sql.json(event as never)}) as did`
    return row!.did
  })

/** The money of every order is Σ payments − refunds, its charge says the same, and the books are in order. */
export async function expectOrdersInOrder(session: Session): Promise<void> {
  const wrong = await session.asPostgres(
    (sql) => sql`
      select o.number, o.state, o.paid_cents, x.came, x.went from public.orders o cross join lateral (
        select
          coalesce((select sum(p.amount_cents) from public.order_payments p
            where p.tenant_id = o.tenant_id and p.order_id = o.id and p.state in ('counted', 'honoured')), 0) as came,
          coalesce((select sum(coalesce(r.order_cents, r.amount_cents)) from public.order_refunds r
            where r.tenant_id = o.tenant_id and r.order_id = o.id and r.kind <> 'late'), 0) as went) x
      where o.paid_cents <> x.came - x.went
        or o.paid_cents <> coalesce((select c.paid_cents from public.money_charges c where c.tenant_id = o.tenant_id and c.id = o.charge_id), 0)
        or o.refunded_cents <> coalesce((select sum(coalesce(r.order_cents, r.amount_cents)) from public.order_refunds r
          where r.tenant_id = o.tenant_id and r.order_id = o.id and r.kind in ('money', 'credit')), 0)`,
  )
  expect(wrong).toEqual([])
  await expectBooksInOrder(session)
  const [stock] = await session.asPostgres(
    (sql) => sql`select count(*)::int as faults from app.stock_faults()`,
  )
  expect(stock).toEqual({ faults: 0 })
}
