import type { JobHandler } from '../../platform/jobs.ts'
import type { WhatsappHooks } from '../../whatsapp-hooks.ts'

/** Confirms to somebody who came back that the clinic will write again. */
export function optInAck({ hooks }: { hooks: WhatsappHooks }): JobHandler {
  return (job) => hooks.acknowledge(job)
}
