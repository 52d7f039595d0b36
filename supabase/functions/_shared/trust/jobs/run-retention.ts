import type { JobHandler } from '../../platform/jobs.ts'
import type { ExportService } from '../exports/database.ts'

export interface RunRetentionDeps {
  exports: Pick<ExportService, 'runRetention'>
}

/** Removes what a clinic keeps no longer, part by part; what is gone is not looked for again. */
export function runRetention({ exports }: RunRetentionDeps): JobHandler {
  return async ({ tenant_id: tenantId }) => {
    while ((await exports.runRetention(tenantId)) > 0);
  }
}
