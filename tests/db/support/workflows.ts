import { ask, patients } from './agenda.ts'
import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'

export interface Step {
  id: string
  kind: string
  options?: Record<string, unknown>
  branches?: Record<string, Step[]>
}

export interface Definition {
  trigger: { kind: string; options: Record<string, unknown> }
  settings: { purpose: string; max_per_day: number }
  steps: Step[]
}

export interface Workflow {
  id: string
  status: string
  draft_version: number
  version: number | null
  has_changes: boolean
  secret: string | null
  problems: { step_id: string | null; field: string; code: string }[]
  versions: { version: number; published_by_name: string }[]
}

export interface Run {
  id: string
  workflow_id: string
  version: number
  state: string
  reason: string | null
  title: string | null
  step_id: string | null
  next_at: string | null
  credits: number | null
  steps: {
    id: string
    step_id: string
    kind: string
    state: string
    branch: string | null
    result: Record<string, string>
    attempts: number
  }[]
}

export const leader: Email = 'supervisor@aurora.test'
/** A Monday noon of Aurora, whose agenda the tests write. */
export const noon = '2030-01-07T15:00:00Z'
export const after = (minutes: number, from = noon) =>
  new Date(Date.parse(from) + minutes * 60_000).toISOString()

/** A definition with what a test does not care about. */
export const workflow = (
  steps: Step[],
  kind = 'patient.created',
  options: Record<string, unknown> = {},
  settings: Partial<Definition['settings']> = {},
): Definition => ({
  trigger: { kind, options },
  settings: { purpose: 'service', max_per_day: 5, ...settings },
  steps,
})

export const task = (id: string, title = 'Ligar para {{nome}}'): Step => ({
  id,
  kind: 'add_task',
  options: { title, assignee_id: null, due_in_days: 0 },
})
export const say = (id: string, body = 'Olá, {{nome}}!'): Step => ({
  id,
  kind: 'send_message',
  options: { body, any_hour: true },
})

export const save = (session: Session, definition: unknown, args = {}, as: Email = leader) =>
  ask<Workflow>(session, 'save_workflow', { id: null, name: 'Um fluxo', definition, ...args }, as)

/** A workflow that runs. */
export async function publish(session: Session, definition: Definition): Promise<Workflow> {
  const { id } = await save(session, definition)
  return ask<Workflow>(session, 'publish_workflow', { id }, leader)
}

/** What an event starts; how many. */
export async function tell(session: Session, event: Record<string, unknown>, now = noon): Promise<number> {
  const [row] = await session.asService(
    (sql) => sql<{ started: number }[]>`
      select app.start_workflows(${aurora.id}, ${sql.json(event as never)}, ${now}) as started`,
  )
  return row!.started
}

/** That Ana, or another patient, is new. */
export const created = (patient = patients.ana as string) => ({
  event: 'patient.created',
  patient_id: patient,
})

/** Does one step at a moment. */
export async function step(session: Session, id: string, now = noon): Promise<Record<string, unknown>> {
  const [row] = await session.asService(
    (sql) => sql<{ answer: Record<string, unknown> }[]>`
      select app.run_workflow_step(${aurora.id}, ${id}, ${now}) as answer`,
  )
  return row!.answer
}

/** Does what is due at a moment, as the worker does, one after the other. */
export async function work(session: Session, now = noon): Promise<void> {
  for (;;) {
    const due = await session.asService(
      (sql) => sql<{ id: string }[]>`
        select s.id from public.workflow_steps s join public.workflow_runs r on r.tenant_id = s.tenant_id and r.id = s.run_id
        where s.tenant_id = ${aurora.id} and s.state in ('queued', 'waiting') and s.run_at <= ${now} and r.state = 'running'
          and s.kind <> 'webhook'`,
    )
    if (due.length === 0) return
    for (const { id } of due) await step(session, id, now)
  }
}

export const runs = (session: Session, args = {}, as: Email = leader) =>
  ask<Run[]>(session, 'list_workflow_runs', args, as)
export const runOf = (session: Session, id: string, as: Email = leader) =>
  ask<Run>(session, 'get_workflow_run', { id }, as)

/** The steps of the only run as "id state branch". */
export async function walked(session: Session): Promise<string[]> {
  const [run] = await runs(session)
  const { steps } = await runOf(session, run!.id)
  return steps.map(({ step_id, state, branch }) => [step_id, state, branch].filter(Boolean).join(' '))
}
