import { isObject, listAt, textAt, type JsonObject } from '../../platform/json.ts'
import { accept } from './answer.ts'
import type { AsaasClient } from './client.ts'

/** What is to be paid, by the id that its charge carries. */
export interface Charged {
  id: string
  /** Reais. */
  amount_brl: number
  asaas_payment_id: string | null
}

/** The payment that a purchase knows by its id; null when Asaas has none under it. */
async function paymentById(asaas: AsaasClient, id: string): Promise<JsonObject | null> {
  const answer = await asaas.payment(id)
  return answer.kind === 'missing' ? null : accept(answer, 'look')
}

/**
 * The payment that was created for a purchase without anybody hearing of it: it carries the purchase's id. Anybody
 * with the account may have used the id again, so kind and value have to match; one that was paid comes first.
 */
export async function paymentByReference(asaas: AsaasClient, purchase: Charged): Promise<JsonObject | null> {
  const list = accept(await asaas.paymentsOf(purchase.id), 'look')
  const payments = listAt(list, 'data')
    .filter(isObject)
    .filter(
      (payment) =>
        textAt(payment, 'id') !== null &&
        payment.billingType === 'PIX' &&
        payment.value === purchase.amount_brl &&
        payment.deleted !== true,
    )
  return payments.find((payment) => !isOpen(payment)) ?? payments[0] ?? null
}

/** The payment of a purchase, whether or not its id is known. */
export function paymentOf(asaas: AsaasClient, purchase: Charged): Promise<JsonObject | null> {
  const { asaas_payment_id: id } = purchase
  return id === null ? paymentByReference(asaas, purchase) : paymentById(asaas, id)
}

/** Whether somebody could still pay it. */
export function isOpen(payment: JsonObject): boolean {
  return payment.deleted !== true && (payment.status === 'PENDING' || payment.status === 'OVERDUE')
}
