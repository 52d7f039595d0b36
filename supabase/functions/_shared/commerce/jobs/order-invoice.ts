import type { InvoiceIssuer } from '../../clinic/invoices/issuer.ts'
import { runInvoice } from '../../clinic/invoices/run.ts'
import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import type { CommerceService } from '../database.ts'

export interface OrderInvoiceDeps {
  commerce: Pick<CommerceService, 'beginOrderInvoice' | 'completeOrderInvoice'>
  /** Null where this installation has no issuer. */
  invoices: InvoiceIssuer | null
}

/** Issues or cancels the NF-e or the NFS-e of an order. */
export function orderInvoice({ commerce, invoices }: OrderInvoiceDeps): JobHandler {
  return async ({ tenant_id, payload }) => {
    const id = textAt(payload, 'id')
    if (id === null) throw new Error('The job names no invoice.')
    const task = await commerce.beginOrderInvoice(tenant_id, id)
    const complete = (outcome: object) => commerce.completeOrderInvoice(tenant_id, id, outcome)
    await runInvoice({ id, kind: task.kind, task, invoices, complete })
  }
}
