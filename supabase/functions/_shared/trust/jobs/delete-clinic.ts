import type { JobEnd, JobHandler } from '../../platform/jobs.ts'
import type { WebhookService } from '../webhooks.ts'

export interface DeleteClinicDeps {
  webhooks: Pick<WebhookService, 'deleteCancelledTenant'>
}

/** The day of a clinic that left has come. Its job goes with it. */
export function deleteClinic({ webhooks }: DeleteClinicDeps): JobHandler {
  return async ({ tenant_id }): Promise<JobEnd | void> => {
    if (await webhooks.deleteCancelledTenant(tenant_id)) return 'finished'
  }
}
