import { textAt } from '../_shared/platform/json.ts'
import { accept } from '../_shared/providers/asaas/answer.ts'
import type { AsaasClient } from '../_shared/providers/asaas/client.ts'
import { isOpen, paymentByReference, paymentOf } from '../_shared/providers/asaas/payments.ts'
import type { BillingService } from '../_shared/billing/database.ts'
import type { CreditPurchase } from '../_shared/billing/types.ts'

export interface ReconcileDeps {
  asaas: AsaasClient
  service: Pick<BillingService, 'applyAsaasPayment' | 'closeCreditPurchase'>
  now(): Date
}

/**
 * Makes a purchase agree with what Asaas has, as its event would have; `review` when a person has to look. A charge
 * that nobody is to pay any more is deleted there first: Asaas refuses that when it was paid in the meantime, which
 * the next look finds.
 */
export async function reconcilePurchase(deps: ReconcileDeps, purchase: CreditPurchase): Promise<string> {
  const isPending = purchase.status === 'pending'
  const isOver = isPending
    ? Date.parse(purchase.expires_at) <= deps.now().getTime()
    : purchase.status !== 'paid'
  const payment = await paymentOf(deps.asaas, purchase)
  const outcome = payment === null ? 'none' : (await deps.service.applyAsaasPayment(payment)).outcome
  if (!isOver) return outcome
  if (payment !== null && !isOpen(payment)) return outcome
  if (payment !== null) await applyPaidTwin(deps, purchase)
  const isGone = payment === null || (await withdraw(deps.asaas, textAt(payment, 'id') ?? ''))
  if (isGone && isPending) await deps.service.closeCreditPurchase(purchase, 'expired')
  return outcome
}

/** Another charge of the purchase may have been paid: two presses on "buy" whose answers were lost make two. */
async function applyPaidTwin({ asaas, service }: ReconcileDeps, purchase: CreditPurchase): Promise<void> {
  const twin = await paymentByReference(asaas, purchase)
  if (twin !== null && !isOpen(twin)) await service.applyAsaasPayment(twin)
}

async function withdraw(asaas: AsaasClient, paymentId: string): Promise<boolean> {
  const answer = await asaas.deletePayment(paymentId)
  if (answer.kind === 'refused') return false
  if (answer.kind !== 'missing') accept(answer, 'look')
  return true
}
