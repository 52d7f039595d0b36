import { createHmac } from 'node:crypto'
import type { RunSend } from '../../messaging/sending.ts'
import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import { NeverSent, type Fetch } from '../../platform/provider-http.ts'
import type { AutomationService, WorkflowCall } from '../database.ts'

export interface WorkflowStepDeps {
  automation: Pick<AutomationService, 'runWorkflowStep' | 'completeWorkflowCall'>
  runSend: RunSend
  /** For addresses that clinics name: none leads inside our own network. */
  guardedFetch: Fetch
}

const callForMs = 15_000

/** One step of a workflow. SQL has done it when it answers; a message is sent from here, a server outside called. */
export function workflowStep({ automation, runSend, guardedFetch }: WorkflowStepDeps): JobHandler {
  return async ({ tenant_id, payload }) => {
    const id = textAt(payload, 'id')
    if (id === null) throw new Error('The job names no step.')
    const { send, call } = await automation.runWorkflowStep(tenant_id, id)
    // The send has a job of its own: whatever becomes of this attempt is noted there.
    if (send?.lease) await runSend(send.lease)
    if (!call) return
    const { status, error } = await post(guardedFetch, call)
    await automation.completeWorkflowCall(tenant_id, id, status, error)
  }
}

/** Calls a server outside. What may work later is thrown, so that the job is tried again. */
async function post(fetch: Fetch, call: WorkflowCall): Promise<{ status: number; error: string | null }> {
  const body = JSON.stringify(call.body)
  const signature = createHmac('sha256', call.secret).update(body).digest('hex')
  try {
    const answer = await fetch(call.url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(callForMs),
      headers: { 'content-type': 'application/json', 'x-zelo-signature': `sha256=${signature}` },
      body,
    })
    await answer.body?.cancel()
    if (answer.status >= 500 || answer.status === 429)
      throw new Error(`The server answered ${answer.status}.`)
    const isFine = answer.status >= 200 && answer.status < 300
    return { status: answer.status, error: isFine ? null : 'webhook_refused' }
  } catch (error) {
    if (error instanceof NeverSent) return { status: 0, error: 'webhook_unreachable' }
    throw error
  }
}
