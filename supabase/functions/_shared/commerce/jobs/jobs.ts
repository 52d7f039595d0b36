import type { JobHandlers } from '../../platform/jobs.ts'
import { releaseHolds, type ReleaseHoldsDeps } from './release-holds.ts'
import { suggestPurchases, type SuggestPurchasesDeps } from './suggest-purchases.ts'

/** What the handlers of this domain may ask for. */
export type CommerceJobDeps = ReleaseHoldsDeps & SuggestPurchasesDeps

/** The handler of each kind of job that this domain has a row for in `app.job_kinds`. */
export function commerceJobs(deps: CommerceJobDeps): JobHandlers {
  return { release_holds: releaseHolds(deps), suggest_purchases: suggestPurchases(deps) }
}
