import type { JobHandlers } from '../../platform/jobs.ts'
import { expireCheckout, type ExpireCheckoutDeps } from './expire-checkout.ts'
import { expireOrder, type ExpireOrderDeps } from './expire-order.ts'
import { freeOrderTimes, type FreeOrderTimesDeps } from './free-order-times.ts'
import { orderInvoice, type OrderInvoiceDeps } from './order-invoice.ts'
import { refundStripe, type RefundStripeDeps } from './refund-stripe.ts'
import { releaseHolds, type ReleaseHoldsDeps } from './release-holds.ts'
import { sellPackages, type SellPackagesDeps } from './sell-packages.ts'
import { sessionDeposit, type SessionDepositDeps } from './session-deposit.ts'
import { stripeFee, type StripeFeeDeps } from './stripe-fee.ts'
import { tellBuyer, type TellBuyerDeps } from './tell-buyer.ts'
import { suggestPurchases, type SuggestPurchasesDeps } from './suggest-purchases.ts'

/** What the handlers of this domain may ask for. */
export type CommerceJobDeps = ReleaseHoldsDeps &
  SuggestPurchasesDeps &
  ExpireOrderDeps &
  ExpireCheckoutDeps &
  FreeOrderTimesDeps &
  RefundStripeDeps &
  SellPackagesDeps &
  SessionDepositDeps &
  StripeFeeDeps &
  OrderInvoiceDeps &
  TellBuyerDeps

/** The handler of each kind of job that this domain has a row for in `app.job_kinds`. */
export function commerceJobs(deps: CommerceJobDeps): JobHandlers {
  return {
    release_holds: releaseHolds(deps),
    suggest_purchases: suggestPurchases(deps),
    expire_order: expireOrder(deps),
    expire_checkout: expireCheckout(deps),
    free_order_times: freeOrderTimes(deps),
    refund_stripe: refundStripe(deps),
    tell_buyer: tellBuyer(deps),
    sell_packages: sellPackages(deps),
    session_deposit: sessionDeposit(deps),
    stripe_fee: stripeFee(deps),
    order_invoice: orderInvoice(deps),
  }
}
