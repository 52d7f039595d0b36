import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { ask, openAgenda, patients } from './agenda.ts'
import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'
import { fulfil, getOrder, order, pay, type Order } from './orders.ts'
import { clinicAsCompany, documents } from './receipts.ts'
import { shelve } from './stock.ts'

export interface OrderInvoice {
  id: string
  kind: 'nfe' | 'nfse'
  state: string
  amount_cents: number
  number: string | null
  error: string | null
  pdf_url: string | null
  is_cancelling: boolean
}
export interface OrderInvoices {
  is_on: boolean
  invoices: OrderInvoice[]
  open: { kind: string; amount_cents: number }[]
}

const desk = 'recepcao@aurora.test' as Email
export const issueInvoices = (session: Session, id: string) =>
  ask<OrderInvoices>(session, 'issue_order_invoices', { order_id: id }, desk)
export const listInvoices = (session: Session, id: string, as = desk) =>
  ask<OrderInvoices>(session, 'list_order_invoices', { order_id: id }, as)
export const retryInvoice = (session: Session, id: string) =>
  ask<OrderInvoices>(session, 'retry_order_invoice', { id }, desk)
export const cancelInvoice = (session: Session, id: string, reason = 'Valor errado') =>
  ask<OrderInvoices>(session, 'cancel_order_invoice', { id, reason }, desk)

/** What a worker is told to do of an invoice. */
export const beginInvoice = (session: Session, id: string) =>
  session.asService(async (sql) => {
    const [row] = await sql<{ task: { act: string; kind: string; request: Record<string, unknown> } }[]>`
      select app.begin_order_invoice(${aurora.id}, ${id}) as task`
    return row!.task
  })
export const completeInvoice = (session: Session, id: string, outcome: object) =>
  session.asService(
    (sql) => sql`select app.complete_order_invoice(${aurora.id}, ${id}, ${sql.json(outcome as never)})`,
  )
/** How many jobs speak to the issuer. */
export const invoiceJobs = (session: Session) =>
  session.asPostgres(async (sql) => {
    const [row] = await sql<
      { n: number }[]
    >`select count(*)::int as n from app.jobs where kind = 'order_invoice'`
    return row!.n
  })

/** Gives whoever buys a CPF. */
export const nameBuyer = (session: Session, { payer_id }: Order, cpf: string | null = documents.ana) =>
  session.asPostgres(
    (sql) => sql`update public.payers set cpf = ${cpf} where tenant_id = ${aurora.id} and id = ${payer_id}`,
  )

/** Two oils (goods, R$ 99,80) and a massage (a service, R$ 49,90) of somebody with a CPF, at a clinic that issues invoices. */
export async function mixedOrder(session: Session, { paid = true } = {}) {
  await clinicAsCompany(session)
  const [oil, massage] = [await shelve(session), await shelve(session, { kind: 'service' })]
  await session.asPostgres(
    (sql) =>
      sql`update public.products set ncm = '33012990', cfop = '5102' where tenant_id = ${aurora.id} and id = ${oil.product}`,
  )
  const placed = await order(session, oil.variant, {
    items: [
      { variant_id: oil.variant, quantity: 2 },
      { variant_id: massage.variant, quantity: 1 },
    ],
  })
  await nameBuyer(session, placed)
  return { placed: paid ? await pay(session, placed.id, 14970) : placed, oil, massage }
}

/** An oil (R$ 49,90) that was sent for R$ 15,00 and handed over, alone or with a massage, and its invoices. */
export async function sentOrder(session: Session, { with: more = 'nothing' } = {}) {
  await openAgenda(session)
  const { oil, massage } = await mixedOrder(session)
  const id = randomUUID()
  const items = [
    { variant_id: oil.variant, quantity: 1 },
    ...(more === 'service' ? [{ variant_id: massage.variant, quantity: 1 }] : []),
    { shipping: 'Entrega: PAC', price_cents: 1500 },
  ]
  const wish = { channel: 'shop', patient_id: patients.ana, items }
  await session.asPostgres((sql) => sql`select app.place_order(${aurora.id}, ${id}, ${sql.json(wish)})`)
  const { total_cents } = await getOrder(session, id)
  await nameBuyer(session, await pay(session, id, total_cents))
  const { invoices } = await issueInvoices(session, id)
  for (const each of invoices) await completeInvoice(session, each.id, { outcome: 'issued', number: '1' })
  return { placed: await fulfil(session, id), invoices }
}

/** Σ invoices that hold = what was kept of an order; answers them. */
export async function expectAllOnInvoices(session: Session, id: string): Promise<OrderInvoice[]> {
  const { total_cents, refunded_cents } = await getOrder(session, id)
  const held = (await listInvoices(session, id)).invoices.filter(({ state }) => state !== 'cancelled')
  expect(held.reduce((sum, { amount_cents }) => sum + amount_cents, 0)).toBe(total_cents - refunded_cents)
  return held
}

/** The worker has done all that there was. */
export const finishInvoiceJobs = (session: Session) =>
  session.asPostgres(
    (sql) => sql`update app.jobs set finished_at = now(), dedupe_key = null where kind = 'order_invoice'`,
  )
