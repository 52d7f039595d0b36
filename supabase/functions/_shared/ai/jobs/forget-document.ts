import type { JobHandler } from '../../platform/jobs.ts'
import { textAt } from '../../platform/json.ts'
import type { KnowledgeService } from '../database.ts'

export interface ForgetDocumentDeps {
  knowledge: KnowledgeService
}

/** A document was deleted a week ago, and nobody brought it back. */
export function forgetDocument({ knowledge }: ForgetDocumentDeps): JobHandler {
  return async ({ tenant_id: tenantId, payload }) => {
    const id = textAt(payload, 'id')
    if (id === null) throw new Error('The job names no document.')
    await knowledge.forgetDocument(tenantId, id)
  }
}
