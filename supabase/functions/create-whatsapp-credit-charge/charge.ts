import { textAt, type JsonObject } from '../_shared/platform/json.ts'
import { accept, AsaasFailure } from '../_shared/providers/asaas/answer.ts'
import type { AsaasClient } from '../_shared/providers/asaas/client.ts'
import { paymentByReference } from '../_shared/providers/asaas/payments.ts'
import { dayInSaoPaulo, timeInSaoPaulo } from '../_shared/platform/sao-paulo.ts'
import type { Charge, CreditPurchase } from '../_shared/billing/types.ts'

/** A charge is reserved for thirty seconds, and creating it takes up to eight of them. */
const lastStartMs = 21_000

/**
 * The charge of a purchase. One may exist already, when an answer was lost or a process ended between creating and
 * recording it, so it is looked for before one is created. Whoever got here too slowly leaves that to the next.
 */
export async function chargeOf(
  asaas: AsaasClient,
  purchase: CreditPurchase,
  customerId: string,
  { now, reservedAt }: { now(): Date; reservedAt: Date },
): Promise<Charge> {
  const found = await paymentByReference(asaas, purchase)
  const createdAt = now()
  if (found === null && createdAt.getTime() - reservedAt.getTime() > lastStartMs)
    throw new AsaasFailure({ kind: 'busy', detail: 'the reservation is about to end' }, 'look')
  const payment =
    found ??
    accept(
      await asaas.createPixCharge({
        customer: customerId,
        value: purchase.amount_brl,
        dueDate: dueDateOf(purchase, createdAt),
        description: `${purchase.package_name}: ${purchase.credits} créditos de WhatsApp`,
        externalReference: purchase.id,
      }),
      'charge',
    )
  const id = textAt(payment, 'id')
  if (id === null) throw new AsaasFailure({ kind: 'unknown', detail: 'a payment without an id' }, 'charge')
  return {
    payment_id: id,
    customer_id: textAt(payment, 'customer'),
    payment_link: textAt(payment, 'invoiceUrl'),
  }
}

/** What the payer scans or copies, and the address of the invoice where that is not known yet. */
export async function pixOf(
  asaas: AsaasClient,
  purchase: CreditPurchase,
  paymentId: string,
): Promise<Charge> {
  const qr = accept(await asaas.pixQrCode(paymentId), 'look')
  const copyPaste = textAt(qr, 'payload')
  if (copyPaste === null)
    throw new AsaasFailure({ kind: 'unknown', detail: 'a QR code without text' }, 'look')
  const payment: JsonObject =
    purchase.asaas_payment_link === null ? accept(await asaas.payment(paymentId), 'look') : {}
  return {
    payment_id: paymentId,
    payment_link: textAt(payment, 'invoiceUrl'),
    pix_copy_paste: copyPaste,
    pix_qrcode: textAt(qr, 'encodedImage'),
    expires_at: earlierExpiry(purchase, textAt(qr, 'expirationDate')),
  }
}

/** The day on which it expires: a charge becomes overdue only after the clinic was told that it is over. */
function dueDateOf(purchase: CreditPurchase, now: Date): string {
  return dayInSaoPaulo(new Date(Math.max(now.getTime(), Date.parse(purchase.expires_at))))
}

/** Codes of an account without a PIX key of its own end with the day. Asaas tells times of São Paulo. */
function earlierExpiry(purchase: CreditPurchase, qrExpires: string | null): string | null {
  if (qrExpires === null || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(qrExpires)) return null
  const isEarlier = qrExpires < timeInSaoPaulo(new Date(purchase.expires_at))
  return isEarlier ? `${qrExpires} America/Sao_Paulo` : null
}
