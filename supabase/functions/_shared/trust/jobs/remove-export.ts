import type { ObjectStore } from '../../media/object-store.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import { textAt } from '../../platform/json.ts'
import type { ExportService } from '../exports/database.ts'

export interface RemoveExportDeps {
  exports: Pick<ExportService, 'takeExportLeftovers' | 'forgetExportFiles'>
  store: Pick<ObjectStore, 'in'>
}

/** Removes the objects of an export that was cancelled, has failed or is over. What is not there is removed already. */
export function removeExport({ exports, store }: RemoveExportDeps): JobHandler {
  return async ({ tenant_id: tenantId, payload }) => {
    const id = textAt(payload, 'id')
    if (id === null) throw new Error('The job names no export.')
    const paths = await exports.takeExportLeftovers(tenantId, id)
    if (paths.length === 0) return
    await store.in('exports').remove(paths)
    await exports.forgetExportFiles(tenantId, id, paths)
  }
}
