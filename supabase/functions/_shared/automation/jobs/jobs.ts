import type { JobHandlers } from '../../platform/jobs.ts'
import { workflowEvent, type WorkflowEventDeps } from './workflow-event.ts'
import { workflowStep, type WorkflowStepDeps } from './workflow-step.ts'

/** What the handlers of this domain may ask for. */
export type AutomationJobDeps = WorkflowEventDeps & WorkflowStepDeps

/** The handler of each kind of job that this domain has a row for in `app.job_kinds`. */
export function automationJobs(deps: AutomationJobDeps): JobHandlers {
  return { workflow_event: workflowEvent(deps), workflow_step: workflowStep(deps) }
}
