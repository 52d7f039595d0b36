import type { JobHandlers } from '../../platform/jobs.ts'
import { releaseHolds, type ReleaseHoldsDeps } from './release-holds.ts'

/** What the handlers of this domain may ask for. */
export type CommerceJobDeps = ReleaseHoldsDeps

/** The handler of each kind of job that this domain has a row for in `app.job_kinds`. */
export function commerceJobs(deps: CommerceJobDeps): JobHandlers {
  return { release_holds: releaseHolds(deps) }
}
