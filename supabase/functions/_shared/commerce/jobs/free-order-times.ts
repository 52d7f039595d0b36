import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import type { CommerceService } from '../database.ts'

export interface FreeOrderTimesDeps {
  commerce: Pick<CommerceService, 'freeOrderTimes'>
}

/** An order is over: the times in agendas that were booked with it are free again. Killed and repeated, it finds less to do. */
export function freeOrderTimes({ commerce }: FreeOrderTimesDeps): JobHandler {
  return async ({ tenant_id, payload }) => {
    const id = textAt(payload, 'order_id')
    if (id === null) throw new Error('The job names no order.')
    await commerce.freeOrderTimes(tenant_id, id)
  }
}
