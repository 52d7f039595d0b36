import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import type { CommerceService } from '../database.ts'

export interface ExpireOrderDeps {
  commerce: Pick<CommerceService, 'expireOrder'>
}

/** The moment until which an order had to be paid. One that was paid or prolonged meanwhile stays as it is. */
export function expireOrder({ commerce }: ExpireOrderDeps): JobHandler {
  return async ({ tenant_id, payload }) => {
    const id = textAt(payload, 'id')
    if (id === null) throw new Error('The job names no order.')
    await commerce.expireOrder(tenant_id, id)
  }
}
