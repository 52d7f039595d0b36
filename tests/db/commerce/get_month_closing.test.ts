import { describe, expect, it } from 'vitest'
import { ask, callAgenda } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { completeInvoice, issueInvoices, mixedOrder } from '../support/order-invoices.ts'
import {
  cancel,
  checkout,
  expectOrdersInOrder,
  fulfil,
  getOrder,
  order,
  paidEvent,
  pay,
  refund,
  stripeEvent,
  takeBack,
  tellStripe,
} from '../support/orders.ts'
import { itIsForStockReaders, levelOf, shelve } from '../support/stock.ts'

const db = await createDatabase()

interface Closing {
  month: string
  is_over: boolean
  sales: Record<string, number>
  payments: { method: string; count: number; amount_cents: number }[]
  received_cents: number
  refunds: { kind: string; amount_cents: number }[]
  refunded_cents: number
  fees: { count: number; amount_cents: number }
  invoices: { issued: object[]; issued_cents: number; missing: { orders: number; amount_cents: number } }
  stock: Record<string, number>
  open: { orders: number; due_cents: number }
}
const closing = (session: Session, month: string | null = null) =>
  ask<Closing>(session, 'get_month_closing', { month }, 'supervisor@aurora.test')

describe('get_month_closing', () => {
  it('says what was invoiced, and what was kept without an invoice', () =>
    db.rolledBack(async (session) => {
      expect((await closing(session)).invoices).toEqual({
        issued: [],
        issued_cents: 0,
        missing: { orders: 0, amount_cents: 0 },
      })
      const { placed } = await mixedOrder(session)
      expect((await closing(session)).invoices.missing).toEqual({ orders: 1, amount_cents: 14970 })
      const [goods, services] = (await issueInvoices(session, placed.id)).invoices
      await completeInvoice(session, goods!.id, { outcome: 'issued', number: '1' })
      expect((await closing(session)).invoices).toEqual({
        issued: [{ kind: 'nfe', count: 1, amount_cents: 9980 }],
        issued_cents: 9980,
        missing: { orders: 1, amount_cents: 4990 },
      })
      await completeInvoice(session, services!.id, { outcome: 'issued', number: '2' })
      // both oils go back: their invoice is cancelled, and nothing is missing
      await takeBack(session, await fulfil(session, placed.id), 2)
      await completeInvoice(session, goods!.id, { outcome: 'cancelled' })
      expect((await closing(session)).invoices).toEqual({
        issued: [{ kind: 'nfse', count: 1, amount_cents: 4990 }],
        issued_cents: 4990,
        missing: { orders: 0, amount_cents: 0 },
      })
    }))

  it('says what the ledger and the stock say', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session, { quantity: 10, cents: 1000 })
      const sold = await order(session, variant)
      await pay(session, sold.id, 5000, undefined, 'pix')
      await pay(session, sold.id, 4980)
      await takeBack(session, await fulfil(session, sold.id), 1)
      const other = await order(session, variant)
      await pay(session, other.id, 9980)
      await refund(session, other.id, 980, 'money')
      const gone = await order(session, variant)
      await pay(session, gone.id, 9980)
      await cancel(session, gone.id, 'money')
      await order(session, variant, {}, { quantity: 1 })
      await expectOrdersInOrder(session)

      const month = await closing(session)
      const [ledger] = await session.asPostgres(
        (sql) => sql<{ paid: number; cost: number }[]>`
          select (select sum(o.paid_cents)::int from public.orders o where o.tenant_id = ${aurora.id}) as paid,
            (select -sum(m.value_cents)::int from public.stock_moves m where m.tenant_id = ${aurora.id} and m.kind in ('sale', 'return')) as cost`,
      )
      expect(month.received_cents).toBe(9980 * 3)
      expect(month.received_cents - month.refunded_cents).toBe(ledger!.paid)
      expect(month.payments.reduce((sum, { amount_cents }) => sum + amount_cents, 0)).toBe(
        month.received_cents,
      )
      expect(month.payments.find(({ method }) => method === 'pix')).toEqual({
        method: 'pix',
        count: 1,
        amount_cents: 5000,
      })
      expect(month.refunds.reduce((sum, { amount_cents }) => sum + amount_cents, 0)).toBe(
        month.refunded_cents,
      )
      expect(month.sales).toEqual({ orders: 3, subtotal_cents: 29940, discount_cents: 0, total_cents: 29940 })
      expect(month.stock.sold_cents! - month.stock.returned_cents!).toBe(ledger!.cost)
      expect(month.stock.end_cents).toBe((await levelOf(session, variant)).value_cents)
      const { begin_cents, purchased_cents, sold_cents, returned_cents, adjusted_cents, end_cents } =
        month.stock
      expect(begin_cents! + purchased_cents! - sold_cents! + returned_cents! + adjusted_cents!).toBe(
        end_cents,
      )
      expect(month.open).toEqual({ orders: 1, due_cents: 4990 })
      expect(month.is_over).toBe(false)
    }))

  it('counts what a dispute took as gone, and what was won as come again', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session, { quantity: 10, cents: 1000 })
      const [lost, won] = [await order(session, variant), await order(session, variant)]
      for (const [n, { id }] of [lost, won].entries()) {
        const page = await checkout(session, id)
        await tellStripe(session, paidEvent(page))
        const about = { payment_intent_id: page.intent, object_id: `dp_${n}`, amount_cents: 9980 }
        await tellStripe(session, stripeEvent('disputed', about))
        const status = id === won.id ? 'won' : 'lost'
        await tellStripe(session, stripeEvent('dispute_closed', { ...about, status }))
      }
      const month = await closing(session)
      expect(month.received_cents - month.refunded_cents).toBe(9980)
      expect(month.refunds).toEqual([{ kind: 'dispute', count: 2, amount_cents: 19960 }])
      await expectOrdersInOrder(session)
    }))

  it('takes off what Stripe kept, once it is known', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session, { quantity: 10, cents: 1000 })
      const { id } = await order(session, variant)
      await tellStripe(session, paidEvent(await checkout(session, id)))
      expect((await closing(session)).fees).toEqual({ count: 0, amount_cents: 0 })
      const payment = (await getOrder(session, id)).payments[0]!.id
      const note = (cents: number) =>
        session.asService(async (sql) => {
          const [job] = await sql<{ payload: { id: string } }[]>`
            select payload from app.jobs where kind = 'stripe_fee'`
          expect(job!.payload.id).toBe(payment)
          const [asked] = await sql<{ told: { payment_intent_id: string } | null }[]>`
            select app.stripe_fee_to_ask(${aurora.id}, ${payment}) as told`
          await sql`select app.note_stripe_fee(${aurora.id}, ${payment}, ${cents})`
          return asked!.told
        })
      expect(await note(437)).toMatchObject({ payment_intent_id: expect.stringContaining('pi_') })
      // told once
      expect(await note(1)).toBeNull()
      expect((await closing(session)).fees).toEqual({ count: 1, amount_cents: 437 })
    }))

  it('is empty for a month before, and knows what the stock was worth at its end', () =>
    db.rolledBack(async (session) => {
      const { variant } = await shelve(session, { quantity: 10, cents: 1000 })
      const sold = await order(session, variant)
      await pay(session, sold.id, 9980)
      expect(await closing(session, '2020-05-17')).toMatchObject({
        month: '2020-05-01',
        is_over: true,
        sales: { orders: 0, total_cents: 0 },
        payments: [],
        received_cents: 0,
        stock: { begin_cents: 0, end_cents: 0 },
        open: { orders: 0 },
      })
    }))
})

itIsForStockReaders(db, (sql) => callAgenda(sql, 'select %s', 'get_month_closing', { month: '2026-11-01' }))
