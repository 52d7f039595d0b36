import type { OutboundMessage } from '../messaging/types.ts'
import type { Call, Database } from '../platform/db.ts'
import type { JsonObject } from '../platform/json.ts'

/** A call to a server outside that a step asks for. */
export interface WorkflowCall {
  url: string
  secret: string
  body: JsonObject
}

/** What is to be done outside of the database for a step. */
export interface WorkflowStep {
  send?: OutboundMessage
  call?: WorkflowCall
}

/** What the worker may do with workflows. */
export interface AutomationService {
  /** Starts what an event triggers, once each; how many. */
  startWorkflows(tenantId: string, event: JsonObject): Promise<number>
  /** Does a step that is due, once. */
  runWorkflowStep(tenantId: string, stepId: string): Promise<WorkflowStep>
  /** What a server outside answered, or the code of what went wrong. */
  completeWorkflowCall(
    tenantId: string,
    stepId: string,
    status: number,
    error: string | null,
  ): Promise<boolean>
  /** Tells workflows whose birthday it is; how many people. */
  tellBirthdays(): Promise<number>
}

/** The RPCs of workflows over one connection pool. */
export function createAutomationDatabase({ service }: Pick<Database, 'service'>): {
  service: AutomationService
} {
  return { service: createService(service) }
}

function createService(call: Call): AutomationService {
  return {
    startWorkflows: (tenantId, event) =>
      call((sql) => sql`select app.start_workflows(${tenantId}, ${sql.json(event as never)}) as value`),
    runWorkflowStep: (tenantId, stepId) =>
      call((sql) => sql`select app.run_workflow_step(${tenantId}, ${stepId}) as value`),
    completeWorkflowCall: (tenantId, stepId, status, error) =>
      call(
        (sql) => sql`select app.complete_workflow_call(${tenantId}, ${stepId}, ${status}, ${error}) as value`,
      ),
    tellBirthdays: () => call((sql) => sql`select app.tell_birthdays() as value`),
  }
}
