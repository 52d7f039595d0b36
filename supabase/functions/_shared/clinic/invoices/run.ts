import type { InvoiceTask } from '../database.ts'
import { InvoiceRefused, type InvoiceIssuer, type InvoiceKind } from './issuer.ts'

/** One invoice: what is to be done of it, and who is told what became of it. */
interface InvoiceRun {
  /** Ours, under which the issuer finds it again. */
  id: string
  kind: InvoiceKind
  task: InvoiceTask
  /** Null where this installation has no issuer. */
  invoices: InvoiceIssuer | null
  complete(outcome: object): Promise<unknown>
}

/**
 * Issues or cancels an invoice. A run before this one may have died after the issuer did it: the issuer is always
 * asked for our reference first, so nothing is issued twice. Throws what may work later.
 */
export async function runInvoice({ id, kind, task, invoices, complete }: InvoiceRun): Promise<void> {
  if (task.act === 'nothing') return
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
    const made = found ?? (await invoices.issue({ reference: id, kind, content: task.request }))
    await complete({ outcome: 'issued', ...made })
  } catch (error) {
    if (!(error instanceof InvoiceRefused)) throw error
    await complete({ outcome: 'refused', reason: error.message })
  }
}
