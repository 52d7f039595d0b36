import type { JobHandler } from '../../platform/jobs.ts'
import type { WhatsappHooks } from '../../whatsapp-hooks.ts'

/** Confirms to somebody who asked for it that the clinic will not write any more. */
export function optOutAck({ hooks }: { hooks: WhatsappHooks }): JobHandler {
  return (job) => hooks.acknowledge(job)
}
