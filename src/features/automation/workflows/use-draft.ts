import { computed, ref, shallowRef } from 'vue'
import type { Workflow, WorkflowDefinition } from './types'

/** What a workflow is being changed to. */
export interface Draft {
  name: string
  definition: WorkflowDefinition
}

const STEPS_BACK = 100

/** The draft on screen, with the way back. What is typed into one field is one step back. */
export function useDraft() {
  const draft = shallowRef<Draft | null>(null)
  const past = shallowRef<readonly Draft[]>([])
  const saved = ref('')
  const version = ref<number | null>(null)
  /** What is judged: not each letter, but what somebody has finished. */
  const judged = shallowRef<WorkflowDefinition | null>(null)
  let lastField: string | null = null

  /** Takes over what the server has. */
  function read(workflow: Workflow): void {
    draft.value = { name: workflow.name, definition: workflow.draft }
    saved.value = JSON.stringify(draft.value)
    version.value = workflow.draft_version
    judged.value = workflow.draft
  }

  /** Changes the draft; `field` names where somebody types. */
  function change(next: Partial<Draft>, field: string | null = null): void {
    if (!draft.value) return
    if (field === null || field !== lastField) past.value = [...past.value, draft.value].slice(-STEPS_BACK)
    lastField = field
    draft.value = { ...draft.value, ...next }
    if (field === null) judge()
  }

  function judge(): void {
    judged.value = draft.value?.definition ?? null
  }

  function undo(): void {
    const before = past.value.at(-1)
    if (!before) return
    past.value = past.value.slice(0, -1)
    lastField = null
    draft.value = before
    judge()
  }

  return {
    draft,
    version,
    judged,
    isDirty: computed(() => draft.value !== null && JSON.stringify(draft.value) !== saved.value),
    mayUndo: computed(() => past.value.length > 0),
    read,
    change,
    /** The next change is a step back of its own. */
    finishField: () => {
      lastField = null
      judge()
    },
    undo,
  }
}
