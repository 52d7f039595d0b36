import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { AssistantService, AssistantUser } from '../_shared/ai/assistant-database.ts'
import { toolsOf, type Think } from '../_shared/ai/thinking.ts'
import type { Authenticator, UserClaims } from '../_shared/platform/auth.ts'
import { readCommand } from '../_shared/platform/body.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import { objectAt, textAt } from '../_shared/platform/json.ts'
import type { Log } from '../_shared/platform/log.ts'

const command = z.object({
  tenant_id: z.guid().transform((id) => id.toLowerCase()),
  messages: z
    .array(z.object({ from: z.enum(['person', 'assistant', 'clinic']), text: z.string().max(4000) }))
    .min(1)
    .max(41),
})

export interface TestAssistantDeps {
  auth: Pick<Authenticator, 'user'>
  assistant: Pick<AssistantService, 'runTool' | 'runProposal' | 'finishTurn'>
  assistantAsUser(claims: UserClaims): Pick<AssistantUser, 'beginTest'>
  think: Think
  log: Log
}

/**
 * What the assistant would say at the end of a conversation that somebody of the clinic typed. Nothing is sent, no tool
 * changes anything, the cost counts.
 *
 * 200 {text, outcome: answer | refuse | handoff | silent, reason | null, intent | null, sources: [{title, …}]}. Errors: those of
 * `app.begin_test_turn`.
 */
export function createHandler(deps: TestAssistantDeps): Handler {
  return endpoint({ name: 'test-assistant', methods: ['POST'], log: deps.log }, async (request) => {
    const claims = await deps.auth.user(request)
    const { tenant_id: tenantId, messages } = await readCommand(request, command)
    const worker = randomUUID()
    const begun = await deps.assistantAsUser(claims).beginTest(tenantId, messages, worker)
    const attempt = { tenantId, id: textAt(objectAt(begun, 'turn'), 'id') ?? '', worker }
    const result = await deps.think(tenantId, begun, toolsOf(deps.assistant, attempt))
    const { text } = await deps.assistant.finishTurn(attempt, result)
    const { outcome, reason = null, intent = null, sources = [] } = result
    return json({ text: text ?? null, outcome, reason, intent, sources })
  })
}
