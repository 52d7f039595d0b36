import { describe, expect, it } from 'vitest'
import {
  allSteps,
  fillVariables,
  findStep,
  freshId,
  insertStep,
  moveStep,
  newStep,
  removeStep,
  replaceStep,
} from './tree'
import type { WorkflowStep } from './types'

const step = (id: string, branches?: Record<string, WorkflowStep[]>): WorkflowStep => ({
  id,
  kind: branches ? 'condition' : 'tag',
  options: {},
  ...(branches ? { branches } : {}),
})
/** a, then q with b, c for yes and d for no, then e. */
const tree = () => [step('a'), step('q', { yes: [step('b'), step('c')], no: [step('d')] }), step('e')]
/** The tree as words: "a q(b c|d) e". */
const drawn = (steps: readonly WorkflowStep[] | null): string =>
  (steps ?? [])
    .map(({ id, branches }) => (branches ? `${id}(${Object.values(branches).map(drawn).join('|')})` : id))
    .join(' ')

describe('steps of a workflow', () => {
  it('are put into the workflow and into a branch', () => {
    expect(drawn(insertStep(tree(), { parentId: null, branch: null, index: 1 }, step('x')))).toBe(
      'a x q(b c|d) e',
    )
    expect(drawn(insertStep(tree(), { parentId: 'q', branch: 'no', index: 1 }, step('x')))).toBe(
      'a q(b c|d x) e',
    )
  })

  it('go with what stands in their branches', () => {
    expect(drawn(removeStep(tree(), 'q'))).toBe('a e')
    expect(drawn(removeStep(tree(), 'd'))).toBe('a q(b c|) e')
    expect(drawn(moveStep(tree(), 'q', -1))).toBe('q(b c|d) a e')
  })

  it('leave a branch at its ends and stay where there is nowhere to go', () => {
    expect(drawn(moveStep(tree(), 'b', 1))).toBe('a q(c b|d) e')
    expect(drawn(moveStep(tree(), 'b', -1))).toBe('a b q(c|d) e')
    expect(drawn(moveStep(tree(), 'd', 1))).toBe('a q(b c|) d e')
    expect(moveStep(tree(), 'a', -1)).toBeNull()
    expect(moveStep(tree(), 'e', 1)).toBeNull()
  })

  it('are changed in place, and the tree before stays as it was', () => {
    const before = tree()
    const after = replaceStep(before, { ...step('c'), options: { tag_id: 't' } })
    expect(findStep(after, 'c')?.options).toEqual({ tag_id: 't' })
    expect(drawn(after)).toBe(drawn(before))
    expect(findStep(before, 'c')?.options).toEqual({})
  })

  it('have ids of their own', () => {
    const steps = [step('s1'), step('s3')]
    expect(freshId(steps)).toBe('s4')
    expect(freshId([step('s2')])).toBe('s3')
    const kind = {
      key: 'condition',
      branches: ['yes', 'no'],
      options: [],
      needs_conversation: false,
      costs: false,
    }
    expect(newStep(steps, kind)).toMatchObject({ id: 's4', branches: { yes: [], no: [] } })
    expect(allSteps(tree()).map(({ id }) => id)).toEqual(['a', 'q', 'b', 'c', 'd', 'e'])
  })
})

it('fills the gaps that it knows', () => {
  expect(fillVariables('Oi, {{nome}}! {{ clinica }} {{outra}}', { nome: 'Ana', clinica: 'Aurora' })).toBe(
    'Oi, Ana! Aurora {{outra}}',
  )
})
