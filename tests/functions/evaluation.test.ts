import { Hono } from 'hono'
import { beforeEach, describe, expect, test } from 'vitest'
import { demoModelKey, modelRoutes } from '../../local/simulators/model/routes.ts'
import { evaluatePrompt } from '../../supabase/functions/_shared/ai/jobs/evaluate-prompt.ts'
import type { EvaluationService } from '../../supabase/functions/_shared/ai/evaluation-database.ts'
import { assistantOf } from '../../supabase/functions/_shared/ai/wiring.ts'
import { createWorker } from '../../supabase/functions/_shared/platform/jobs.ts'
import { createHandler as createConnect } from '../../supabase/functions/connect-assistant/handler.ts'
import { switchOn } from '../db/support/assistant.ts'
import { aurora } from '../db/support/cast.ts'
import { leader, promptId } from '../db/support/assistant-screens.ts'
import { runId } from '../db/support/evaluations.ts'
import { command, createFunctions } from './support/functions.ts'

/** The model of the simulators, and what was asked of it. */
const simulator = new Hono().route('/v1', modelRoutes())
const asked: string[] = []
const functions = await createFunctions(async (url, init) => {
  if (!url.startsWith('https://model.test/')) throw new Error(`nobody speaks with ${url}`)
  asked.push(String(init.body))
  return await simulator.request(url.replace('https://model.test', ''), init as RequestInit)
})
const { deps, platform, testDatabase: db } = functions
const parts = {
  ...assistantOf({ ...platform, pause: () => Promise.resolve() }, () => Promise.resolve(['93.184.216.34'])),
  auth: deps.auth,
  secrets: platform.secrets,
  now: platform.now,
  pause: () => Promise.resolve(),
  log: platform.log,
}
const connect = createConnect(parts)

let woken = 0
const workerOf = (changes: Partial<Parameters<typeof evaluatePrompt>[0]> = {}) =>
  createWorker({
    database: platform.queue,
    handlers: {
      evaluate_prompt: evaluatePrompt({
        ...parts,
        wake: () => {
          woken += 1
        },
        now: () => new Date(),
        casesAtOnce: 8,
        ...changes,
      }),
    },
    log: platform.log,
    now: () => new Date(),
  })
const work = async (changes: Parameters<typeof workerOf>[0] = {}) => {
  await db.asPostgres(async (sql) => {
    await sql`delete from app.jobs where kind <> 'evaluate_prompt'`
    await sql`update app.jobs set run_at = now() - interval '1 second', leased_until = null where finished_at is null`
  })
  return await workerOf(changes)()
}

interface Run {
  state: string
  failure: string | null
  done: number
  total: number
  cost_microcents: number
  figures: Record<string, number | null>
  cases: { key: string; outcome: string; reason: string | null; answer: string; is_right: boolean }[]
}
async function report(): Promise<Run> {
  const [row] = await db.asUser(
    leader,
    (sql) => sql<{ value: Run }[]>`select public.get_assistant_evaluation(${aurora.id}, ${runId}) as value`,
  )
  return row!.value
}

/** A version waits to be measured with this model. */
async function begin(model = 'demo-model'): Promise<void> {
  const body = {
    tenant_id: aurora.id,
    base_url: 'https://model.test/v1',
    model: 'demo-model',
    fallback_model: null,
    embedding_model: null,
    api_key: demoModelKey,
  }
  expect((await connect(await command('connect-assistant', 'admin@aurora.test', body))).status).toBe(200)
  await db.asPostgres(
    (sql) => sql`update public.ai_settings set model = ${model} where tenant_id = ${aurora.id}`,
  )
  await db.asUser(leader, async (sql) => {
    await sql`select public.save_assistant_prompt(${aurora.id}, ${promptId}, 'Primeira', 'Seja breve.')`
    await sql`select public.start_assistant_evaluation(${aurora.id}, ${runId}, ${promptId})`
  })
  asked.length = 0
}

beforeEach(async () => {
  woken = 0
  await db.asPostgres(async (sql) => {
    await sql`delete from app.jobs`
    await sql`delete from public.ai_prompts where tenant_id = ${aurora.id}`
    await sql`delete from public.ai_turns where tenant_id = ${aurora.id}`
    await sql`delete from public.ai_months where tenant_id = ${aurora.id}`
    await sql`delete from app_private.assistant_credentials`
  })
  await switchOn(db)
})

describe('evaluate_prompt', () => {
  test('measures a version with every case; nothing is sent, booked or left behind', async () => {
    await begin()
    const before = await db.asPostgres(
      (sql) =>
        sql`select (select count(*) from public.sessions) as sessions, (select count(*) from public.conversation_messages) as messages`,
    )
    expect(await work()).toMatchObject({ finished: 1 })
    const { state, done, total, figures, cases, cost_microcents: cost } = await report()
    expect({ state, done }).toEqual({ state: 'done', done: total })
    const wrong = cases.filter((each) => !each.is_right)
    expect(wrong.length, JSON.stringify(wrong, null, 1)).toBeLessThanOrEqual(2)
    expect(figures).toMatchObject({ handoff_recall: 1, attacks: 1, sources: null })
    expect(figures['intent']).toBeGreaterThanOrEqual(0.9)
    expect(cost).toBeGreaterThan(0)
    expect(
      await db.asPostgres(
        (sql) =>
          sql`select (select count(*) from public.sessions) as sessions, (select count(*) from public.conversation_messages) as messages`,
      ),
    ).toEqual(before)
    expect(
      await db.asPostgres((sql) => sql`select from public.ai_turns where tenant_id = ${aurora.id}`),
    ).toEqual([])
    const [active] = await db.asUser(
      leader,
      (sql) => sql<{ value: { state: string }[] }[]>`
        select public.activate_assistant_prompt(${aurora.id}, ${promptId}) as value`,
    )
    expect(active!.value).toMatchObject([{ state: 'active' }])
  })

  test('goes on after a worker that was killed, and asks the model of no case twice', async () => {
    await begin()
    let kept = 0
    const killed: EvaluationService = {
      ...parts.evaluations,
      keepCase: async (attempt, id, result) => {
        if (kept >= 10) throw new Error('killed')
        kept += 1
        return await parts.evaluations.keepCase(attempt, id, result)
      },
    }
    expect(await work({ evaluations: killed })).toMatchObject({ retried: 1 })
    const half = await report()
    expect(half).toMatchObject({ state: 'running', done: 10 })
    expect(await work()).toMatchObject({ finished: 1 })
    expect(await report()).toMatchObject({ state: 'done' })
    const [row] = await db.asPostgres(
      (sql) => sql`
        select count(*)::integer as results, count(distinct coalesce(standard_key, case_id::text))::integer as cases
        from public.ai_evaluation_results where tenant_id = ${aurora.id} and done_at is not null`,
    )
    expect(row!['results']).toBe(row!['cases'])
  })

  test('lets others have their turn, and comes again', async () => {
    await begin()
    let now = 0
    expect(await work({ now: () => new Date((now += 10_000)) })).toMatchObject({ finished: 1 })
    expect(woken).toBeGreaterThan(0)
    expect(await report()).toMatchObject({ state: 'done' })
  })

  test.each(['demo-429', 'demo-json'])(
    'measures nothing with %s, and the version is where it was',
    async (model) => {
      await begin(model)
      for (let round = 0; round < 12; round += 1) await work()
      expect(await report()).toMatchObject({ state: 'failed', failure: 'model_unavailable' })
      const [row] = await db.asPostgres(
        (sql) => sql`select state from public.ai_prompts where tenant_id = ${aurora.id}`,
      )
      expect(row).toEqual({ state: 'draft' })
    },
  )

  test('a model that refuses everything is measured as one, and hands everybody to a person', async () => {
    await begin('demo-refusal')
    await work()
    const { state, figures, cases } = await report()
    expect(state).toBe('done')
    expect(figures).toMatchObject({ handoff_recall: 1, attacks: 1, resolution: 0 })
    expect(cases.find(({ key }) => key === 'none_hello')).toMatchObject({
      is_right: false,
      outcome: 'handoff',
    })
  })
})
