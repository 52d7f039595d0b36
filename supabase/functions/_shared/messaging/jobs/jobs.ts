import type { JobHandlers } from '../../platform/jobs.ts'
import type { WhatsappHooks } from '../../whatsapp-hooks.ts'
import type { RunSend } from '../sending.ts'
import { optInAck } from './opt-in-ack.ts'
import { optOutAck } from './opt-out-ack.ts'
import { sendMessage } from './send-message.ts'

/** What the handlers of this domain may ask for. */
export interface MessagingJobDeps {
  runSend: RunSend
  hooks: WhatsappHooks
}

/** The handler of each kind of job that this domain has a row for in `app.job_kinds`. */
export function messagingJobs(deps: MessagingJobDeps): JobHandlers {
  return {
    send_message: sendMessage(deps),
    opt_out_ack: optOutAck(deps),
    opt_in_ack: optInAck(deps),
  }
}
