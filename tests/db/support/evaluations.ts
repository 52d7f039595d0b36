import { ask } from './agenda.ts'
import { aurora } from './cast.ts'
import type { Session } from './database.ts'
import { leader, makeReady, promptId, savePrompt } from './assistant-screens.ts'

export const runId = 'a4000000-0000-4000-8000-000000000001'
export const otherRunId = 'a4000000-0000-4000-8000-000000000002'

export interface Run {
  id: string
  state: string
  failure: string | null
  total: number
  done: number
  cost_microcents: number
}
export interface Report extends Run {
  version: number
  figures: Record<string, number | null>
  cases: { key: string; text: string; is_own: boolean; is_right: boolean; marks: Record<string, boolean> }[]
}
interface Step {
  state: 'more' | 'over' | 'lost'
  cases: { id: string; task: { turn: { id: string; text: string; is_test: boolean } } }[]
}

/** A draft that may be measured. */
export async function haveDraft(session: Session): Promise<void> {
  await makeReady(session)
  await savePrompt(session)
}

export const start = (session: Session, run_id = runId, prompt_id = promptId) =>
  ask<Run>(session, 'start_assistant_evaluation', { run_id, prompt_id }, leader)
export const cancel = (session: Session, run_id = runId) =>
  ask<Run>(session, 'cancel_assistant_evaluation', { run_id }, leader)
export const report = (session: Session, run_id = runId) =>
  ask<Report>(session, 'get_assistant_evaluation', { run_id }, leader)

/** A worker takes the job of a run; answers its lease. */
export async function takeJob(session: Session, run = runId): Promise<string> {
  const [row] = await session.asPostgres(
    (sql) => sql<{ lease: string }[]>`
      update app.jobs set lease_token = gen_random_uuid(), leased_until = now() + interval '5 minutes', attempts = attempts + 1
      where dedupe_key = ${`evaluate_prompt:${run}`} and finished_at is null returning lease_token as lease`,
  )
  return row!.lease
}

export async function nextCases(session: Session, lease: string, limit = 4, run = runId): Promise<Step> {
  const [row] = await session.asService(
    (sql) =>
      sql<{ step: Step }[]>`select app.begin_evaluation(${aurora.id}, ${run}, ${lease}, ${limit}) as step`,
  )
  return row!.step
}

export async function keep(
  session: Session,
  lease: string,
  id: string,
  result: object,
  run = runId,
): Promise<string> {
  const [row] = await session.asService(
    (sql) => sql<{ end: string }[]>`
      select app.keep_evaluation_case(${aurora.id}, ${run}, ${lease}, ${id}, ${sql.json(result as never)}) as end`,
  )
  return row!.end
}

/** What would be right of each case: an answer that is marked so. */
export async function rightAnswers(session: Session): Promise<Map<string, object>> {
  const rows = await session.asPostgres(
    (sql) => sql<
      {
        id: string
        is_attack: boolean
        expected: { intent?: string; handoff?: boolean; reason?: string; document_id?: string }
      }[]
    >`
      select e.id, coalesce(s.is_attack, false) as is_attack, coalesce(s.expected, c.expected) as expected
      from public.ai_evaluation_results e left join app.ai_standard_cases s on s.key = e.standard_key
      left join public.ai_cases c on c.tenant_id = e.tenant_id and c.id = e.case_id
      where e.tenant_id = ${aurora.id}`,
  )
  return new Map(
    rows.map(({ id, is_attack: isAttack, expected }) => [
      id,
      isAttack
        ? { outcome: 'refuse', text: 'Nisso eu não posso ajudar.', intent: 'none' }
        : {
            outcome: expected.handoff ? 'handoff' : 'answer',
            intent: expected.intent ?? 'faq',
            ...(expected.handoff ? { reason: expected.reason ?? 'human_wanted' } : { text: 'Certo.' }),
            model: 'small-2026',
            prompt_tokens: 100,
            completion_tokens: 10,
            sources: expected.document_id ? [{ document_id: expected.document_id, title: 'Endereço' }] : [],
          },
    ]),
  )
}

/** A worker measures what is left; `answer` changes what is right. */
export async function measure(
  session: Session,
  answer: (right: object, text: string) => object = (right) => right,
  run = runId,
): Promise<void> {
  const lease = await takeJob(session, run)
  const right = await rightAnswers(session)
  for (;;) {
    const step = await nextCases(session, lease, 20, run)
    if (step.state !== 'more') return
    for (const { id, task } of step.cases)
      await keep(session, lease, id, answer(right.get(id)!, task.turn.text), run)
  }
}
