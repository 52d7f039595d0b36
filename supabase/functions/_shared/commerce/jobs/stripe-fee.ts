import { numberAt, objectAt, textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import type { CommerceService } from '../database.ts'
import type { OpenStripe } from '../wiring.ts'

export interface StripeFeeDeps {
  commerce: Pick<CommerceService, 'stripeFeeToAsk' | 'noteStripeFee'>
  openStripe: OpenStripe
}

/**
 * Asks Stripe what it kept of a payment. It is for the books of the month alone: a key that may not see it, or an account that is
 * gone, leaves it unknown.
 */
export function stripeFee({ commerce, openStripe }: StripeFeeDeps): JobHandler {
  return async ({ tenant_id, payload }) => {
    const id = textAt(payload, 'id')
    if (id === null) throw new Error('The job names no payment.')
    const asked = await commerce.stripeFeeToAsk(tenant_id, id)
    if (!asked?.key || asked.payment_intent_id === null) return
    const stripe = await openStripe(tenant_id, asked.key)
    const answer = await stripe.payment(asked.payment_intent_id)
    if (answer.kind === 'busy' || answer.kind === 'unknown') throw new Error(answer.detail)
    if (answer.kind !== 'ok') return
    const settled = objectAt(objectAt(answer.body, 'latest_charge'), 'balance_transaction')
    const cents = numberAt(settled, 'fee')
    if (cents === null) throw new Error('Stripe has not settled the payment yet.')
    if (textAt(settled, 'currency') === 'brl') await commerce.noteStripeFee(tenant_id, id, cents)
  }
}
