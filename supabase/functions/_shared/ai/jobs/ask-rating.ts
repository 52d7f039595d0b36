import type { RunSend } from '../../messaging/sending.ts'
import { textAt } from '../../platform/json.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import type { AssistantService } from '../assistant-database.ts'

export interface AskRatingDeps {
  assistant: Pick<AssistantService, 'askRating'>
  runSend: RunSend
}

/** Asks somebody how it was, once; SQL decides whether, and says why not. */
export function askRating({ assistant, runSend }: AskRatingDeps): JobHandler {
  return async ({ tenant_id: tenantId, payload }) => {
    const id = textAt(payload, 'id')
    if (id === null) throw new Error('The job names no question.')
    const { lease } = await assistant.askRating(tenantId, id)
    if (lease) await runSend(lease)
  }
}
