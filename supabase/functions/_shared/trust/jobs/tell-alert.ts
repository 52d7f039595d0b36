import type { JobHandler } from '../../platform/jobs.ts'
import type { TrustService } from '../database.ts'

export interface TellAlertDeps {
  trust: Pick<TrustService, 'tellAlert'>
}

/** Tells whoever runs the clinic of an alert, once. */
export function tellAlert({ trust }: TellAlertDeps): JobHandler {
  return async ({ tenant_id, payload }) => {
    await trust.tellAlert(tenant_id, String(payload.alert_id))
  }
}
