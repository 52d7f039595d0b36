import type { PixCharge } from './database.ts'
import { textAt } from '../../platform/json.ts'
import { timeInSaoPaulo } from '../../platform/sao-paulo.ts'
import { accept, AsaasFailure } from '../../providers/asaas/answer.ts'
import type { AsaasClient } from '../../providers/asaas/client.ts'
import { paymentByReference } from '../../providers/asaas/payments.ts'

/** A charge is reserved for thirty seconds, and creating it takes up to eight of them. */
const lastStartMs = 21_000

/**
 * The charge of a PIX at Asaas. One may exist already, when an answer was lost or a process ended between creating and
 * recording it, so it is looked for before one is created. It says who is paid and never what for.
 */
export async function chargeOf(
  asaas: AsaasClient,
  pix: PixCharge,
  customerId: string,
  { now, reservedAt }: { now(): Date; reservedAt: Date },
) {
  const found = await paymentByReference(asaas, pix)
  if (found === null && now().getTime() - reservedAt.getTime() > lastStartMs)
    throw new AsaasFailure({ kind: 'busy', detail: 'the reservation is about to end' }, 'look')
  const payment =
    found ??
    accept(
      await asaas.createPixCharge({
        customer: customerId,
        value: pix.amount_brl,
        dueDate: pix.due_on,
        description: pix.clinic_name,
        externalReference: pix.id,
      }),
      'charge',
    )
  const id = textAt(payment, 'id')
  if (id === null) throw new AsaasFailure({ kind: 'unknown', detail: 'a payment without an id' }, 'charge')
  return {
    payment_id: id,
    customer_id: textAt(payment, 'customer'),
    invoice_url: textAt(payment, 'invoiceUrl'),
  }
}

/** What the payer copies. Codes of an account without a PIX key of its own end with the day, and are asked for again. */
export async function codeOf(asaas: AsaasClient, paymentId: string) {
  const qr = accept(await asaas.pixQrCode(paymentId), 'look')
  const copyPaste = textAt(qr, 'payload')
  if (copyPaste === null)
    throw new AsaasFailure({ kind: 'unknown', detail: 'a QR code without text' }, 'look')
  const ends = textAt(qr, 'expirationDate')
  return {
    payment_id: paymentId,
    copy_paste: copyPaste,
    code_ends_at:
      ends !== null && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(ends) ? `${ends} America/Sao_Paulo` : null,
  }
}

/** Whether the code that is known can still be paid. */
export function hasCode({ copy_paste, code_ends_at, invoice_url }: PixCharge, now: Date): boolean {
  if (copy_paste === null || invoice_url === null) return false
  return code_ends_at === null || timeInSaoPaulo(new Date(code_ends_at)) > timeInSaoPaulo(now)
}
