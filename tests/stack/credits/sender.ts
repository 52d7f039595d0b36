import { realDeps } from '../../../supabase/functions/_shared/platform/deps.ts'
import { createHandler as createProcessJobs } from '../../../supabase/functions/process-jobs/handler.ts'
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

const deps = realDeps()
const functions = {
  'send-whatsapp-message': createSendMessage(deps),
  'process-jobs': createProcessJobs(deps),
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

void deps.service.queueHealth().then(() => report({ state: 'up' }))
