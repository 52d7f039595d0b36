import { rpc } from '@/lib/rpc'
import type {
  PastEvent,
  RunAct,
  Workflow,
  WorkflowDefinition,
  WorkflowKit,
  WorkflowLine,
  WorkflowPreview,
  WorkflowProblem,
  WorkflowRun,
  WorkflowRunDetails,
} from './types'

export const RUNS_PAGE = 50

/** What workflows can be made of, and the recipes. */
export function getWorkflowKit(tenantId: string): Promise<WorkflowKit> {
  return rpc('get_workflow_kit', { p_tenant_id: tenantId })
}

export function listWorkflows(tenantId: string): Promise<WorkflowLine[]> {
  return rpc('list_workflows', { p_tenant_id: tenantId })
}

export function getWorkflow(tenantId: string, id: string): Promise<Workflow> {
  return rpc('get_workflow', { p_tenant_id: tenantId, p_id: id })
}

/** Keeps a draft; a new workflow has no id yet. `draftVersion` is the one that was read. */
export function saveWorkflow(
  tenantId: string,
  workflow: { id: string | null; name: string; definition: WorkflowDefinition; draftVersion: number | null },
): Promise<Workflow> {
  return rpc('save_workflow', {
    p_tenant_id: tenantId,
    p_id: workflow.id,
    p_name: workflow.name,
    p_definition: workflow.definition,
    p_draft_version: workflow.draftVersion,
  })
}

/** What keeps a draft from being published, without keeping it. */
export function checkWorkflow(tenantId: string, definition: WorkflowDefinition): Promise<WorkflowProblem[]> {
  return rpc('check_workflow', { p_tenant_id: tenantId, p_definition: definition })
}

export function publishWorkflow(tenantId: string, id: string): Promise<Workflow> {
  return rpc('publish_workflow', { p_tenant_id: tenantId, p_id: id })
}

/** Nothing starts any more; `stopsRuns`: who is inside goes no further either. */
export function stopWorkflow(tenantId: string, id: string, stopsRuns: boolean): Promise<Workflow> {
  return rpc('stop_workflow', { p_tenant_id: tenantId, p_id: id, p_stops_runs: stopsRuns })
}

export function deleteWorkflow(tenantId: string, id: string): Promise<null> {
  return rpc('delete_workflow', { p_tenant_id: tenantId, p_id: id })
}

/** What happened in the last week and could have started such a workflow. */
export function listPastEvents(tenantId: string, triggerKind: string): Promise<PastEvent[]> {
  return rpc('list_workflow_events', {
    p_tenant_id: tenantId,
    p_trigger_kind: triggerKind,
    p_days: 7,
    p_limit: 20,
  })
}

/** What the draft would have done then; nothing is sent. */
export function previewWorkflow(
  tenantId: string,
  definition: WorkflowDefinition,
  eventKey: string,
): Promise<WorkflowPreview> {
  return rpc('preview_workflow', {
    p_tenant_id: tenantId,
    p_definition: definition,
    p_event_key: eventKey,
  })
}

/** Runs the published one on something that happened before; once an event. */
export function runOnEvent(
  tenantId: string,
  id: string,
  eventKey: string,
): Promise<{ run_id: string; duplicate: boolean }> {
  return rpc('run_workflow_on_event', { p_tenant_id: tenantId, p_id: id, p_event_key: eventKey })
}

/** Runs of a workflow, the newest first; `state` may be `inside`. */
export function listRuns(
  tenantId: string,
  workflowId: string,
  state: string | null,
  before: string | null,
): Promise<WorkflowRun[]> {
  return rpc('list_workflow_runs', {
    p_tenant_id: tenantId,
    p_workflow_id: workflowId,
    p_state: state,
    p_limit: RUNS_PAGE,
    p_before: before,
  })
}

export function getRun(tenantId: string, id: string): Promise<WorkflowRunDetails> {
  return rpc('get_workflow_run', { p_tenant_id: tenantId, p_id: id })
}

export function changeRun(tenantId: string, id: string, act: RunAct): Promise<WorkflowRunDetails> {
  return rpc('change_workflow_run', { p_tenant_id: tenantId, p_id: id, p_act: act })
}
