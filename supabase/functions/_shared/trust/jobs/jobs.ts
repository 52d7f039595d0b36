import type { JobHandlers } from '../../platform/jobs.ts'
import { webhookDelivery, type WebhookDeliveryDeps } from './webhook-delivery.ts'
import { webhookEvent, type WebhookEventDeps } from './webhook-event.ts'

/** What the handlers of this domain may ask for. */
export type TrustJobDeps = WebhookEventDeps & WebhookDeliveryDeps

/** The handler of each kind of job that this domain has a row for in `app.job_kinds`. */
export function trustJobs(deps: TrustJobDeps): JobHandlers {
  return { webhook_event: webhookEvent(deps), webhook_delivery: webhookDelivery(deps) }
}
