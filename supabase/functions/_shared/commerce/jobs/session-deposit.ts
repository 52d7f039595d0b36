import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import type { CommerceService } from '../database.ts'

export interface SessionDepositDeps {
  commerce: Pick<CommerceService, 'followDeposit'>
}

/** A deposit that nobody paid frees the time of its session; a session that is off asks for none. Repeated, nothing changes. */
export function sessionDeposit({ commerce }: SessionDepositDeps): JobHandler {
  return async ({ tenant_id, payload }) => {
    const id = textAt(payload, 'order_id')
    if (id === null) throw new Error('The job names no order.')
    await commerce.followDeposit(tenant_id, id)
  }
}
