import type { JobHandler } from '../../platform/jobs.ts'
import type { AutomationService } from '../database.ts'

export interface WorkflowEventDeps {
  automation: Pick<AutomationService, 'startWorkflows'>
}

/** Something happened that workflows listen to. */
export function workflowEvent({ automation }: WorkflowEventDeps): JobHandler {
  return async ({ tenant_id, payload }) => {
    await automation.startWorkflows(tenant_id, payload)
  }
}
