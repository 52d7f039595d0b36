import { aiJobs, type AiJobDeps } from '../_shared/ai/jobs/jobs.ts'
import { automationJobs, type AutomationJobDeps } from '../_shared/automation/jobs/jobs.ts'
import { clinicJobs, type ClinicJobDeps } from '../_shared/clinic/jobs/jobs.ts'
import { commerceJobs, type CommerceJobDeps } from '../_shared/commerce/jobs/jobs.ts'
import { messagingJobs, type MessagingJobDeps } from '../_shared/messaging/jobs/jobs.ts'
import type { JobHandlers } from '../_shared/platform/jobs.ts'
import { salesJobs, type SalesJobDeps } from '../_shared/sales/jobs/jobs.ts'
import { trustJobs, type TrustJobDeps } from '../_shared/trust/jobs/jobs.ts'

/** The handlers of all domains, by kind. */
export const jobHandlers = (
  deps: MessagingJobDeps &
    ClinicJobDeps &
    AutomationJobDeps &
    SalesJobDeps &
    CommerceJobDeps &
    AiJobDeps &
    TrustJobDeps,
): JobHandlers => ({
  ...messagingJobs(deps),
  ...clinicJobs(deps),
  ...automationJobs(deps),
  ...salesJobs(deps),
  ...commerceJobs(deps),
  ...aiJobs(deps),
  ...trustJobs(deps),
})
