import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import type { CommerceService } from '../database.ts'

export interface ReleaseHoldsDeps {
  commerce: Pick<CommerceService, 'releaseExpiredHolds'>
}

/** The moment when a hold ends: what is still held goes back to what is available. Held for longer meanwhile, it stays. */
export function releaseHolds({ commerce }: ReleaseHoldsDeps): JobHandler {
  return async ({ tenant_id, payload }) => {
    const id = textAt(payload, 'id')
    const kind = textAt(payload, 'owner_kind')
    if (id === null || kind === null) throw new Error('The job names no owner.')
    await commerce.releaseExpiredHolds(tenant_id, kind, id)
  }
}
