import type { StepKind, WorkflowDefinition, WorkflowOptions, WorkflowStep } from './types'

/** A place between steps: in which list, and before which of it. */
export interface Place {
  /** The step whose branch it is; null for the workflow's own steps. */
  parentId: string | null
  branch: string | null
  index: number
}

/** Every step of a tree, from top to bottom. */
export function allSteps(steps: readonly WorkflowStep[]): WorkflowStep[] {
  return steps.flatMap((step) => [step, ...Object.values(step.branches ?? {}).flatMap(allSteps)])
}

export function findStep(steps: readonly WorkflowStep[], id: string): WorkflowStep | null {
  return allSteps(steps).find((step) => step.id === id) ?? null
}

/** Where a step stands. */
function placeOf(
  steps: readonly WorkflowStep[],
  id: string,
  parentId: string | null = null,
  branch: string | null = null,
): Place | null {
  const index = steps.findIndex((step) => step.id === id)
  if (index >= 0) return { parentId, branch, index }
  for (const step of steps) {
    for (const [name, list] of Object.entries(step.branches ?? {})) {
      const found = placeOf(list, id, step.id, name)
      if (found) return found
    }
  }
  return null
}

/** The steps with one list of them changed. */
function changeList(
  steps: readonly WorkflowStep[],
  { parentId, branch }: Pick<Place, 'parentId' | 'branch'>,
  change: (list: readonly WorkflowStep[]) => WorkflowStep[],
): WorkflowStep[] {
  if (parentId === null) return change(steps)
  return steps.map((step) => {
    if (!step.branches) return step
    const branches = Object.fromEntries(
      Object.entries(step.branches).map(([name, list]) => [
        name,
        step.id === parentId && name === branch
          ? change(list)
          : changeList(list, { parentId, branch }, change),
      ]),
    )
    return { ...step, branches }
  })
}

export function insertStep(steps: readonly WorkflowStep[], place: Place, step: WorkflowStep): WorkflowStep[] {
  return changeList(steps, place, (list) => list.toSpliced(place.index, 0, step))
}

/** Without a step, and without what stood in its branches. */
export function removeStep(steps: readonly WorkflowStep[], id: string): WorkflowStep[] {
  const place = placeOf(steps, id)
  return place ? changeList(steps, place, (list) => list.toSpliced(place.index, 1)) : [...steps]
}

export function replaceStep(steps: readonly WorkflowStep[], step: WorkflowStep): WorkflowStep[] {
  const place = placeOf(steps, step.id)
  return place ? changeList(steps, place, (list) => list.toSpliced(place.index, 1, step)) : [...steps]
}

/**
 * A step one place up or down, with all that stands in its branches. At the end of a branch it leaves it: to before or
 * after the step that parts. Null when there is nowhere to go.
 */
export function moveStep(steps: readonly WorkflowStep[], id: string, by: -1 | 1): WorkflowStep[] | null {
  const place = placeOf(steps, id)
  const step = findStep(steps, id)
  if (!place || !step) return null
  const rest = removeStep(steps, id)
  const size = listAt(rest, place).length
  const index = place.index + by
  if (index >= 0 && index <= size) return insertStep(rest, { ...place, index }, step)
  const parent = place.parentId === null ? null : placeOf(rest, place.parentId)
  return parent && insertStep(rest, { ...parent, index: by < 0 ? parent.index : parent.index + 1 }, step)
}

/** The branches of a step in the order in which they stand on screen. */
export type BranchesOf = (step: WorkflowStep) => string[]

/**
 * A step moved sideways, with all that stands in its branches: in a branch to the next one of the same step, and out of
 * it at the left; outside, to the right into the step beside it that parts. Null when there is nowhere to go.
 */
export function moveAcross(
  steps: readonly WorkflowStep[],
  id: string,
  by: -1 | 1,
  branchesOf: BranchesOf,
): WorkflowStep[] | null {
  const place = placeOf(steps, id)
  const step = findStep(steps, id)
  if (!place || !step) return null
  const rest = removeStep(steps, id)
  const parent = place.parentId === null ? null : findStep(steps, place.parentId)
  if (parent) {
    const names = branchesOf(parent)
    const branch = names[names.indexOf(place.branch ?? '') + by]
    if (branch !== undefined) {
      const size = listAt(rest, { ...place, branch }).length
      return insertStep(rest, { parentId: parent.id, branch, index: by > 0 ? 0 : size }, step)
    }
    const outside = by < 0 ? placeOf(rest, parent.id) : null
    return outside && insertStep(rest, outside, step)
  }
  if (by < 0) return null
  const beside = listAt(rest, place)
  const [after, before] = [beside[place.index], beside[place.index - 1]]
  const target = [after, before].find((one) => one && branchesOf(one).length > 0)
  const branch = target && branchesOf(target)[0]
  if (!target || branch === undefined) return null
  const index = target === after ? 0 : listAt(rest, { parentId: target.id, branch, index: 0 }).length
  return insertStep(rest, { parentId: target.id, branch, index }, step)
}

/**
 * Where the arrow keys lead from a step: up and down along the screen, right into a branch or over to the next one, left
 * back to the one before or out. An empty branch is where a step could be added.
 */
export function stepBeside(
  steps: readonly WorkflowStep[],
  id: string,
  way: 'up' | 'down' | 'left' | 'right',
  branchesOf: BranchesOf,
): { stepId: string } | { parentId: string; branch: string } | null {
  const all = allSteps(steps)
  if (way === 'up' || way === 'down') {
    const next = all[all.findIndex((step) => step.id === id) + (way === 'up' ? -1 : 1)]
    return next ? { stepId: next.id } : null
  }
  const step = findStep(steps, id)
  const own = step ? branchesOf(step)[0] : undefined
  if (way === 'right' && step && own !== undefined) return topOf(step, own)
  const place = placeOf(steps, id)
  return place && branchBeside(steps, place, way, branchesOf)
}

/** Where left and right lead from a branch: into the one beside it, at the left end back to its step. */
export function branchBeside(
  steps: readonly WorkflowStep[],
  place: Pick<Place, 'parentId' | 'branch'>,
  way: 'left' | 'right',
  branchesOf: BranchesOf,
): { stepId: string } | { parentId: string; branch: string } | null {
  const parent = place.parentId === null ? null : findStep(steps, place.parentId)
  if (!parent) return null
  const names = branchesOf(parent)
  const branch = names[names.indexOf(place.branch ?? '') + (way === 'right' ? 1 : -1)]
  if (branch !== undefined) return topOf(parent, branch)
  return way === 'left' ? { stepId: parent.id } : null
}

function topOf(
  parent: WorkflowStep,
  branch: string,
): { stepId: string } | { parentId: string; branch: string } {
  const first = parent.branches?.[branch]?.[0]
  return first ? { stepId: first.id } : { parentId: parent.id, branch }
}

function listAt(steps: readonly WorkflowStep[], { parentId, branch }: Place): readonly WorkflowStep[] {
  if (parentId === null) return steps
  return findStep(steps, parentId)?.branches?.[branch ?? ''] ?? []
}

/** An id that no step of the tree has. */
export function freshId(steps: readonly WorkflowStep[]): string {
  const taken = new Set(allSteps(steps).map(({ id }) => id))
  let number = taken.size + 1
  while (taken.has(`s${number}`)) number += 1
  return `s${number}`
}

/** The answers that a question offers. */
export function choicesOf(options: WorkflowOptions): string[] {
  const { choices } = options
  return Array.isArray(choices) ? choices.filter((choice) => typeof choice === 'string') : []
}

/** The branches of a step that lead anywhere: of a question, those of its choices and the others. */
export function openBranches(step: WorkflowStep, names: readonly string[]): string[] {
  if (step.kind !== 'ask') return [...names]
  const count = choicesOf(step.options).length
  return names.filter((name) => {
    const place = /^choice_(\d+)$/.exec(name)?.[1]
    return place === undefined || Number(place) <= count || (step.branches?.[name]?.length ?? 0) > 0
  })
}

const FIRST_OPTIONS: Record<string, WorkflowOptions> = {
  send_message: { body: '', any_hour: false, template: null },
  ask: { body: '', choices: [], button: '', minutes: 1440, any_hour: false },
  add_task: { activity: 'task', title: '', assignee_id: null, due_in_days: 0 },
  assign: { user_id: null },
  tag: { tag_id: null },
  untag: { tag_id: null },
  move: { column: 'in_progress' },
  wait: { days: 1, minutes: 0, hour: null },
  wait_for_answer: { minutes: 1440 },
  condition: { field: 'patient.is_known', op: 'is', value: true },
  webhook: { url: '', note: '' },
  move_deal: { stage_id: null },
  notify: { user_id: null, text: '' },
}

/** A step of a kind as it is before somebody says more. */
export function newStep(steps: readonly WorkflowStep[], { key, branches }: StepKind): WorkflowStep {
  const step: WorkflowStep = { id: freshId(steps), kind: key, options: { ...FIRST_OPTIONS[key] } }
  return branches.length === 0
    ? step
    : { ...step, branches: Object.fromEntries(branches.map((b) => [b, []])) }
}

const FIRST_TRIGGER_OPTIONS: Record<string, WorkflowOptions> = {
  'message.received': { words: [], first_only: false, outside_hours: false },
  'conversation.tagged': { tag_id: null },
  'deal.moved': { stage_id: null },
  'session.attended': { first_only: false },
  birthday: { hour: 9 },
  'stock.expiring': { days: 30 },
}

/** A trigger of a kind as it is before somebody says more. */
export function newTrigger(kind: string): WorkflowDefinition['trigger'] {
  return { kind, options: { ...FIRST_TRIGGER_OPTIONS[kind] } }
}

/** A workflow that does nothing yet. */
export function emptyDefinition(triggerKind: string): WorkflowDefinition {
  return {
    trigger: newTrigger(triggerKind),
    settings: { purpose: 'service', max_per_day: 1 },
    steps: [],
  }
}

/** A text with its gaps filled. */
export function fillVariables(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{\s*([a-z_]+)\s*\}\}/g, (gap, name: string) => values[name] ?? gap)
}
