import type { ComputedRef, InjectionKey, Ref } from 'vue'
import type { Place } from './tree'
import type { StepKind, WorkflowProblem, WorkflowStep } from './types'

/** What the parts of the editor share, however deep they stand. */
export interface WorkflowEditor {
  mayEdit: ComputedRef<boolean>
  kinds: ComputedRef<ReadonlyMap<string, StepKind>>
  problemsOf(stepId: string): WorkflowProblem[]
  openId: Ref<string | null>
  open(id: string): void
  /** Asks which step is to stand there. */
  add(place: Place): void
  move(step: WorkflowStep, by: -1 | 1): void
  mayMove(step: WorkflowStep, by: -1 | 1): boolean
  remove(step: WorkflowStep): void
}

export const workflowEditorKey: InjectionKey<WorkflowEditor> = Symbol('workflow editor')
