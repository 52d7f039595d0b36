import { messagingJobs, type MessagingJobDeps } from '../_shared/messaging/jobs/jobs.ts'
import type { JobHandlers } from '../_shared/platform/jobs.ts'

/** The handlers of all domains, by kind. */
export const jobHandlers = (deps: MessagingJobDeps): JobHandlers => ({ ...messagingJobs(deps) })
