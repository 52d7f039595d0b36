import { jobUuid } from './platform/job-uuid.ts'
import { textAt } from './platform/json.ts'
import type { Log } from './platform/log.ts'
import type { RunSend } from './messaging/sending.ts'
import type { MessagingService } from './messaging/database.ts'
import type { ClaimedJob } from './platform/queue.ts'

/** What the clinic answers by itself, whichever provider carries it. SQL decides that it is due; this says it. */
export interface WhatsappHooks {
  /** Confirms an opt-out or an opt-in to the person who asked for it. Safe to repeat. */
  acknowledge(job: ClaimedJob): Promise<void>
}

export interface WhatsappHooksDeps {
  database: Pick<MessagingService, 'createAutomationMessage'>
  runSend: RunSend
  log: Log
}

const acknowledgements = new Map([
  [
    'opt_out_ack',
    'Pronto! Você não receberá mais mensagens por aqui. Se mudar de ideia, responda VOLTAR a qualquer momento.',
  ],
  [
    'opt_in_ack',
    'Que bom ter você de volta! Você voltará a receber nossas mensagens. Para parar, responda SAIR.',
  ],
])

export function createWhatsappHooks(deps: WhatsappHooksDeps): WhatsappHooks {
  return {
    async acknowledge(job) {
      const threadKey = textAt(job.payload, 'thread_key')
      const body = acknowledgements.get(job.kind)
      if (threadKey === null || body === undefined) throw new Error('The job names no conversation.')
      const created = await deps.database.createAutomationMessage({
        tenantId: job.tenant_id,
        threadKey,
        clientId: jobUuid(job),
        body,
        reason: job.kind,
      })
      if ('skipped' in created) {
        deps.log.info('automation skipped', {
          job_id: job.job_id,
          tenant_id: job.tenant_id,
          code: created.skipped,
        })
        return
      }
      // The send has a job of its own: whatever becomes of this attempt is noted there.
      if (created.lease) await deps.runSend(created.lease)
    },
  }
}
