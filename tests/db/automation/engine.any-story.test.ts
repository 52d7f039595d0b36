import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ask, openAgenda } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { mariana, receive } from '../support/events.ts'
import { openWaitingList } from '../support/waiting-list.ts'
import {
  after,
  say,
  created,
  leader,
  publish,
  runs,
  save,
  step as doStep,
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

type Asked = { kind: 'task' | 'wait' | 'say' } | { kind: 'ask'; answers: boolean; yes: Asked[]; no: Asked[] }
/** What goes wrong, or what people do, while a run is on its way. */
const disturbances = ['twice', 'killed', 'paused', 'republished', 'told again', 'nothing'] as const

const talks = fc.letrec<{ talk: Asked; talks: Asked[] }>((tie) => ({
  talk: fc.oneof(
    { depthSize: 'small', withCrossShrink: true, maxDepth: 2 },
    fc.record({ kind: fc.constantFrom('task' as const, 'wait' as const, 'say' as const) }),
    fc.record({
      kind: fc.constant('ask' as const),
      answers: fc.boolean(),
      yes: tie('talks'),
      no: tie('talks'),
    }),
  ),
  talks: fc.array(tie('talk'), { maxLength: 3 }),
})).talks

/** The tree of a talk, and which of its questions get an answer. */
function compose(list: Asked[], answered = new Set<string>(), counter = { n: 0 }) {
  const steps = list.map((shape): Step => {
    const id = `s${(counter.n += 1)}`
    if (!('yes' in shape)) {
      if (shape.kind === 'task') return task(id)
      return shape.kind === 'say' ? say(id) : { id, kind: 'wait', options: { minutes: 5 } }
    }
    if (shape.answers) answered.add(id)
    return {
      id,
      kind: 'wait_for_answer',
      options: { minutes: 10 },
      branches: {
        answered: compose(shape.yes, answered, counter).steps,
        not_answered: compose(shape.no, answered, counter).steps,
      },
    }
  })
  return { steps, answered }
}

const retold = (steps: Step[], answered: Set<string>): string[] =>
  steps.flatMap((step) => {
    if (step.kind !== 'wait_for_answer') return [`${step.id} done`]
    const way = answered.has(step.id) ? 'answered' : 'not_answered'
    return [`${step.id} done ${way}`, ...retold(step.branches![way]!, answered)]
  })

const due = (session: Session, now: string) =>
  session.asService(
    (sql) => sql<{ id: string }[]>`
      select id from public.workflow_steps
      where tenant_id = ${aurora.id} and state in ('queued', 'waiting') and run_at <= ${now}`,
  )

async function disturb(
  session: Session,
  what: (typeof disturbances)[number],
  now: string,
  workflowId: string,
) {
  const [run] = await runs(session)
  if (!run || ['done', 'failed'].includes(run.state)) return
  if (what === 'told again') await tell(session, created(), now)
  if (what === 'twice') {
    for (const { id } of await due(session, now)) for (const _ of [1, 2]) await doStep(session, id, now)
  }
  if (what === 'killed') {
    for (const { id } of await due(session, now)) {
      await session
        .asService((sql) =>
          sql.savepoint(async (inner) => {
            await inner`select app.run_workflow_step(${aurora.id}, ${id}, ${now})`
            throw new Error('killed')
          }),
        )
        .catch(() => undefined)
    }
  }
  if (what === 'paused') {
    await ask(session, 'change_workflow_run', { id: run.id, act: 'pause' }, leader)
    for (const { id } of await due(session, now)) expect(await doStep(session, id, now)).toEqual({})
    await ask(session, 'change_workflow_run', { id: run.id, act: 'resume' }, leader)
  }
  if (what === 'republished') {
    await save(session, workflow([task(`other_${now.replace(/\D/g, '')}`)]), { id: workflowId })
    await ask(session, 'publish_workflow', { id: workflowId }, leader)
  }
}

/** The person answers the question that a run waits at, when they are one who does; the event is told twice. */
async function answer(session: Session, answered: Set<string>, now: string) {
  const [run] = await runs(session)
  if (run?.state !== 'waiting' || !answered.has(run.step_id!)) return
  await receive(session, {
    provider_message_id: `A-${run.step_id}`,
    body: 'Sim',
    address: { phone: mariana },
    occurred_at: now,
  })
  const [message] = await session.asPostgres(
    (sql) => sql<{ id: string }[]>`
      select id from public.conversation_messages where provider_message_id = ${`A-${run.step_id}`}`,
  )
  for (const _ of [1, 2]) await tell(session, { event: 'message.received', message_id: message!.id }, now)
}

it('comes to the end that its version says, whatever happens on the way, and does everything once', async () => {
  await fc.assert(
    fc.asyncProperty(
      talks.filter((list) => list.length > 0 && JSON.stringify(list).split('kind').length < 16),
      fc.array(fc.constantFrom(...disturbances), { minLength: 12, maxLength: 12 }),
      (list, fates) =>
        db.rolledBack(async (session) => {
          const { steps, answered } = compose(list)
          await openWaitingList(session, null)
          const { id } = await publish(session, workflow(steps))
          await tell(session, created())
          for (let tick = 0; tick < 60; tick += 1) {
            await disturb(session, fates[tick % fates.length]!, after(tick * 5), id)
            await work(session, after(tick * 5))
            await answer(session, answered, after(tick * 5 + 1))
            if ((await runs(session))[0]!.state === 'done') break
          }
          const expected = retold(steps, answered)
          expect(await walked(session)).toEqual(expected)
          expect(await runs(session)).toMatchObject([{ state: 'done', version: 1 }])
          const kinds = new Map(allOf(steps).map((step) => [step.id, step.kind]))
          const done = (kind: string) =>
            expected.filter((line) => kinds.get(line.split(' ')[0]!) === kind).length
          const [made] = await session.asPostgres(
            (sql) => sql<{ tasks: number; messages: number }[]>`
              select (select count(*)::int from public.tasks) as tasks, (
                select count(*)::int from public.conversation_messages where origin = 'automation') as messages`,
          )
          expect(made).toEqual({ tasks: done('add_task'), messages: done('send_message') })
        }),
    ),
    { numRuns: 12 },
  )
}, 120_000)

const allOf = (steps: Step[]): Step[] =>
  steps.flatMap((step) => [step, ...Object.values(step.branches ?? {}).flatMap(allOf)])
