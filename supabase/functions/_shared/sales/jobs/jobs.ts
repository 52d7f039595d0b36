import type { JobHandlers } from '../../platform/jobs.ts'
import { runCampaign, type RunCampaignDeps } from './run-campaign.ts'

/** What the handlers of this domain may ask for. */
export type SalesJobDeps = RunCampaignDeps

/** The handler of each kind of job that this domain has a row for in `app.job_kinds`. */
export function salesJobs(deps: SalesJobDeps): JobHandlers {
  return { run_campaign: runCampaign(deps) }
}
