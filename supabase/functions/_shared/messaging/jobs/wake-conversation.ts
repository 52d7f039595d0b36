import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import type { MessagingJobDeps } from './jobs.ts'

/** Brings a conversation back whose sleep is over, unless it sleeps longer by now. */
export function wakeConversation({ messages }: Pick<MessagingJobDeps, 'messages'>): JobHandler {
  return async (job) => {
    const id = textAt(job.payload, 'id')
    if (id === null) throw new Error('The job names no conversation.')
    await messages.wakeConversation(job.tenant_id, id)
  }
}
