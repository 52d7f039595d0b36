import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import type { CommerceService } from '../database.ts'
import type { OpenStripe } from '../wiring.ts'

export interface ExpireCheckoutDeps {
  commerce: Pick<CommerceService, 'checkoutToExpire'>
  openStripe: OpenStripe
}

/**
 * An order is over: its page at Stripe is closed, so that nobody pays it by mistake. Who pays in the same moment is not lost:
 * the event says so, and the money goes to a person.
 */
export function expireCheckout({ commerce, openStripe }: ExpireCheckoutDeps): JobHandler {
  return async ({ tenant_id, payload }) => {
    const id = textAt(payload, 'checkout_id')
    if (id === null) throw new Error('The job names no checkout.')
    const checkout = await commerce.checkoutToExpire(tenant_id, id)
    if (!checkout) return
    const stripe = await openStripe(tenant_id, checkout.key)
    const answer = await stripe.expireCheckout(checkout.session_id)
    // Refused: it is paid or closed already, of which an event tells.
    if (answer.kind === 'busy' || answer.kind === 'unknown') throw new Error(answer.detail)
  }
}
