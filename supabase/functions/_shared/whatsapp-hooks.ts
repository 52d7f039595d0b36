import { jobUuid } from './platform/job-uuid.ts'
import { textAt } from './platform/json.ts'
import type { Log } from './platform/log.ts'
import type { RunSend } from './messaging/sending.ts'
import type { MessagingService } from './messaging/database.ts'
import type { OutboundMessage } from './messaging/types.ts'
import type { ClaimedJob } from './platform/queue.ts'

/** What the clinic answers by itself, whichever provider carries it. SQL decides that it is due; this says it. */
export interface WhatsappHooks {
  /** Confirms an opt-out or an opt-in to the person who asked for it. Safe to repeat. */
  acknowledge(job: ClaimedJob): Promise<void>
  /**
   * Sends what SQL queued in the name of a job, or notes why it did not. The send has a job and a charge of its own: a
   * refused attempt gives the credit back, a crash in between is picked up there.
   */
  deliver(job: ClaimedJob, created: Queued): Promise<void>
}

/** A message that SQL queued, or the code of what refused it. */
export type Queued = OutboundMessage | { skipped: string }

export interface WhatsappHooksDeps {
  database: Pick<MessagingService, 'sendOptAck'>
  runSend: RunSend
  log: Log
}

export function createWhatsappHooks(deps: WhatsappHooksDeps): WhatsappHooks {
  async function deliver(job: ClaimedJob, created: Queued): Promise<void> {
    if ('skipped' in created) {
      deps.log.info('automation skipped', {
        job_id: job.job_id,
        tenant_id: job.tenant_id,
        code: created.skipped,
      })
      return
    }
    if (created.lease) await deps.runSend(created.lease)
  }

  return {
    async acknowledge(job) {
      const threadKey = textAt(job.payload, 'thread_key')
      if (threadKey === null) throw new Error('The job names no conversation.')
      await deliver(
        job,
        await deps.database.sendOptAck(job.tenant_id, { kind: job.kind, threadKey, clientId: jobUuid(job) }),
      )
    },
    deliver,
  }
}
