import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import type { StockService } from '../stock-database.ts'

export interface ReleaseHoldsDeps {
  stock: Pick<StockService, 'releaseExpiredHolds'>
}

/** The moment when a hold ends: what is still held goes back to what is available. Held for longer meanwhile, it stays. */
export function releaseHolds({ stock }: ReleaseHoldsDeps): JobHandler {
  return async ({ tenant_id, payload }) => {
    const id = textAt(payload, 'id')
    const kind = textAt(payload, 'owner_kind')
    if (id === null || kind === null) throw new Error('The job names no owner.')
    await stock.releaseExpiredHolds(tenant_id, kind, id)
  }
}
