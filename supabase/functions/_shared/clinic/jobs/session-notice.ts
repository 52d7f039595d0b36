import type { ClinicService } from '../database.ts'
import type { RunSend } from '../../messaging/sending.ts'
import { jobUuid } from '../../platform/job-uuid.ts'
import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'

export interface SessionNoticeDeps {
  clinic: Pick<ClinicService, 'sendSessionNotice'>
  runSend: RunSend
}

/** Tells a patient of sessions that were booked, moved or cancelled, once nobody changes them any more. */
export function sessionNotice({ clinic, runSend }: SessionNoticeDeps): JobHandler {
  return async (job) => {
    const patientId = textAt(job.payload, 'id')
    if (patientId === null) throw new Error('The job names no patient.')
    const created = await clinic.sendSessionNotice(job.tenant_id, patientId, jobUuid(job))
    // The send has a job of its own: whatever becomes of this attempt is noted there.
    if ('lease' in created && created.lease) await runSend(created.lease)
  }
}
