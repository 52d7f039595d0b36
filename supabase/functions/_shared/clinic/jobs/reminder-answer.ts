import type { ClinicService } from '../database.ts'
import { jobUuid } from '../../platform/job-uuid.ts'
import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import type { WhatsappHooks } from '../../whatsapp-hooks.ts'

export interface ReminderAnswerDeps {
  clinic: Pick<ClinicService, 'applyReminderAnswer'>
  hooks: Pick<WhatsappHooks, 'deliver'>
}

/** Confirms or cancels a session in the name of the person who answered its reminder, and tells them so. */
export function reminderAnswer({ clinic, hooks }: ReminderAnswerDeps): JobHandler {
  return async (job) => {
    const id = textAt(job.payload, 'id')
    const messageId = textAt(job.payload, 'message_id')
    const wish = textAt(job.payload, 'wish')
    if (id === null || messageId === null || wish === null) throw new Error('The job names no answer.')
    await hooks.deliver(
      job,
      await clinic.applyReminderAnswer(job.tenant_id, { id, messageId, wish, ackId: jobUuid(job) }),
    )
  }
}
