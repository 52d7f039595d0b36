import type { JobHandler } from '../../platform/jobs.ts'
import { textAt } from '../../platform/json.ts'
import type { ExportService } from '../exports/database.ts'

export interface ErasePersonDeps {
  exports: Pick<ExportService, 'advanceErasure'>
}

/** Erases a person's data, piece by piece: each is a transaction that says what is next, so a killed worker loses nothing. */
export function erasePerson({ exports }: ErasePersonDeps): JobHandler {
  return async ({ tenant_id: tenantId, payload }) => {
    const id = textAt(payload, 'id')
    if (id === null) throw new Error('The job names no erasure.')
    while (!(await exports.advanceErasure(tenantId, id)).finished);
  }
}
