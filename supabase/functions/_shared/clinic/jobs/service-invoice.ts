import type { ClinicService } from '../database.ts'
import type { InvoiceIssuer } from '../invoices/issuer.ts'
import { runInvoice } from '../invoices/run.ts'
import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'

export interface ServiceInvoiceDeps {
  clinic: Pick<ClinicService, 'beginServiceInvoice' | 'completeServiceInvoice'>
  /** Null where this installation has no issuer. */
  invoices: InvoiceIssuer | null
}

/** Issues or cancels an NFS-e of a payment. */
export function serviceInvoice({ clinic, invoices }: ServiceInvoiceDeps): JobHandler {
  return async (job) => {
    const id = textAt(job.payload, 'id')
    if (id === null) throw new Error('The job names no invoice.')
    const task = await clinic.beginServiceInvoice(job.tenant_id, id)
    const complete = (outcome: object) => clinic.completeServiceInvoice(job.tenant_id, id, outcome)
    await runInvoice({ id, kind: 'nfse', task, invoices, complete })
  }
}
