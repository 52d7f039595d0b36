import { sendingOf } from '../../../supabase/functions/_shared/messaging/sending-wiring.ts'
import { messagingOf } from '../../../supabase/functions/_shared/messaging/wiring.ts'
import { authOf } from '../../../supabase/functions/_shared/platform/auth-wiring.ts'
import { platform } from '../../../supabase/functions/_shared/platform/wiring.ts'
import { createHandler as createProcessJobs } from '../../../supabase/functions/process-jobs/handler.ts'
import { workOf } from '../../../supabase/functions/process-jobs/wiring.ts'
import { createHandler as createSendMessage } from '../../../supabase/functions/send-whatsapp-message/handler.ts'

/** A request to one of the functions that send. */
export interface SenderOrder {
  name: 'send-whatsapp-message' | 'process-jobs'
  headers: Record<string, string>
  body: unknown
}

/** Up and connected, or done with the request. */
export interface SenderReport {
  state: 'up' | 'done'
  status?: number
}

const wired = platform()
const sending = sendingOf(wired)
const functions = {
  'send-whatsapp-message': createSendMessage({ ...messagingOf(wired), ...sending, ...authOf(wired) }),
  'process-jobs': createProcessJobs(workOf(wired, sending)),
}
const report = (message: SenderReport) => process.send?.(message)

/** An isolate of the functions that send, wired as deployed. It serves one request; somebody will kill it. */
process.on('message', ({ name, headers, body }: SenderOrder) => {
  const request = new Request(`https://edge.internal/${name}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  void functions[name](request).then(({ status }) => report({ state: 'done', status }))
})
process.on('disconnect', () => process.exit())

void wired.queue.queueHealth().then(() => report({ state: 'up' }))
