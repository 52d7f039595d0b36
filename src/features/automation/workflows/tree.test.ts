import { describe, expect, it } from 'vitest'
import {
  allSteps,
  branchBeside,
  fillVariables,
  findStep,
  freshId,
  insertStep,
  moveAcross,
  moveStep,
  newStep,
  removeStep,
  replaceStep,
  stepBeside,
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
      needs_person: false,
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

const branchesOf = ({ branches }: WorkflowStep) => Object.keys(branches ?? {})

describe('a step that is moved sideways', () => {
  const across = (id: string, by: -1 | 1, steps = tree()) => drawn(moveAcross(steps, id, by, branchesOf))

  it('enters the step beside it that parts: the one below first, at its top', () => {
    expect(across('a', 1)).toBe('q(a b c|d) e')
    expect(across('e', 1)).toBe('a q(b c e|d)')
  })

  it('goes from branch to branch and back out', () => {
    expect(across('b', 1)).toBe('a q(c|b d) e')
    expect(across('d', -1)).toBe('a q(b c d|) e')
    expect(across('b', -1)).toBe('a b q(c|d) e')
  })

  it('stays where there is nothing', () => {
    expect(moveAcross(tree(), 'd', 1, branchesOf)).toBeNull()
    expect(moveAcross(tree(), 'a', -1, branchesOf)).toBeNull()
    expect(moveAcross([step('a'), step('b')], 'a', 1, branchesOf)).toBeNull()
  })
})

describe('the arrow keys', () => {
  const from = (id: string, way: 'up' | 'down' | 'left' | 'right') => stepBeside(tree(), id, way, branchesOf)

  it('go through all steps from top to bottom', () => {
    const seen = ['a']
    for (;;) {
      const next = from(seen.at(-1)!, 'down')
      if (!next || !('stepId' in next)) break
      seen.push(next.stepId)
    }
    expect(seen).toEqual(['a', 'q', 'b', 'c', 'd', 'e'])
    expect(from('b', 'up')).toEqual({ stepId: 'q' })
    expect(from('a', 'up')).toBeNull()
  })

  it('enter a branch, cross to the next and come out again', () => {
    expect(from('q', 'right')).toEqual({ stepId: 'b' })
    expect(from('c', 'right')).toEqual({ stepId: 'd' })
    expect(from('d', 'left')).toEqual({ stepId: 'b' })
    expect(from('b', 'left')).toEqual({ stepId: 'q' })
    expect(from('d', 'right')).toBeNull()
    expect(from('a', 'right')).toBeNull()
  })

  it('stop at the plus of a branch that is empty', () => {
    const steps = [step('q', { yes: [], no: [step('d')] })]
    expect(stepBeside(steps, 'q', 'right', branchesOf)).toEqual({ parentId: 'q', branch: 'yes' })
    expect(stepBeside(steps, 'd', 'left', branchesOf)).toEqual({ parentId: 'q', branch: 'yes' })
    const empty = { parentId: 'q', branch: 'yes' }
    expect(branchBeside(steps, empty, 'right', branchesOf)).toEqual({ stepId: 'd' })
    expect(branchBeside(steps, empty, 'left', branchesOf)).toEqual({ stepId: 'q' })
  })
})
