import type { JobHandler } from '../../platform/jobs.ts'
import { textAt } from '../../platform/json.ts'
import type { ImportService } from '../import/database.ts'

export interface ForgetImportDeps {
  imports: Pick<ImportService, 'forgetImport'>
}

/** Removes what was kept of an import for its undo. */
export function forgetImport({ imports }: ForgetImportDeps): JobHandler {
  return async ({ tenant_id: tenantId, payload }) => {
    const id = textAt(payload, 'id')
    if (id === null) throw new Error('The job names no import.')
    while (!(await imports.forgetImport(tenantId, id)));
  }
}
