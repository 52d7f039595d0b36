import type { JobHandler } from '../../platform/jobs.ts'
import type { KnowledgeService } from '../database.ts'

export interface RefreshCatalogueDeps {
  knowledge: KnowledgeService
}

/** Services, products or prices changed: what is answered about them is written anew. */
export function refreshCatalogue({ knowledge }: RefreshCatalogueDeps): JobHandler {
  return async ({ tenant_id: tenantId }) => {
    await knowledge.refreshCatalogue(tenantId)
  }
}
