import type { Json } from '@contracts/database.types'

/** Options of a trigger or a step; which there are, the kind says. */
export type WorkflowOptions = { [name: string]: Json | undefined }

/** One thing that a workflow does, or the place where it waits or parts. */
export type WorkflowStep = {
  id: string
  kind: string
  options: WorkflowOptions
  branches?: { [branch: string]: WorkflowStep[] }
}

/** What starts a workflow and what it does then. */
export type WorkflowDefinition = {
  trigger: { kind: string; options: WorkflowOptions }
  settings: { purpose: 'service' | 'reminders' | 'marketing'; max_per_day: number }
  steps: WorkflowStep[]
}

export type WorkflowStatus = 'draft' | 'published' | 'stopped'

/** A workflow in the list, with what it did in thirty days. */
export interface WorkflowLine {
  id: string
  name: string
  status: WorkflowStatus
  trigger_kind: string
  step_count: number
  /** The published one; null when it never was. */
  version: number | null
  has_changes: boolean
  published_at: string | null
  published_by_name: string | null
  /** Runs that are under way. */
  inside: number
  runs_today: number
  runs_30d: number
  failed_30d: number
  /** Null for those who do not see costs. */
  credits_30d: number | null
  updated_at: string
}

/** What keeps a draft from being published, and where. */
export interface WorkflowProblem {
  step_id: string | null
  field: string | null
  code: string
}

export interface WorkflowVersion {
  version: number
  published_at: string
  published_by_name: string | null
  definition: WorkflowDefinition
}

/** A workflow as the editor needs it. */
export interface Workflow {
  id: string
  name: string
  status: WorkflowStatus
  draft: WorkflowDefinition
  draft_version: number
  version: number | null
  has_changes: boolean
  /** Signs what is sent to other programs; only for those who lead. */
  secret: string | null
  /** How many are at each step now. */
  inside: { [stepId: string]: number }
  problems: WorkflowProblem[]
  versions: WorkflowVersion[]
}

export interface StepKind {
  key: string
  branches: string[]
  options: string[]
  needs_conversation: boolean
  /** Of no use where a workflow is about the stock. */
  needs_person: boolean
  costs: boolean
}

export interface ConditionField {
  key: string
  ops: string[]
  value: 'boolean' | 'text' | 'number' | 'tag' | 'segment'
}

export interface Recipe {
  key: string
  name: string
  definition: WorkflowDefinition
  /** Fields that have to be filled in before it can be published. */
  asks: string[]
}

/** What workflows can be made of. */
export interface WorkflowKit {
  triggers: { key: string; subject: string; options: string[] }[]
  steps: StepKind[]
  recipes: Recipe[]
  variables: string[]
  /** Kinds of activity that a task can be. */
  activities: string[]
  fields: ConditionField[]
}

/** Something that happened and could have started a workflow. */
export interface PastEvent {
  event_key: string
  at: string
  title: string | null
  detail: string | null
  patient_id: string | null
  thread_key: string | null
}

/** What a workflow would have done. */
export interface WorkflowPreview {
  starts: boolean
  reason: string | null
  ends: 'end' | 'answer'
  steps: {
    step_id: string
    kind: string
    at: string
    text: string | null
    branch: string | null
    note: string | null
  }[]
}

export const RUN_STATES = ['running', 'waiting', 'paused', 'done', 'failed', 'stopped', 'skipped'] as const
export type RunState = (typeof RUN_STATES)[number]
export type RunAct = 'pause' | 'resume' | 'stop' | 'retry'

/** A person's way through a workflow. */
export interface WorkflowRun {
  id: string
  workflow_id: string
  workflow_name: string
  version: number
  state: RunState
  reason: string | null
  title: string | null
  patient_id: string | null
  thread_key: string | null
  step_id: string | null
  step_kind: string | null
  next_at: string | null
  credits: number
  started_at: string
  ended_at: string | null
}

export interface RunStep {
  id: string
  step_id: string
  kind: string
  state: 'queued' | 'waiting' | 'done' | 'skipped' | 'failed' | 'stopped'
  branch: string | null
  result: { text?: string; code?: string; until?: string; answer?: string; status?: number | string } | null
  error: string | null
  attempts: number
  run_at: string | null
  finished_at: string | null
  credits: number
  /** Of the message that it sent. */
  message_status: string | null
}

/** A run with each step it took, of the version it began with. */
export interface WorkflowRunDetails extends WorkflowRun {
  definition: WorkflowDefinition
  trigger_kind: string
  steps: RunStep[]
}
