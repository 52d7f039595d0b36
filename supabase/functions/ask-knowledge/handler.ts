import { z } from 'zod'
import type { KnowledgeService, KnowledgeUser } from '../_shared/ai/database.ts'
import type { EmbedderFor } from '../_shared/ai/knowledge/embed.ts'
import { retrieve } from '../_shared/ai/knowledge/retrieve.ts'
import type { Authenticator, UserClaims } from '../_shared/platform/auth.ts'
import { readCommand } from '../_shared/platform/body.ts'
import { endpoint, json, type Handler } from '../_shared/platform/http.ts'
import type { Log } from '../_shared/platform/log.ts'

const command = z.object({ tenant_id: z.guid(), question: z.string().trim().min(2).max(500) })

export interface AskDeps {
  auth: Pick<Authenticator, 'user'>
  knowledge: KnowledgeService
  knowledgeAsUser(claims: UserClaims): KnowledgeUser
  embedderFor: EmbedderFor
  log: Log
}

/**
 * What a clinic has written about a question, for whoever works there: the passages and the documents that they stand in. It needs no model.
 *
 * 200 {outcome: answer | human, reason: found | not_found | clinical, sources: [{document_id, title, kind}],
 * passages: [{chunk_id, document_id, kind, title, heading, text, coverage}]}.
 */
export function createHandler(deps: AskDeps): Handler {
  return endpoint({ name: 'ask-knowledge', methods: ['POST'], log: deps.log }, async (request) => {
    const claims = await deps.auth.user(request)
    const { tenant_id, question } = await readCommand(request, command)
    await deps.knowledgeAsUser(claims).requireReader(tenant_id)
    return json(await retrieve(deps.knowledge, tenant_id, question, deps.embedderFor))
  })
}
