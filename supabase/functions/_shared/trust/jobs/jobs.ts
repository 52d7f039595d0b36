import type { JobHandlers } from '../../platform/jobs.ts'
import { deliverWebhook, type DeliverWebhookDeps } from './deliver-webhook.ts'
import { tellWebhooks, type TellWebhooksDeps } from './tell-webhooks.ts'

/** What the handlers of this domain may ask for. */
export type TrustJobDeps = TellWebhooksDeps & DeliverWebhookDeps

/** The handler of each kind of job that this domain has a row for in `app.job_kinds`. */
export function trustJobs(deps: TrustJobDeps): JobHandlers {
  return { tell_webhooks: tellWebhooks(deps), deliver_webhook: deliverWebhook(deps) }
}
