import type { JobHandlers } from '../../platform/jobs.ts'
import { checkPix, type CheckPixDeps } from './check-pix.ts'
import { postMonthlyFees, type PostMonthlyFeesDeps } from './post-monthly-fees.ts'
import { sessionNotice, type SessionNoticeDeps } from './session-notice.ts'

/** What the handlers of this domain may ask for. */
export type ClinicJobDeps = SessionNoticeDeps & CheckPixDeps & PostMonthlyFeesDeps

/** The handler of each kind of job that this domain has a row for in `app.job_kinds`. */
export function clinicJobs(deps: ClinicJobDeps): JobHandlers {
  return {
    session_notice: sessionNotice(deps),
    check_pix: checkPix(deps),
    post_monthly_fees: postMonthlyFees(deps),
  }
}
