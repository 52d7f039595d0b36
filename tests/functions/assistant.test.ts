import { beforeEach, describe, expect, test } from 'vitest'
import { answerConversation } from '../../supabase/functions/_shared/ai/jobs/answer-conversation.ts'
import { assistantOf } from '../../supabase/functions/_shared/ai/wiring.ts'
import { createWorker } from '../../supabase/functions/_shared/platform/jobs.ts'
import { createHandler as createConnect } from '../../supabase/functions/connect-assistant/handler.ts'
import { createHandler as createTest } from '../../supabase/functions/test-assistant/handler.ts'
import { say, switchOn, threadOf } from '../db/support/assistant.ts'
import { aurora, type Email } from '../db/support/cast.ts'
import { command, connectChannels, createFunctions } from './support/functions.ts'

type Told = { messages: { role: string; content: string }[]; tools?: object[]; model: string }
let asked: Told[] = []
let answer: (told: Told) => Response
const said = (content: string) =>
  Response.json({
    model: 'small-2026',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
    usage: { prompt_tokens: 100, completion_tokens: 10 },
  })

const sent: string[] = []
const functions = await createFunctions((url, init) => {
  if (url.startsWith('https://model.test/v1/')) {
    const told = JSON.parse(String(init.body)) as Told
    asked.push(told)
    return Promise.resolve(url.endsWith('/embeddings') ? Response.json({ data: [] }) : answer(told))
  }
  if (typeof init.body === 'string') sent.push(init.body)
  return Promise.resolve(Response.json({ key: { id: `M${sent.length}` } }))
})
await connectChannels(functions)
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
const tryOut = createTest(parts)
const run = createWorker({
  database: platform.queue,
  handlers: { answer_conversation: answerConversation({ ...parts, runSend: deps.runSend }) },
  log: platform.log,
  now: () => new Date(),
})
/** What was written is due at once, and is done. */
async function work(): Promise<void> {
  await db.asPostgres(async (sql) => {
    await sql`delete from app.jobs where kind <> 'answer_conversation'`
    await sql`update app.jobs set run_at = now() - interval '1 second' where finished_at is null`
    await sql`update public.ai_turns set run_at = now() - interval '1 second' where finished_at is null`
  })
  await run()
}
const choice = {
  tenant_id: aurora.id,
  base_url: 'https://model.test/v1/',
  model: 'small',
  fallback_model: null,
  embedding_model: null,
  api_key: 'sk-model-key',
}
async function post(
  handler: typeof connect,
  name: string,
  body: object,
  as: Email | null = 'admin@aurora.test',
) {
  const response = await handler(await command(name, as, body))
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
const turnsNow = () =>
  db.asPostgres(
    (sql) => sql<{ state: string; reason: string | null; text: string | null; cost: string }[]>`
      select state, reason, text, cost_microcents::text as cost from public.ai_turns where tenant_id = ${aurora.id} order by opened_at, id`,
  )
const answersOf = async () => {
  const thread = await threadOf(db)
  return db.asPostgres(
    (sql) => sql<{ body: string }[]>`
      select body from public.conversation_messages where tenant_id = ${aurora.id} and thread_id = ${thread} and direction = 'outbound' order by occurred_at, id`,
  )
}

beforeEach(async () => {
  asked = []
  answer = () => said('Olá! Como posso ajudar?')
  await db.asPostgres(async (sql) => {
    await sql`update public.modules set is_offered = true where key = 'assistant'`
    await sql`delete from app.jobs`
    await sql`delete from public.conversation_messages`
    await sql`delete from public.ai_turns`
    await sql`delete from public.ai_conversations`
    await sql`delete from public.ai_months`
    await sql`delete from app_private.assistant_credentials`
  })
  await switchOn(db)
  await db.asPostgres((sql) => sql`delete from app_private.assistant_credentials`)
})

describe('connect-assistant', () => {
  test('tries the model, then keeps the key sealed', async () => {
    expect(await post(connect, 'connect-assistant', choice)).toEqual({
      status: 200,
      body: { is_connected: true },
    })
    expect(asked).toHaveLength(1)
    const [row] = await db.asPostgres(
      (sql) =>
        sql`select credentials::text as kept from app_private.assistant_credentials where tenant_id = ${aurora.id}`,
    )
    expect(row?.['kept']).not.toContain('sk-model-key')
    expect(row?.['kept']).toContain('"kid"')
  })

  test.each([
    [401, { error: { code: 'invalid_api_key' } }, 400, 'model_key_refused'],
    [404, { error: { code: 'model_not_found' } }, 400, 'model_not_found'],
    [500, {}, 503, 'model_unavailable'],
  ])('keeps nothing of a model that answers %i', async (status, body, expected, code) => {
    answer = () => Response.json(body, { status })
    expect(await post(connect, 'connect-assistant', choice)).toMatchObject({
      status: expected,
      body: { code },
    })
    expect(await db.asPostgres((sql) => sql`select from app_private.assistant_credentials`)).toHaveLength(0)
  })

  test('is for owner and administrators', async () => {
    expect(await post(connect, 'connect-assistant', choice, 'recepcao@aurora.test')).toMatchObject({
      status: 403,
    })
    expect(await post(connect, 'connect-assistant', choice, 'dona@horizonte.test')).toMatchObject({
      status: 403,
    })
    expect(await post(connect, 'connect-assistant', choice, null)).toMatchObject({ status: 401 })
    expect(asked).toEqual([])
  })
})

describe('test-assistant', () => {
  const ask = (text: string, as: Email = 'supervisor@aurora.test') =>
    post(tryOut, 'test-assistant', { tenant_id: aurora.id, messages: [{ from: 'person', text }] }, as)

  test('answers without sending, and the cost counts', async () => {
    await post(connect, 'connect-assistant', choice)
    expect(await ask('Oi, tudo bem?')).toMatchObject({
      status: 200,
      body: { outcome: 'answer', text: 'Olá! Como posso ajudar?' },
    })
    expect(await db.asPostgres((sql) => sql`select from public.conversation_messages`)).toHaveLength(0)
    expect(await turnsNow()).toMatchObject([{ state: 'tested' }])
    expect(Number((await turnsNow())[0]?.cost)).toBeGreaterThan(0)
  })

  test('asks no model when somebody is in danger', async () => {
    await post(connect, 'connect-assistant', choice)
    asked = []
    const { body } = await ask('não aguento mais, quero me matar')
    expect(body).toMatchObject({ outcome: 'handoff', reason: 'risk_self_harm' })
    expect(body['text']).toContain('188')
    expect(asked).toEqual([])
  })

  test('says that no model is connected', async () => {
    expect(await ask('Oi')).toMatchObject({ status: 409, body: { code: 'assistant_not_connected' } })
  })

  test('is for clinics that use the assistant', async () => {
    await post(connect, 'connect-assistant', choice)
    asked = []
    await db.asPostgres(
      (sql) =>
        sql`update public.tenant_modules set is_on = false where tenant_id = ${aurora.id} and module = 'assistant'`,
    )
    expect(await ask('Oi')).toMatchObject({ status: 403, body: { code: 'module_off' } })
    expect(asked).toEqual([])
  })

  test('is for who leads', async () => {
    await post(connect, 'connect-assistant', choice)
    expect(await ask('Oi', 'recepcao@aurora.test')).toMatchObject({ status: 403 })
  })
})

describe('a conversation', () => {
  test('is answered once, and the model hears no name and no number', async () => {
    await post(connect, 'connect-assistant', choice)
    asked = []
    await say(db, 'Oi, tudo bem? Meu telefone é 11 98888-7777')
    await work()
    expect(await turnsNow()).toMatchObject([{ state: 'answered' }])
    expect((await answersOf()).map(({ body }) => body).join('\n')).toContain('Olá! Como posso ajudar?')
    expect(JSON.stringify(asked)).not.toContain('98888')
    await work()
    expect(await answersOf()).toHaveLength(1)
  })

  test('goes to a person when the model does not answer', async () => {
    await post(connect, 'connect-assistant', choice)
    answer = () => Response.json({}, { status: 500 })
    await say(db, 'Oi, tudo bem?')
    await work()
    expect(await turnsNow()).toMatchObject([{ state: 'handed' }])
    expect(await answersOf()).toHaveLength(1)
  })

  test('goes to a person when they ask for one, without a model', async () => {
    await post(connect, 'connect-assistant', choice)
    asked = []
    await say(db, 'quero falar com um atendente humano')
    await work()
    expect(await turnsNow()).toMatchObject([{ state: 'handed', reason: 'human_wanted' }])
    expect(asked).toEqual([])
    await say(db, 'alô?')
    await work()
    expect(await answersOf()).toHaveLength(1)
  })

  test('is not answered with what a hostile model says of medicines', async () => {
    await post(connect, 'connect-assistant', choice)
    answer = () => said('Tome 500 mg de dipirona a cada 6 horas e pare a sertralina.')
    await say(db, 'Oi, tudo bem?')
    await work()
    expect((await answersOf()).map(({ body }) => body).join('\n')).not.toContain('dipirona')
  })
})
