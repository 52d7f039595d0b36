import type { ClinicService } from '../database.ts'
import { jobUuid } from '../../platform/job-uuid.ts'
import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import type { WhatsappHooks } from '../../whatsapp-hooks.ts'

export interface WaitingAnswerDeps {
  clinic: Pick<ClinicService, 'applyWaitingAnswer'>
  hooks: Pick<WhatsappHooks, 'deliver'>
}

/** Books or gives up the time that was offered to a person who wrote yes or no, and tells them so. */
export function waitingAnswer({ clinic, hooks }: WaitingAnswerDeps): JobHandler {
  return async (job) => {
    const offerId = textAt(job.payload, 'id')
    const messageId = textAt(job.payload, 'message_id')
    if (offerId === null || messageId === null) throw new Error('The job names no answer.')
    await hooks.deliver(
      job,
      await clinic.applyWaitingAnswer(job.tenant_id, {
        offerId,
        messageId,
        yes: job.payload.yes === true,
        ackId: jobUuid(job),
      }),
    )
  }
}
