import type { JobHandler } from '../../platform/jobs.ts'
import { textAt } from '../../platform/json.ts'
import type { PixService } from '../pix/database.ts'

export interface PostMonthlyFeesDeps {
  pix: Pick<PixService, 'postMonthlyFees'>
}

/** Charges a month of the monthly fees of a clinic; what is charged already stays. */
export function postMonthlyFees({ pix }: PostMonthlyFeesDeps): JobHandler {
  return async (job) => {
    const month = textAt(job.payload, 'month')
    if (month === null) throw new Error('The job names no month.')
    await pix.postMonthlyFees(job.tenant_id, month)
  }
}
