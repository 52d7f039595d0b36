import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, callAgenda, openAgenda, patients } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForTheDesk } from '../support/money.ts'
import {
  beginInvoice,
  cancelInvoice,
  completeInvoice,
  expectAllOnInvoices,
  finishInvoiceJobs,
  invoiceJobs,
  issueInvoices,
  listInvoices,
  mixedOrder,
  nameBuyer,
  sentOrder,
} from '../support/order-invoices.ts'
import {
  cancel,
  checkout,
  fulfil,
  getOrder,
  order,
  paidEvent,
  pay,
  refund,
  returnLines,
  stripeEvent,
  takeBack,
  tellStripe,
} from '../support/orders.ts'
import { clinicAsCompany, documents } from '../support/receipts.ts'
import { shelve } from '../support/stock.ts'

const db = await createDatabase()
const issuePractice = (session: Session, payment_id: string) =>
  ask<{ id: string; amount_cents: number }[]>(session, 'issue_service_invoices', { payment_id })
const entryOf = async (session: Session, orderId: string) => {
  const [row] = await session.asPostgres(
    (sql) => sql<{ entry_id: string }[]>`
      select entry_id from public.order_payments where tenant_id = ${aurora.id} and order_id = ${orderId} limit 1`,
  )
  return row!.entry_id
}

describe('issue_order_invoices', () => {
  it('asks for one NF-e of the goods and one NFS-e of the services, once', () =>
    db.rolledBack(async (session) => {
      const { placed } = await mixedOrder(session)
      expect((await listInvoices(session, placed.id)).open).toEqual([
        { kind: 'nfe', amount_cents: 9980 },
        { kind: 'nfse', amount_cents: 4990 },
      ])
      const { invoices, open } = await issueInvoices(session, placed.id)
      expect(invoices).toMatchObject([
        { kind: 'nfe', state: 'pending', amount_cents: 9980 },
        { kind: 'nfse', state: 'pending', amount_cents: 4990 },
      ])
      expect(open).toEqual([])
      expect(await issueInvoices(session, placed.id)).toMatchObject({ invoices })
      expect(await invoiceJobs(session)).toBe(2)
      expect(await beginInvoice(session, invoices[0]!.id)).toMatchObject({
        act: 'issue',
        kind: 'nfe',
        request: {
          payer: { document: documents.ana },
          provider: { document: documents.clinic },
          items: [{ quantity: 2, total_cents: 9980, ncm: '33012990', cfop: '5102' }],
        },
      })
      expect(await beginInvoice(session, invoices[1]!.id)).toMatchObject({
        request: { description: 'Atendimento', service_item: '4.16' },
      })
    }))

  it('puts the freight on the NF-e of the goods that it carried, and names it where none of them were kept', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const { oil, massage } = await mixedOrder(session)
      const id = randomUUID()
      const items = [
        { variant_id: oil.variant, quantity: 1 },
        { variant_id: massage.variant, quantity: 1 },
        { shipping: 'Entrega: PAC', price_cents: 1500 },
      ]
      const wish = { channel: 'shop', patient_id: patients.ana, items }
      await session.asPostgres((sql) => sql`select app.place_order(${aurora.id}, ${id}, ${sql.json(wish)})`)
      await nameBuyer(session, await pay(session, id, 11480))
      expect((await listInvoices(session, id)).open).toEqual([
        { kind: 'nfe', amount_cents: 6490 },
        { kind: 'nfse', amount_cents: 4990 },
      ])
      const { invoices } = await issueInvoices(session, id)
      expect((await beginInvoice(session, invoices[0]!.id)).request).toMatchObject({
        amount_cents: 6490,
        freight_cents: 1500,
        items: [{ quantity: 1, total_cents: 4990 }],
      })
      for (const each of invoices) await completeInvoice(session, each.id, { outcome: 'issued', number: '1' })
      await takeBack(session, await fulfil(session, id), 1)
      await cancelInvoice(session, invoices[1]!.id)
      for (const each of invoices) await completeInvoice(session, each.id, { outcome: 'cancelled' })
      const left = (await issueInvoices(session, id)).invoices.find(({ state }) => state === 'pending')
      expect(left).toMatchObject({ kind: 'nfse', amount_cents: 6490 })
      expect((await beginInvoice(session, left!.id)).request).toMatchObject({
        description: 'Atendimento, Entrega',
      })
    }))

  it('names who bought in the shop by the CPF that was typed there, where no other is known', () =>
    db.rolledBack(async (session) => {
      const { placed } = await mixedOrder(session)
      await nameBuyer(session, placed, null)
      await session.asPostgres(
        (sql) => sql`
          insert into public.order_buyers (tenant_id, order_id, full_name, phone, email, cpf, accepted_text)
          values (${aurora.id}, ${placed.id}, 'Camila Duarte', '+5511977771234', 'camila@exemplo.test', ${documents.ana}, 'Li')`,
      )
      const [goods] = (await issueInvoices(session, placed.id)).invoices
      expect((await beginInvoice(session, goods!.id)).request).toMatchObject({
        payer: { name: 'Camila Duarte', document: documents.ana },
      })
    }))

  it('is recorded once, and shown to the buyer with its papers', () =>
    db.rolledBack(async (session) => {
      const { placed } = await mixedOrder(session)
      const [goods] = (await issueInvoices(session, placed.id)).invoices
      const made = {
        outcome: 'issued',
        number: '7',
        verification_code: 'K',
        xml_url: 'https://x/xml',
        pdf_url: 'https://x/pdf',
      }
      await completeInvoice(session, goods!.id, made)
      await completeInvoice(session, goods!.id, { ...made, number: '8' })
      await completeInvoice(session, goods!.id, { outcome: 'refused', reason: 'late' })
      expect((await listInvoices(session, placed.id)).invoices[0]).toMatchObject({
        state: 'issued',
        number: '7',
        error: null,
      })
      const [row] = await session.asService(
        (sql) => sql<{ page: object }[]>`select app.show_order_page(${aurora.id}, ${placed.id}) as page`,
      )
      expect(row!.page).toMatchObject({
        sections: expect.arrayContaining([
          {
            title: 'Notas fiscais',
            text: null,
            items: [
              { label: 'NF-e nº 7', detail: 'Código K', href: 'https://x/pdf' },
              { label: 'NF-e nº 7 (XML)', detail: null, href: 'https://x/xml' },
            ],
          },
        ]),
      })
    }))

  it('refuses where nothing can be issued', () =>
    db.rolledBack(async (session) => {
      const { placed, oil } = await mixedOrder(session, { paid: false })
      await expectError(issueInvoices(session, placed.id), 'PT409', 'nothing_to_invoice')
      await pay(session, placed.id, 14970)
      await clinicAsCompany(session, { issues_invoices: false })
      await expectError(issueInvoices(session, placed.id), 'PT409', 'invoices_are_off')
      await clinicAsCompany(session, { document: documents.helena })
      await expectError(issueInvoices(session, placed.id), 'PT409', 'receipt_provider_incomplete')
      await clinicAsCompany(session)
      await nameBuyer(session, placed, null)
      await expectError(issueInvoices(session, placed.id), 'PT409', 'payer_document_missing')
      await nameBuyer(session, placed)
      await session.asPostgres((sql) => sql`update public.products set ncm = null where id = ${oil.product}`)
      await expectError(issueInvoices(session, placed.id), 'PT409', 'product_codes_missing')
      await expectError(issueInvoices(session, randomUUID()), 'PT404', 'order_not_found')
      expect((await listInvoices(session, placed.id)).invoices).toEqual([])
    }))

  it('cancels what says more than the order costs after money was given back, and invoices what is left', () =>
    db.rolledBack(async (session) => {
      const { placed } = await mixedOrder(session)
      const { invoices } = await issueInvoices(session, placed.id)
      for (const [n, { id }] of invoices.entries())
        await completeInvoice(session, id, { outcome: 'issued', number: String(n + 1) })
      await finishInvoiceJobs(session)
      const jobs = await invoiceJobs(session)
      const out = await fulfil(session, placed.id)
      await takeBack(session, out, 1)
      expect((await listInvoices(session, placed.id)).invoices).toMatchObject([
        { kind: 'nfe', state: 'issued', is_cancelling: true },
        { kind: 'nfse', state: 'issued', is_cancelling: false },
      ])
      expect(await invoiceJobs(session)).toBe(jobs + 1)
      expect(await beginInvoice(session, invoices[0]!.id)).toMatchObject({ act: 'cancel' })
      await completeInvoice(session, invoices[0]!.id, { outcome: 'cancelled' })
      await expectAllOnInvoices(session, placed.id)
      const { invoices: all, open } = await listInvoices(session, placed.id)
      expect(all).toHaveLength(3)
      expect(all).toContainEqual(
        expect.objectContaining({ kind: 'nfe', state: 'pending', amount_cents: 4990 }),
      )
      expect(open).toEqual([])
      // what a person cancels, a person issues anew
      await cancelInvoice(session, invoices[1]!.id)
      await completeInvoice(session, invoices[1]!.id, { outcome: 'cancelled' })
      expect((await listInvoices(session, placed.id)).open).toEqual([{ kind: 'nfse', amount_cents: 4990 }])
    }))

  it('cancels all of an order that is cancelled, also what was never issued', () =>
    db.rolledBack(async (session) => {
      const { placed } = await mixedOrder(session)
      await issueInvoices(session, placed.id)
      await cancel(session, placed.id, 'money')
      const { invoices, open } = await listInvoices(session, placed.id)
      expect(invoices.map(({ is_cancelling }) => is_cancelling)).toEqual([true, true])
      expect(open).toEqual([])
      for (const { id } of invoices) await completeInvoice(session, id, { outcome: 'cancelled' })
      await expectError(issueInvoices(session, placed.id), 'PT409', 'nothing_to_invoice')
    }))
})

describe('freight that is kept when all comes back', () => {
  it('gets an invoice of its own once that of the sale is cancelled', () =>
    db.rolledBack(async (session) => {
      const { placed, invoices } = await sentOrder(session)
      await takeBack(session, placed, 1)
      expect(await getOrder(session, placed.id)).toMatchObject({ state: 'returned', paid_cents: 1500 })
      // it still stands on the invoice of the sale
      expect(await listInvoices(session, placed.id)).toMatchObject({
        invoices: [{ kind: 'nfe', is_cancelling: true, amount_cents: 6490 }],
        open: [],
      })
      for (const _ of [1, 2]) await completeInvoice(session, invoices[0]!.id, { outcome: 'cancelled' })
      const kept = await expectAllOnInvoices(session, placed.id)
      expect(kept).toMatchObject([{ kind: 'nfse', state: 'pending', amount_cents: 1500 }])
      expect((await beginInvoice(session, kept[0]!.id)).request).toMatchObject({
        amount_cents: 1500,
        description: 'Entrega',
      })
    }))

  it('joins the services of the order', () =>
    db.rolledBack(async (session) => {
      const { placed, invoices } = await sentOrder(session, { with: 'service' })
      await takeBack(session, placed, 1)
      const [goods, services] = invoices
      expect((await listInvoices(session, placed.id)).invoices.map((one) => one.is_cancelling)).toEqual([
        true,
        false,
      ])
      await completeInvoice(session, goods!.id, { outcome: 'cancelled' })
      expect(await beginInvoice(session, services!.id)).toMatchObject({ act: 'cancel' })
      await completeInvoice(session, services!.id, { outcome: 'cancelled' })
      const kept = await expectAllOnInvoices(session, placed.id)
      expect(kept).toMatchObject([{ kind: 'nfse', state: 'pending', amount_cents: 6490 }])
    }))

  it('stays on the invoice of the sale where that cannot be cancelled any more', () =>
    db.rolledBack(async (session) => {
      const { placed, invoices } = await sentOrder(session)
      await takeBack(session, placed, 1)
      await completeInvoice(session, invoices[0]!.id, { outcome: 'refused', reason: 'Fora do prazo' })
      expect(await listInvoices(session, placed.id)).toMatchObject({
        invoices: [{ state: 'issued', is_cancelling: false, error: 'Fora do prazo' }],
        open: [],
      })
    }))

  it('waits for a person where something is missing by then', () =>
    db.rolledBack(async (session) => {
      const { placed, invoices } = await sentOrder(session)
      await takeBack(session, placed, 1)
      await nameBuyer(session, placed, null)
      await completeInvoice(session, invoices[0]!.id, { outcome: 'cancelled' })
      expect((await listInvoices(session, placed.id)).open).toEqual([{ kind: 'nfse', amount_cents: 1500 }])
      await nameBuyer(session, placed)
      await issueInvoices(session, placed.id)
      await expectAllOnInvoices(session, placed.id)
    }))

  it('is on none once it was given back, too', () =>
    db.rolledBack(async (session) => {
      const { placed, invoices } = await sentOrder(session)
      await returnLines(session, placed, placed.items)
      expect(await getOrder(session, placed.id)).toMatchObject({ state: 'returned', paid_cents: 0 })
      await completeInvoice(session, invoices[0]!.id, { outcome: 'cancelled' })
      expect(await expectAllOnInvoices(session, placed.id)).toEqual([])
      await expectError(issueInvoices(session, placed.id), 'PT409', 'nothing_to_invoice')
    }))
})

it('money that was given back in the panel of Stripe cancels what says more, too', () =>
  db.rolledBack(async (session) => {
    const { placed } = await mixedOrder(session, { paid: false })
    const page = await checkout(session, placed.id)
    await tellStripe(session, paidEvent(page))
    const { invoices } = await issueInvoices(session, placed.id)
    for (const { id } of invoices) await completeInvoice(session, id, { outcome: 'issued', number: '1' })
    const refunded = { payment_intent_id: page.intent, refunded_cents: 4970, object_id: 'ch_1' }
    await tellStripe(session, stripeEvent('refunded', refunded))
    const now = await listInvoices(session, placed.id)
    expect(now.invoices.map((one) => one.is_cancelling)).toEqual([true, true])
    for (const { id } of invoices) await completeInvoice(session, id, { outcome: 'cancelled' })
    expect(await expectAllOnInvoices(session, placed.id)).toHaveLength(2)
  }))

describe('money of an order', () => {
  it('is on no NFS-e of the practice: its payment has nothing to invoice there', () =>
    db.rolledBack(async (session) => {
      const { placed } = await mixedOrder(session)
      await expectError(
        issuePractice(session, await entryOf(session, placed.id)),
        'PT409',
        'nothing_to_invoice',
      )
      await issueInvoices(session, placed.id)
      await expectError(
        issuePractice(session, await entryOf(session, placed.id)),
        'PT409',
        'nothing_to_invoice',
      )
    }))

  it('that has an NFS-e of the practice already gets no second one', () =>
    db.rolledBack(async (session) => {
      const { placed } = await mixedOrder(session)
      const payment = await entryOf(session, placed.id)
      // paid ahead, and invoiced as such before it paid the order
      await session.asPostgres(
        (sql) => sql`
          insert into public.service_invoices (tenant_id, payment_id, provider_document, amount_cents, content, created_by)
          values (${aurora.id}, ${payment}, ${documents.clinic}, 14970, '{}', gen_random_uuid())`,
      )
      expect((await listInvoices(session, placed.id)).open).toEqual([{ kind: 'nfe', amount_cents: 9980 }])
      expect((await issueInvoices(session, placed.id)).invoices).toMatchObject([{ kind: 'nfe' }])
    }))

  it('that went back as credit is invoiced by the practice only once the order’s NFS-e is cancelled', () =>
    db.rolledBack(async (session) => {
      await clinicAsCompany(session)
      const { variant } = await shelve(session, { kind: 'service' })
      const placed = await order(session, variant, {}, { quantity: 1 })
      await nameBuyer(session, placed)
      await pay(session, placed.id, 4990)
      const payment = await entryOf(session, placed.id)
      const [invoice] = (await issueInvoices(session, placed.id)).invoices
      await completeInvoice(session, invoice!.id, { outcome: 'issued', number: '1' })
      await refund(session, placed.id, 4990)
      await expectError(issuePractice(session, payment), 'PT409', 'order_invoice_holds')
      await completeInvoice(session, invoice!.id, { outcome: 'refused', reason: 'Fora do prazo' })
      expect((await listInvoices(session, placed.id)).invoices).toMatchObject([
        { state: 'issued', is_cancelling: false, error: 'Fora do prazo' },
      ])
      await expectError(issuePractice(session, payment), 'PT409', 'order_invoice_holds')
    }))
})

itIsForTheDesk(db, (sql) => callAgenda(sql, 'select %s', 'issue_order_invoices', { order_id: randomUUID() }))
