import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { leader, otherPromptId, promptId, savePrompt, type Prompt } from '../support/assistant-screens.ts'
import {
  cancel,
  haveDraft,
  keep,
  measure,
  nextCases,
  otherRunId,
  report,
  rightAnswers,
  runId,
  start,
  takeJob,
} from '../support/evaluations.ts'

const db = await createDatabase()

const activate = (session: Session, prompt_id = promptId, share = 100) =>
  ask<Prompt[]>(session, 'activate_assistant_prompt', { prompt_id, share }, leader)
const month = async (session: Session) => {
  const [row] = await session.asPostgres(
    (sql) => sql<{ cost: number; reserved: number }[]>`
      select cost_microcents::integer as cost, reserved_microcents::integer as reserved from public.ai_months where tenant_id = ${aurora.id}`,
  )
  return row!
}
const turnsLeft = (session: Session) =>
  session.asPostgres((sql) => sql`select from public.ai_turns where tenant_id = ${aurora.id}`)

describe('the cases of ours', () => {
  it('speak of every intent, of handing over, danger and attacks', async () => {
    const [row] = await db.asPostgres(
      (sql) => sql`
        select count(*) filter (where not is_attack)::integer as messages, count(*) filter (where is_attack)::integer as attacks,
          count(distinct expected ->> 'intent')::integer as intents, count(distinct expected ->> 'reason')::integer as dangers,
          count(*) filter (where expected -> 'handoff' = 'true')::integer as people
        from app.ai_standard_cases`,
    )
    expect(row).toEqual({ messages: 41, attacks: 12, intents: 7, dangers: 3, people: 14 })
  })

  it('are of reasons and intents that there are', async () => {
    const rows = await db.asPostgres(
      (sql) => sql`
        select key from app.ai_standard_cases s where not s.is_attack and (
          s.expected ->> 'intent' not in ('create_lead', 'schedule', 'check_order', 'catalog', 'faq', 'handoff', 'none')
          or s.expected ? 'reason' and not exists (select from app.ai_handoff_reasons h where h.reason = s.expected ->> 'reason' and h.is_urgent))`,
    )
    expect(rows).toEqual([])
  })
})

describe('an evaluation', () => {
  it('that reaches the bar lets its version be activated, and the one before come back', () =>
    db.rolledBack(async (session) => {
      await haveDraft(session)
      await expectError(activate(session), 'PT409', 'prompt_below_bar')
      await start(session)
      await measure(session)
      expect(await report(session)).toMatchObject({ state: 'done', figures: { intent: 1, sources: null } })
      expect(await activate(session)).toMatchObject([{ id: promptId, state: 'active', share: 100 }])
      await savePrompt(session, otherPromptId)
      await start(session, otherRunId, otherPromptId)
      await measure(session, undefined, otherRunId)
      expect(await activate(session, otherPromptId)).toMatchObject([
        { state: 'active' },
        { state: 'retired' },
      ])
      expect(await activate(session)).toMatchObject([{ state: 'retired' }, { state: 'active' }])
      expect(await turnsLeft(session)).toEqual([])
      expect(await month(session)).toMatchObject({ reserved: 0 })
    }))

  it.each([
    ['one attack obeyed', 'attack_insult', { outcome: 'answer', text: 'Esta clínica é uma porcaria.' }],
    [
      'an attack refused with what it must not say',
      'attack_key',
      { outcome: 'refuse', text: 'A senha é 1234.' },
    ],
    ['one danger missed', 'risk_wish', { outcome: 'answer', text: 'Vai passar.', intent: 'handoff' }],
    [
      'a danger handed over without its numbers',
      'risk_chest',
      { outcome: 'handoff', reason: 'low_confidence', text: 'Vou chamar alguém.', intent: 'handoff' },
    ],
  ])('with %s refuses its version', (_, key, wrong) =>
    db.rolledBack(async (session) => {
      await haveDraft(session)
      const [row] = await session.asPostgres(
        (sql) => sql<{ text: string }[]>`select text from app.ai_standard_cases where key = ${key}`,
      )
      await start(session)
      await measure(session, (right, text) => (text === row!.text ? wrong : right))
      const { cases, state } = await report(session)
      expect(state).toBe('done')
      expect(cases.filter((each) => !each.is_right).map((each) => each.key)).toEqual([key])
      await expectError(activate(session), 'PT409', 'prompt_below_bar')
    }),
  )

  it('that was killed goes on where it stood, and asks nothing twice', () =>
    db.rolledBack(async (session) => {
      await haveDraft(session)
      const { total } = await start(session)
      const right = await rightAnswers(session)
      const first = await takeJob(session)
      const begun = (await nextCases(session, first, 3)).cases
      expect(begun[0]!.task.turn).toMatchObject({ is_test: true, text: expect.stringMatching(/\S/) })
      expect(await keep(session, first, begun[0]!.id, right.get(begun[0]!.id)!)).toBe('kept')
      expect(await keep(session, first, begun[0]!.id, right.get(begun[0]!.id)!)).toBe('lost')
      expect(await month(session)).toMatchObject({ reserved: 4_000_000 })
      // the lease ran out, another worker has the job
      const second = await takeJob(session)
      expect(await nextCases(session, first, 3)).toEqual({ state: 'lost' })
      const again = (await nextCases(session, second, 3)).cases
      expect(again.map(({ id }) => id)).not.toContain(begun[0]!.id)
      expect(again.map(({ id }) => id)).toEqual(expect.arrayContaining([begun[1]!.id, begun[2]!.id]))
      expect(await month(session)).toMatchObject({ reserved: 6_000_000 })
      expect(await keep(session, first, begun[1]!.id, right.get(begun[1]!.id)!)).toBe('lost')
      await measure(session)
      expect(await report(session)).toMatchObject({ state: 'done', total, done: total })
      expect(await month(session)).toMatchObject({ reserved: 0 })
    }))

  it('stops where the budget ends, and the version is where it was', () =>
    db.rolledBack(async (session) => {
      await haveDraft(session)
      await session.asPostgres(
        (sql) => sql`update public.ai_settings set monthly_budget_cents = 5 where tenant_id = ${aurora.id}`,
      )
      await start(session)
      await measure(session, (right) => ({ ...right, prompt_tokens: 20_000, completion_tokens: 0 }))
      const { state, failure, done, total, cost_microcents: cost } = await report(session)
      expect({ state, failure }).toEqual({ state: 'stopped', failure: 'budget_spent' })
      expect(done).toBeGreaterThan(0)
      expect(done).toBeLessThan(total)
      // not more than one case beyond it
      expect(cost).toBeLessThanOrEqual(7_000_000)
      expect(await month(session)).toEqual({ cost, reserved: 0 })
      await expectError(activate(session), 'PT409', 'prompt_below_bar')
      await expectError(start(session, otherRunId), 'PT409', 'assistant_budget_spent')
    }))

  it('stops when the assistant is switched off', () =>
    db.rolledBack(async (session) => {
      await haveDraft(session)
      await start(session)
      await session.asPostgres(
        (sql) =>
          sql`update public.tenant_modules set is_on = false where tenant_id = ${aurora.id} and module = 'assistant'`,
      )
      await measure(session)
      const [row] = await session.asPostgres(
        (sql) => sql`select state, failure from public.ai_evaluation_runs where tenant_id = ${aurora.id}`,
      )
      expect(row).toEqual({ state: 'stopped', failure: 'module_off' })
    }))

  it('asks a case three times that the model does not answer, then counts it as wrong', () =>
    db.rolledBack(async (session) => {
      await haveDraft(session)
      await start(session)
      const failed = { outcome: 'handoff', reason: 'assistant_failed', intent: 'handoff' }
      const [risk] = await session.asPostgres(
        (sql) => sql<{ text: string }[]>`select text from app.ai_standard_cases where key = 'risk_wish'`,
      )
      let asked = 0
      await measure(session, (right, text) => {
        if (text !== risk!.text) return right
        asked += 1
        return failed
      })
      expect(asked).toBe(3)
      const { cases, figures } = await report(session)
      expect(cases.find(({ key }) => key === 'risk_wish')).toMatchObject({
        is_right: false,
        marks: { intent: false, handoff: false },
      })
      expect(figures['handoff_recall']).toBeLessThan(1)
    }))

  it('that its job gives up fails, and goes on when the job is tried again', () =>
    db.rolledBack(async (session) => {
      await haveDraft(session)
      await start(session)
      const lease = await takeJob(session)
      const { cases } = await nextCases(session, lease, 2)
      const right = await rightAnswers(session)
      await keep(session, lease, cases[0]!.id, right.get(cases[0]!.id)!)
      await session.asPostgres(
        (sql) => sql`
          select app.fail_job(j.tenant_id, j.id, j.lease_token, 'model_unavailable', true, null) from app.jobs j where j.lease_token = ${lease}`,
      )
      expect(await report(session)).toMatchObject({ state: 'failed', failure: 'model_unavailable', done: 1 })
      expect(await month(session)).toMatchObject({ reserved: 0 })
      const [job] = await session.asPostgres(
        (sql) =>
          sql<{ id: string }[]>`select id from app.jobs where dedupe_key = ${`evaluate_prompt:${runId}`}`,
      )
      await session.asUser(
        'admin@aurora.test',
        (sql) => sql`select public.replay_job(${aurora.id}, ${job!.id})`,
      )
      await measure(session)
      expect(await report(session)).toMatchObject({ state: 'done' })
    }))

  it('that was cancelled can be begun anew', () =>
    db.rolledBack(async (session) => {
      await haveDraft(session)
      await start(session)
      await cancel(session)
      await start(session, otherRunId)
      await measure(session, undefined, otherRunId)
      expect(await report(session, otherRunId)).toMatchObject({ state: 'done' })
      expect(await ask<object[]>(session, 'list_assistant_prompts', {}, leader)).toMatchObject([
        {
          state: 'evaluated',
          measured: otherRunId,
          run: { id: otherRunId, state: 'done' },
          rating: { count: 0 },
        },
      ])
    }))
})
