import { beforeEach, expect, test } from 'vitest'
import { ngramVector } from '../../supabase/functions/_shared/ai/knowledge/embed.ts'
import { assistantOf } from '../../supabase/functions/_shared/ai/wiring.ts'
import { createHandler as createAsk } from '../../supabase/functions/ask-knowledge/handler.ts'
import { createHandler as createConnect } from '../../supabase/functions/connect-assistant/handler.ts'
import { switchOn } from '../db/support/assistant.ts'
import { aurora } from '../db/support/cast.ts'
import { command, createFunctions } from './support/functions.ts'
import { createLibrary } from './support/knowledge.ts'

let heard: string[] = []
let isDown = false

/** A provider whose vectors are half as long as ours. */
const functions = await createFunctions((url, init) => {
  if (!url.endsWith('/embeddings'))
    return Promise.resolve(
      Response.json({ choices: [{ index: 0, message: { role: 'assistant', content: 'ok' } }] }),
    )
  if (isDown) return Promise.resolve(Response.json({}, { status: 500 }))
  const { input } = JSON.parse(String(init.body)) as { input: string[] }
  heard.push(...input)
  const data = input.map((text, index) => ({ index, embedding: ngramVector(text).slice(0, 128) }))
  return Promise.resolve(Response.json({ data, usage: { prompt_tokens: 1000 * input.length } }))
})
const { testDatabase: db, platform, deps } = functions
const parts = assistantOf({ ...platform, pause: () => Promise.resolve() }, () =>
  Promise.resolve(['93.184.216.34']),
)
const library = createLibrary(functions, parts.embedderFor)
const ask = createAsk({ ...library, auth: deps.auth, log: platform.log })
const connect = createConnect({
  ...parts,
  auth: deps.auth,
  secrets: platform.secrets,
  now: platform.now,
  pause: () => Promise.resolve(),
  log: platform.log,
})

const answerTo = async (question: string) => {
  const body = { tenant_id: aurora.id, question }
  const response = await ask(await command('ask-knowledge', 'terapeuta@aurora.test', body))
  return (await response.json()) as { outcome: string; sources: { title: string }[] }
}
const connectWith = async (embedding_model: string | null) => {
  const body = {
    tenant_id: aurora.id,
    base_url: 'https://model.test/v1/',
    model: 'small',
    fallback_model: null,
    embedding_model,
    api_key: 'sk-model-key',
  }
  const answer = await connect(await command('connect-assistant', 'admin@aurora.test', body))
  await library.work()
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}
const monthNow = async () => {
  const [row] = await db.asPostgres(
    (sql) => sql<{ tokens: number; vectors: number; all: number }[]>`
      select embedding_tokens::int as tokens, embedding_microcents::int as vectors, cost_microcents::int as "all"
      from public.ai_months where tenant_id = ${aurora.id}`,
  )
  return row ?? null
}
const modelsNow = () =>
  db.asPostgres(
    (sql) => sql<{ model: string; length: number }[]>`
      select distinct model, cardinality(vector) as length from public.ai_chunks where tenant_id = ${aurora.id} and is_live`,
  )

beforeEach(async () => {
  heard = []
  isDown = false
  await library.clear()
  await db.asPostgres((sql) => sql`delete from public.ai_months`)
  await switchOn(db)
  await library.save('Como chegar', 'Temos oito vagas de estacionamento gratuitas para carros.')
  await library.work()
  expect(await modelsNow()).toEqual([{ model: 'zelo-ngrams-1', length: 256 }])
})

test('documents have their vectors made by the model that the clinic names, and questions too, without personal data', async () => {
  await connectWith('embed-1')
  expect(await modelsNow()).toEqual([{ model: 'embed-1', length: 128 }])
  expect(await answerTo('tem estacionamento?')).toMatchObject({
    outcome: 'answer',
    sources: [{ title: 'Como chegar' }],
  })
  await answerTo('meu número é 11 98888-7777, tem estacionamento?')
  expect(heard.at(-1)).toContain('estacionamento')
  expect(heard.join()).not.toContain('98888')
})

test('while the model does not answer the words are searched, and what they found is not kept', async () => {
  await connectWith('embed-1')
  isDown = true
  expect(await answerTo('tem estacionamento?')).toMatchObject({ outcome: 'answer' })
  expect(await db.asPostgres((sql) => sql`select from app.ai_answers`)).toHaveLength(0)
  isDown = false
  await answerTo('tem estacionamento?')
  expect(await db.asPostgres((sql) => sql`select from app.ai_answers`)).toHaveLength(1)
})

test('who names no model any more, or disconnects, has vectors of the product again', async () => {
  await connectWith('embed-1')
  await connectWith(null)
  expect(await modelsNow()).toEqual([{ model: 'zelo-ngrams-1', length: 256 }])
  await connectWith('embed-1')
  await db.asUser('admin@aurora.test', (sql) => sql`select public.disconnect_assistant(${aurora.id})`)
  await library.work()
  expect(await modelsNow()).toEqual([{ model: 'zelo-ngrams-1', length: 256 }])
})

test('vectors are counted at their price, and none is made once the budget of the month is spent', async () => {
  await db.asPostgres(
    (sql) => sql`update public.ai_settings set embedding_price_cents = 20 where tenant_id = ${aurora.id}`,
  )
  await connectWith('embed-1')
  // a document of one chunk, and no more: what is tried while connecting is not the clinic's use
  expect(await monthNow()).toEqual({ tokens: 1000, vectors: 20_000, all: 20_000 })
  await answerTo('tem estacionamento?')
  expect(await monthNow()).toEqual({ tokens: 2000, vectors: 40_000, all: 40_000 })

  await db.asPostgres(
    (sql) => sql`update public.ai_settings set monthly_budget_cents = 0 where tenant_id = ${aurora.id}`,
  )
  heard = []
  expect(await answerTo('vocês têm vagas para carros?')).toMatchObject({ outcome: 'answer' })
  const id = await library.save('Wi-fi', 'A rede da recepção é aberta.')
  await library.work()
  expect(heard).toEqual([])
  expect(await monthNow()).toMatchObject({ tokens: 2000 })
  const [row] = await db.asPostgres(
    (sql) => sql`select state, failure from public.ai_documents where id = ${id}`,
  )
  expect(row).toEqual({ state: 'failed', failure: 'model_budget_spent' })

  // with more budget it is prepared, and somebody was told once
  await db.asPostgres(
    (sql) => sql`update public.ai_settings set monthly_budget_cents = 5000 where tenant_id = ${aurora.id}`,
  )
  await db.asUser('dona@aurora.test', (sql) => sql`select public.index_ai_documents(${aurora.id}, ${id})`)
  await library.work()
  expect(await modelsNow()).toEqual([{ model: 'embed-1', length: 128 }])
  expect(heard.join()).toContain('recepção é aberta')
})

test('what passes the budget is the last, and the clinic is told', async () => {
  await db.asPostgres(
    (sql) =>
      sql`update public.ai_settings set embedding_price_cents = 1000000, monthly_budget_cents = 1000 where tenant_id = ${aurora.id}`,
  )
  await connectWith('embed-1')
  expect(await monthNow()).toMatchObject({ tokens: 1000, vectors: 1_000_000_000 })
  heard = []
  await answerTo('tem estacionamento?')
  expect(heard).toEqual([])
  const alerts = await db.asPostgres(
    (sql) => sql`select from public.alerts where tenant_id = ${aurora.id} and kind = 'assistant_budget'`,
  )
  expect(alerts).toHaveLength(1)
})

test.each(['dois nomes', 'ação', '-embed', "x'; drop table"])('%s is no name of a model', async (name) => {
  expect(await connectWith(name)).toMatchObject({ status: 400, body: { code: 'embedding_model_invalid' } })
  expect(await modelsNow()).toEqual([{ model: 'zelo-ngrams-1', length: 256 }])
})
