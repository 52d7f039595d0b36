import { describe, expect, it } from 'vitest'
import { emptyDefinition } from './tree'
import type { Workflow } from './types'
import { useDraft } from './use-draft'

const workflow: Workflow = {
  id: 'w',
  name: 'Falta',
  status: 'draft',
  draft: emptyDefinition('session.missed'),
  draft_version: 3,
  version: null,
  has_changes: true,
  secret: null,
  inside: {},
  problems: [],
  versions: [],
}

describe('the draft of a workflow', () => {
  it('is unchanged when it was read, and when everything was taken back', () => {
    const draft = useDraft()
    draft.read(workflow)
    expect(draft.isDirty.value).toBe(false)
    draft.change({ name: 'Faltou' })
    expect(draft.isDirty.value).toBe(true)
    draft.undo()
    expect(draft.isDirty.value).toBe(false)
    expect(draft.mayUndo.value).toBe(false)
  })

  it('takes back what was typed into a field at once', () => {
    const draft = useDraft()
    draft.read(workflow)
    for (const name of ['F', 'Fa', 'Fal']) draft.change({ name }, 'name')
    draft.finishField()
    draft.change({ name: 'Outro' }, 'name')
    draft.undo()
    expect(draft.draft.value?.name).toBe('Fal')
    draft.undo()
    expect(draft.draft.value?.name).toBe('Falta')
  })

  it('is judged when a field is finished, not at each letter', () => {
    const draft = useDraft()
    draft.read(workflow)
    const definition = emptyDefinition('birthday')
    draft.change({ definition }, 'step')
    expect(draft.judged.value?.trigger.kind).toBe('session.missed')
    draft.finishField()
    expect(draft.judged.value?.trigger.kind).toBe('birthday')
  })
})
