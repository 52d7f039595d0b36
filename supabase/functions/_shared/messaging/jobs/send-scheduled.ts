import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import type { MessagingJobDeps } from './jobs.ts'

/** Sends what somebody wrote for this moment, unless it was settled or moved meanwhile. */
export function sendScheduled({
  messages,
  runSend,
}: Pick<MessagingJobDeps, 'messages' | 'runSend'>): JobHandler {
  return async (job) => {
    const id = textAt(job.payload, 'id')
    if (id === null) throw new Error('The job names no scheduled message.')
    const created = await messages.sendScheduledMessage(job.tenant_id, id)
    // The send has a job of its own: whatever becomes of this attempt is noted there.
    if ('lease' in created && created.lease) await runSend(created.lease)
  }
}
