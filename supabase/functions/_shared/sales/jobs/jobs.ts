import type { JobHandlers } from '../../platform/jobs.ts'
import { pullLeads, type PullLeadsDeps } from './pull-leads.ts'
import { pushLead, type PushLeadDeps } from './push-lead.ts'
import { runCampaign, type RunCampaignDeps } from './run-campaign.ts'

/** What the handlers of this domain may ask for. */
export type SalesJobDeps = RunCampaignDeps & PushLeadDeps & PullLeadsDeps

/** The handler of each kind of job that this domain has a row for in `app.job_kinds`. */
export function salesJobs(deps: SalesJobDeps): JobHandlers {
  return { run_campaign: runCampaign(deps), push_lead: pushLead(deps), pull_leads: pullLeads(deps) }
}
