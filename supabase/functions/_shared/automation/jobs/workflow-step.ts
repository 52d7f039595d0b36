import { createHmac } from 'node:crypto'
import type { RunSend } from '../../messaging/sending.ts'
import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import { postOutside } from '../../platform/outside-call.ts'
import type { Fetch } from '../../platform/provider-http.ts'
import type { AutomationService, WorkflowCall } from '../database.ts'

export interface WorkflowStepDeps {
  automation: Pick<AutomationService, 'runWorkflowStep' | 'completeWorkflowCall'>
  runSend: RunSend
  /** For addresses that clinics name: none leads inside our own network. */
  webhookFetch: Fetch
}

/** Timed out there, too early, too many requests. */
const askAgain = new Set([408, 425, 429])

/** One step of a workflow. SQL has done it when it answers; a message is sent from here, a server outside called. */
export function workflowStep({ automation, runSend, webhookFetch }: WorkflowStepDeps): JobHandler {
  return async ({ tenant_id, payload }) => {
    const id = textAt(payload, 'id')
    if (id === null) throw new Error('The job names no step.')
    const { send, call } = await automation.runWorkflowStep(tenant_id, id)
    // The send has a job of its own: whatever becomes of this attempt is noted there.
    if (send?.lease) await runSend(send.lease)
    if (!call) return
    const { status, error } = await post(webhookFetch, call)
    await automation.completeWorkflowCall(tenant_id, id, status, error)
  }
}

/**
 * Calls a server outside. What may work later is thrown, so that the job is tried again: no answer, 408, 425, 429, 5xx.
 * Any other answer is the server's last word, also a redirection: where it leads nobody has looked at.
 */
async function post(fetch: Fetch, call: WorkflowCall): Promise<{ status: number; error: string | null }> {
  const body = JSON.stringify(call.body)
  const signature = createHmac('sha256', call.secret).update(body).digest('hex')
  const { status, failure, text } = await postOutside(fetch, call.url, body, {
    'x-zelo-signature': `sha256=${signature}`,
  })
  if (failure === 'closed') return { status, error: 'webhook_not_public' }
  if (failure !== null) throw new Error(`The server did not answer: ${text}`)
  if (status >= 500 || askAgain.has(status)) throw new Error(`The server answered ${status}.`)
  return { status, error: status >= 200 && status < 300 ? null : 'webhook_refused' }
}
