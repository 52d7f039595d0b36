import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import type { CommerceService } from '../database.ts'
import type { OpenStripe } from '../wiring.ts'

export interface RefundStripeDeps {
  commerce: Pick<CommerceService, 'refundToSend' | 'settleRefund' | 'noteStripeKey'>
  openStripe: OpenStripe
}

/**
 * Stripe gives money back. The refund's id is the idempotency key, so whoever was killed between the call and its record asks
 * again and is answered the same. What Stripe refuses for good becomes the payer's credit, and a person is told.
 */
export function refundStripe({ commerce, openStripe }: RefundStripeDeps): JobHandler {
  return async ({ tenant_id, payload }) => {
    const id = textAt(payload, 'refund_id')
    if (id === null) throw new Error('The job names no refund.')
    const refund = await commerce.refundToSend(tenant_id, id)
    if (!refund) return
    if (!refund.key || refund.payment_intent_id === null) {
      await commerce.settleRefund(tenant_id, id, 'failed', null)
      return
    }
    const stripe = await openStripe(tenant_id, refund.key)
    const answer = await stripe.createRefund({
      id,
      paymentIntent: refund.payment_intent_id,
      amountCents: refund.amount_cents,
    })
    if (answer.kind === 'unauthorized') await commerce.noteStripeKey(tenant_id, refund.key.id, true)
    if (answer.kind === 'busy' || answer.kind === 'unknown') throw new Error(answer.detail)
    // A key that is refused is put right by a person: the job is tried again, and shown when it gives up.
    if (answer.kind === 'unauthorized') throw new Error('Stripe refuses the key.')
    if (answer.kind !== 'ok') {
      await commerce.settleRefund(tenant_id, id, 'failed', null)
      return
    }
    const failed = answer.body.status === 'failed' || answer.body.status === 'canceled'
    await commerce.settleRefund(tenant_id, id, failed ? 'failed' : 'done', textAt(answer.body, 'id'))
  }
}
