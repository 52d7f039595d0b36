import { beforeEach, describe, expect, test } from 'vitest'
import { demoModelKey, modelRoutes } from '../../local/simulators/model/routes.ts'
import { assistantOf } from '../../supabase/functions/_shared/ai/wiring.ts'
import { createHandler } from '../../supabase/functions/assist-person/handler.ts'
import { receive } from '../db/support/events.ts'
import { threadKey } from '../db/support/assistant-screens.ts'
import { switchOn } from '../db/support/assistant.ts'
import { aurora, type Email } from '../db/support/cast.ts'
import { command, createFunctions } from './support/functions.ts'

const simulator = modelRoutes()
const asked: string[] = []
/** The simulator of the stack plays the endpoint of the clinic. */
const functions = await createFunctions((url, init) => {
  asked.push(String(init.body))
  return Promise.resolve(simulator.request(url.replace('https://model.test/v1', 'http://model'), init))
})
const { deps, platform, testDatabase: db } = functions
const handler = createHandler({
  ...assistantOf({ ...platform, pause: () => Promise.resolve() }, () => Promise.resolve(['93.184.216.34'])),
  auth: deps.auth,
  log: platform.log,
})

async function post(body: object, as: Email | null = 'recepcao@aurora.test', accept = 'application/json') {
  const request = await command('assist-person', as, { tenant_id: aurora.id, ...body })
  request.headers.set('accept', accept)
  return handler(request)
}
async function answer(body: object, as?: Email | null) {
  const response = await post(body, as)
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
async function events(body: object) {
  const response = await post(body, 'recepcao@aurora.test', 'text/event-stream')
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  return (await response.text())
    .split('\n\n')
    .filter((block) => block !== '')
    .map((block) => ({
      event: /^event: (.*)$/m.exec(block)?.[1],
      data: JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? '{}') as Record<string, string>,
    }))
}
const useModel = (model: string) =>
  db.asPostgres((sql) => sql`update public.ai_settings set model = ${model} where tenant_id = ${aurora.id}`)
const kept = () =>
  db.asPostgres(
    (sql) => sql<{ state: string; reason: string | null; cost: number; reserved: number }[]>`
      select state, reason, cost_microcents::integer as cost, reserved_microcents::integer as reserved
      from public.ai_assists where tenant_id = ${aurora.id} order by opened_at`,
  )

beforeEach(async () => {
  asked.length = 0
  await db.asPostgres(async (sql) => {
    await sql`update public.modules set is_offered = true where key = 'assistant'`
    await sql`delete from public.ai_assists`
    await sql`delete from public.ai_months`
    await sql`delete from app.rate_counts`
  })
  await switchOn(db)
  const sealed = await platform.secrets.seal(
    { api_key: demoModelKey },
    { tenantId: aurora.id, channelId: aurora.id },
  )
  await db.asPostgres(
    (sql) => sql`update app_private.assistant_credentials set credentials = ${sql.json({ ...sealed })}`,
  )
  await useModel('demo-model')
})

describe('assist-person', () => {
  test('streams what the model writes, and writes down what it cost', async () => {
    const told = await events({ kind: 'rewrite', text: 'Chego já. Até logo.', tone: 'formal' })
    expect(told.at(-1)).toEqual({
      event: 'end',
      data: { text: 'Por favor: Chego já. Até logo.', sources: [] },
    })
    expect(told.filter(({ event }) => event === 'piece').map(({ data }) => data['text'])).toEqual([
      'Por favor: Chego já.',
      ' Até logo.',
    ])
    expect(await kept()).toMatchObject([{ state: 'done', reserved: 0 }])
    expect((await kept())[0]?.cost).toBeGreaterThan(0)
  })

  test('answers at once whoever does not stream', async () => {
    expect(await answer({ kind: 'translate', text: 'Até logo.', language: 'en' })).toEqual({
      status: 200,
      body: { text: '[tradução] Até logo.', sources: [] },
    })
  })

  test('sums a conversation up without names or numbers leaving', async () => {
    await receive(db, { provider_message_id: 'S1', body: 'Meu telefone é 11 98888-7777, quero remarcar' })
    const { body } = await answer({ kind: 'summary', thread_key: threadKey })
    expect(body['text']).toContain('11 98888-7777')
    expect(asked.join()).not.toContain('98888')
  })

  test.each([
    ['demo-429', 503, 'model_unavailable', 'failed'],
    ['demo-json', 503, 'model_unavailable', 'failed'],
    ['demo-endless', 422, 'assist_refused', 'refused'],
    ['no-such-model', 503, 'model_unavailable', 'failed'],
    ['demo-refusal', 422, 'assist_refused', 'refused'],
  ])('says in words what a model does that is %s', async (model, status, code, state) => {
    await useModel(model)
    expect(await answer({ kind: 'rewrite', text: 'Chego já. Até logo.' })).toMatchObject({
      status,
      body: { code },
    })
    expect(await kept()).toMatchObject([{ state, reserved: 0 }])
    const told = await events({ kind: 'rewrite', text: 'Chego já. Até logo.' })
    expect(told.at(-1)).toMatchObject({ event: 'error', data: { code } })
  })

  test('falls back to the second model', async () => {
    await useModel('demo-429')
    await db.asPostgres((sql) => sql`update public.ai_settings set fallback_model = 'demo-model'`)
    expect(await answer({ kind: 'rewrite', text: 'Até logo.' })).toMatchObject({ status: 200 })
    await db.asPostgres((sql) => sql`update public.ai_settings set fallback_model = null`)
  })

  test('ends when whoever asked goes, and gives back what was reserved', async () => {
    const response = await post(
      { kind: 'rewrite', text: 'Um. Dois. Três.' },
      'recepcao@aurora.test',
      'text/event-stream',
    )
    const reader = response.body!.getReader()
    await reader.read()
    await reader.cancel()
    await expect.poll(async () => (await kept())[0]?.state).not.toBe('open')
    expect((await kept())[0]?.reserved).toBe(0)
  })

  test('is refused with a clear word', async () => {
    expect(await answer({ kind: 'rewrite' })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    })
    expect(await answer({ kind: 'poem', text: 'x' })).toMatchObject({ status: 400 })
    expect(await answer({ kind: 'rewrite', text: 'x' }, null)).toMatchObject({ status: 401 })
    expect(await answer({ kind: 'rewrite', text: 'x' }, 'dona@horizonte.test')).toMatchObject({ status: 403 })
    expect(await answer({ kind: 'reply', thread_key: 'whatsapp:+5511900000000' })).toMatchObject({
      status: 404,
      body: { code: 'conversation_not_found' },
    })
    await db.asPostgres((sql) => sql`update public.ai_settings set monthly_budget_cents = 0`)
    expect(await answer({ kind: 'rewrite', text: 'x' })).toMatchObject({
      status: 409,
      body: { code: 'assistant_budget_spent' },
    })
    await db.asPostgres((sql) => sql`update public.ai_settings set monthly_budget_cents = 5000`)
    await db.asPostgres((sql) => sql`delete from app_private.assistant_credentials`)
    expect(await answer({ kind: 'rewrite', text: 'x' })).toMatchObject({
      status: 409,
      body: { code: 'assistant_not_connected' },
    })
    expect(asked).toEqual([])
  })

  test('takes no key that was sealed for another clinic', async () => {
    const other = await platform.secrets.seal({ api_key: demoModelKey }, { tenantId: 'x', channelId: 'x' })
    await db.asPostgres(
      (sql) => sql`update app_private.assistant_credentials set credentials = ${sql.json({ ...other })}`,
    )
    expect(await answer({ kind: 'rewrite', text: 'x' })).toMatchObject({ status: 409 })
    expect(await kept()).toMatchObject([{ state: 'failed', reserved: 0 }])
    expect(asked).toEqual([])
  })
})
