import type { JobEnd, JobHandler } from '../../platform/jobs.ts'
import type { RunSend } from '../sending.ts'
import type { SendLease } from '../types.ts'

/** Ends of a send are written by `complete_send`, together with the message. */
const ends: Readonly<Record<string, JobEnd>> = { sent: 'finished', retry: 'retried', failed: 'dead' }

/** Sends a message that was not sent at once, or looks for one whose sender was not heard of any more. */
export function sendMessage({ runSend }: { runSend: RunSend }): JobHandler {
  return async (job) => {
    // `app.open_sends` is what the kind adds to a claimed job.
    const lease = job.opened as SendLease | null
    if (!lease) return 'lost'
    const { state } = await runSend(lease)
    return ends[state] ?? 'lost'
  }
}
