import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openAgenda } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import {
  after,
  created,
  publish,
  runs,
  task,
  tell,
  walked,
  work,
  workflow,
  type Step,
} from '../support/workflows.ts'

const db = await createDatabase()

type Shape = { kind: 'task' | 'wait' } | { kind: 'condition'; value: boolean; yes: Shape[]; no: Shape[] }

const { shapes } = fc.letrec<{ shape: Shape; shapes: Shape[] }>((tie) => ({
  shape: fc.oneof(
    { depthSize: 'small', withCrossShrink: true, maxDepth: 3 },
    fc.record({ kind: fc.constantFrom('task' as const, 'wait' as const) }),
    fc.record({
      kind: fc.constant('condition' as const),
      value: fc.boolean(),
      yes: tie('shapes'),
      no: tie('shapes'),
    }),
  ),
  shapes: fc.array(tie('shape'), { maxLength: 4 }),
}))

/** The tree of a shape; every step has an id of its own. */
function build(list: Shape[], counter = { n: 0 }): Step[] {
  return list.map((shape) => {
    const id = `s${(counter.n += 1)}`
    if (!('yes' in shape))
      return shape.kind === 'task' ? task(id) : { id, kind: 'wait', options: { minutes: 5 } }
    return {
      id,
      kind: 'condition',
      options: { field: 'patient.is_known', op: 'is', value: shape.value },
      branches: { yes: build(shape.yes, counter), no: build(shape.no, counter) },
    }
  })
}

/** What a person would read from the tree: Ana is a known patient. */
const model = (steps: Step[]): string[] =>
  steps.flatMap((step) => {
    if (step.kind !== 'condition') return [`${step.id} done`]
    const way = step.options!['value'] ? 'yes' : 'no'
    return [`${step.id} done ${way}`, ...model(step.branches![way]!)]
  })

it('walks any tree as it reads', async () => {
  await fc.assert(
    fc.asyncProperty(
      shapes.filter((list) => list.length > 0 && JSON.stringify(list).split('kind').length < 40),
      (list) =>
        db.rolledBack(async (session) => {
          const steps = build(list)
          await openAgenda(session)
          await publish(session, workflow(steps))
          await tell(session, created())
          for (let minutes = 0; minutes < 300; minutes += 5) {
            await work(session, after(minutes))
            if ((await runs(session))[0]!.state === 'done') break
          }
          expect(await walked(session)).toEqual(model(steps))
        }),
    ),
    { numRuns: 15 },
  )
}, 60_000)
