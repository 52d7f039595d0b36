import type { ClinicService } from '../database.ts'
import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import type { WhatsappHooks } from '../../whatsapp-hooks.ts'

export interface SessionReminderDeps {
  clinic: Pick<ClinicService, 'sendSessionReminder'>
  hooks: Pick<WhatsappHooks, 'deliver'>
}

/** Reminds a person of a session, if that is still right; SQL reads everything as it is now. */
export function sessionReminder({ clinic, hooks }: SessionReminderDeps): JobHandler {
  return async (job) => {
    const id = textAt(job.payload, 'id')
    if (id === null) throw new Error('The job names no reminder.')
    await hooks.deliver(job, await clinic.sendSessionReminder(job.tenant_id, id))
  }
}
