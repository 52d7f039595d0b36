import { randomUUID } from 'node:crypto'
import type { RunSend } from '../../messaging/sending.ts'
import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import type { AssistantService } from '../assistant-database.ts'

export interface AnswerConversationDeps {
  assistant: Pick<AssistantService, 'beginTurn' | 'finishTurn'>
  runSend: RunSend
}

/** A turn that is left to people: a person of the clinic gets it, and whoever wrote is told so. */
export function answerConversation({ assistant, runSend }: AnswerConversationDeps): JobHandler {
  return async ({ tenant_id, payload }) => {
    const id = textAt(payload, 'id')
    if (id === null) throw new Error('The job names no turn.')
    const worker = randomUUID()
    const turn = await assistant.beginTurn(tenant_id, id, worker)
    if ('skip' in turn) return
    const outcome = turn.only_risk ? 'silent' : 'handoff'
    const { send } = await assistant.finishTurn(tenant_id, id, worker, { outcome, reason: 'unknown' })
    if (send?.lease) await runSend(send.lease)
  }
}
