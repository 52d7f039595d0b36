import { jobUuid } from '../../platform/job-uuid.ts'
import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import type { MessagingJobDeps } from './jobs.ts'

/** Answers a message while nobody is there; SQL decides whether, and says why not. */
export function autoReply({ messages, hooks }: Pick<MessagingJobDeps, 'messages' | 'hooks'>): JobHandler {
  return async (job) => {
    const id = textAt(job.payload, 'id')
    if (id === null) throw new Error('The job names no message.')
    await hooks.deliver(job, await messages.sendAutoReply(job.tenant_id, id, jobUuid(job)))
  }
}
