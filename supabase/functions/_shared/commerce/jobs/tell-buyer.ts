import type { RunSend } from '../../messaging/sending.ts'
import { jobUuid } from '../../platform/job-uuid.ts'
import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import type { CommerceService } from '../database.ts'
import { orderPageAddress } from '../order-page-address.ts'

export interface TellBuyerDeps {
  commerce: Pick<CommerceService, 'tellBuyer'>
  runSend: RunSend
  appUrl: string
}

/** An order is paid: whoever bought gets vouchers and the page of the order, by e-mail and in a conversation. */
export function tellBuyer({ commerce, runSend, appUrl }: TellBuyerDeps): JobHandler {
  return async (job) => {
    const id = textAt(job.payload, 'order_id')
    if (id === null) throw new Error('The job names no order.')
    const page = orderPageAddress(appUrl, job.tenant_id, '')
    const created = await commerce.tellBuyer(job.tenant_id, id, jobUuid(job), page)
    // The send has a job of its own: whatever becomes of this attempt is noted there.
    if ('lease' in created && created.lease) await runSend(created.lease)
  }
}
