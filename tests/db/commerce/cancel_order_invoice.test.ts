import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { callAgenda } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForTheDesk } from '../support/money.ts'
import {
  beginInvoice,
  cancelInvoice,
  completeInvoice,
  finishInvoiceJobs,
  invoiceJobs,
  issueInvoices,
  mixedOrder,
} from '../support/order-invoices.ts'

const db = await createDatabase()

describe('cancel_order_invoice', () => {
  it('asks the issuer once, and what it refuses holds and says why', () =>
    db.rolledBack(async (session) => {
      const { placed } = await mixedOrder(session)
      const [goods] = (await issueInvoices(session, placed.id)).invoices
      await completeInvoice(session, goods!.id, { outcome: 'issued', number: '1' })
      await finishInvoiceJobs(session)
      const jobs = await invoiceJobs(session)
      await cancelInvoice(session, goods!.id)
      expect((await cancelInvoice(session, goods!.id)).invoices[0]).toMatchObject({ is_cancelling: true })
      expect(await invoiceJobs(session)).toBe(jobs + 1)
      await completeInvoice(session, goods!.id, { outcome: 'refused', reason: 'Fora do prazo' })
      expect(await beginInvoice(session, goods!.id)).toMatchObject({ act: 'nothing' })
      const again = await cancelInvoice(session, goods!.id)
      expect(again.invoices[0]).toMatchObject({ is_cancelling: true, error: null })
      await completeInvoice(session, goods!.id, { outcome: 'cancelled' })
      expect(
        (await issueInvoices(session, placed.id)).invoices.map(({ kind, state }) => `${kind} ${state}`),
      ).toEqual(['nfe cancelled', 'nfse pending', 'nfe pending'])
    }))

  it('asks for a reason, and finds the invoice', () =>
    db.rolledBack(async (session) => {
      const { placed } = await mixedOrder(session)
      const [goods] = (await issueInvoices(session, placed.id)).invoices
      await expectError(cancelInvoice(session, goods!.id, ' '), 'PT400', 'money_reason_required')
      await expectError(cancelInvoice(session, randomUUID()), 'PT404', 'invoice_not_found')
    }))
})

itIsForTheDesk(db, (sql) =>
  callAgenda(sql, 'select %s', 'cancel_order_invoice', { id: randomUUID(), reason: 'x' }),
)
