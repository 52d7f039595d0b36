import { randomUUID } from 'node:crypto'
import type { RunSend } from '../../messaging/sending.ts'
import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import type { AssistantService } from '../assistant-database.ts'
import { toolsOf, type Think } from '../thinking.ts'

export interface AnswerConversationDeps {
  assistant: AssistantService
  think: Think
  runSend: RunSend
}

/**
 * Answers what a person wrote in one turn. SQL says whether and with what, the thinking what, SQL again whether it may
 * still be sent: a process that is killed in between begins anew, and nothing is done or said twice.
 */
export function answerConversation({ assistant, think, runSend }: AnswerConversationDeps): JobHandler {
  return async ({ tenant_id: tenantId, payload }) => {
    const id = textAt(payload, 'id')
    if (id === null) throw new Error('The job names no turn.')
    const attempt = { tenantId, id, worker: randomUUID() }
    const begun = await assistant.beginTurn(attempt)
    if ('skip' in begun) return
    const result = await think(tenantId, begun, toolsOf(assistant, attempt))
    const { send } = await assistant.finishTurn(attempt, result)
    if (send?.lease) await runSend(send.lease)
  }
}
