import type { JobHandler } from '../../platform/jobs.ts'
import type { WebhookService } from '../webhooks.ts'

export interface TellWebhooksDeps {
  webhooks: Pick<WebhookService, 'tellWebhooks'>
}

/** Something happened that endpoints of the clinic listen to. */
export function tellWebhooks({ webhooks }: TellWebhooksDeps): JobHandler {
  return async ({ tenant_id, job_id, payload }) => {
    await webhooks.tellWebhooks(tenant_id, `job:${job_id}`, payload)
  }
}
