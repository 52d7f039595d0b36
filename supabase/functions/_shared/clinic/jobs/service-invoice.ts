import type { ClinicService } from '../database.ts'
import { InvoiceRefused, type InvoiceIssuer } from '../invoices/issuer.ts'
import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'

export interface ServiceInvoiceDeps {
  clinic: Pick<ClinicService, 'beginServiceInvoice' | 'completeServiceInvoice'>
  /** Null where this installation has no issuer. */
  invoices: InvoiceIssuer | null
}

/**
 * Issues or cancels an invoice. A run before this one may have died after the issuer did it: the issuer is always
 * asked for our reference first, so nothing is issued twice.
 */
export function serviceInvoice({ clinic, invoices }: ServiceInvoiceDeps): JobHandler {
  return async (job) => {
    const id = textAt(job.payload, 'id')
    if (id === null) throw new Error('The job names no invoice.')
    const task = await clinic.beginServiceInvoice(job.tenant_id, id)
    if (task.act === 'nothing') return
    const complete = (outcome: object) => clinic.completeServiceInvoice(job.tenant_id, id, outcome)
    if (invoices === null) {
      await complete({ outcome: 'refused', reason: 'invoices_unavailable' })
      return
    }
    try {
      const found = await invoices.find(id)
      if (task.act === 'cancel') {
        if (found && !found.is_cancelled) await invoices.cancel(id, task.cancel_reason ?? '')
        await complete({ outcome: 'cancelled', number: found?.number ?? null })
        return
      }
      const made = found ?? (await invoices.issue({ reference: id, content: task.request }))
      await complete({ outcome: 'issued', ...made })
    } catch (error) {
      if (!(error instanceof InvoiceRefused)) throw error
      await complete({ outcome: 'refused', reason: error.message })
    }
  }
}
