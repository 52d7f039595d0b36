import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { callAgenda } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForTheDesk } from '../support/money.ts'
import {
  beginInvoice,
  completeInvoice,
  issueInvoices,
  listInvoices,
  mixedOrder,
  retryInvoice,
} from '../support/order-invoices.ts'

const db = await createDatabase()

describe('retry_order_invoice', () => {
  it('tries one that failed again, with what was put right since', () =>
    db.rolledBack(async (session) => {
      const { placed, oil } = await mixedOrder(session)
      const [goods] = (await issueInvoices(session, placed.id)).invoices
      await completeInvoice(session, goods!.id, { outcome: 'refused', reason: 'NCM inválido' })
      expect((await listInvoices(session, placed.id)).invoices[0]).toMatchObject({
        state: 'failed',
        error: 'NCM inválido',
      })
      await session.asPostgres(
        (sql) => sql`update public.products set ncm = '33019040' where id = ${oil.product}`,
      )
      expect((await retryInvoice(session, goods!.id)).invoices[0]).toMatchObject({
        state: 'pending',
        error: null,
      })
      expect(await beginInvoice(session, goods!.id)).toMatchObject({
        request: { items: [{ ncm: '33019040' }] },
      })
      await expectError(retryInvoice(session, randomUUID()), 'PT404', 'invoice_not_found')
    }))

  it('fails where the issuer did not answer for long, and says so', () =>
    db.rolledBack(async (session) => {
      const { placed } = await mixedOrder(session)
      const [goods] = (await issueInvoices(session, placed.id)).invoices
      await session.asPostgres(
        (sql) => sql`
          select app.give_up_order_invoice(j) from app.jobs j
          where j.tenant_id = ${aurora.id} and j.kind = 'order_invoice' and j.payload ->> 'id' = ${goods!.id}`,
      )
      expect((await listInvoices(session, placed.id)).invoices[0]).toMatchObject({
        state: 'failed',
        error: 'unavailable',
      })
    }))
})

itIsForTheDesk(db, (sql) => callAgenda(sql, 'select %s', 'retry_order_invoice', { id: randomUUID() }))
