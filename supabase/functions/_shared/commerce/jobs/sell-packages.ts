import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import type { CommerceService } from '../database.ts'

export interface SellPackagesDeps {
  commerce: Pick<CommerceService, 'sellPackages'>
}

/** An order was paid: its packages of sessions become the patient's. Killed and repeated, each is made once. */
export function sellPackages({ commerce }: SellPackagesDeps): JobHandler {
  return async ({ tenant_id, payload }) => {
    const id = textAt(payload, 'order_id')
    if (id === null) throw new Error('The job names no order.')
    await commerce.sellPackages(tenant_id, id)
  }
}
