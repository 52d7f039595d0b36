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
  /** The branches of a step in the order of its kind: the database keeps no order of names. */
  branchesOf(step: WorkflowStep): string[]
  /** How many are at a step now. */
  insideOf(stepId: string): number
  moveAcross(step: WorkflowStep, by: -1 | 1): void
  /** Puts the focus on what stands beside a step. */
  go(step: WorkflowStep, way: 'up' | 'down' | 'left' | 'right'): void
  /** As `go`, from a place where a step could be added. */
  cross(place: Place, way: 'left' | 'right'): void
  move(step: WorkflowStep, by: -1 | 1): void
  mayMove(step: WorkflowStep, by: -1 | 1): boolean
  remove(step: WorkflowStep): void
}

export const workflowEditorKey: InjectionKey<WorkflowEditor> = Symbol('workflow editor')
