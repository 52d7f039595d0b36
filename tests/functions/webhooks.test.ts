import { createHmac } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { DatabaseUnavailable } from '../../supabase/functions/_shared/platform/errors.ts'
import { createWorker } from '../../supabase/functions/_shared/platform/jobs.ts'
import { deliverWebhook } from '../../supabase/functions/_shared/trust/jobs/deliver-webhook.ts'
import { createHandler as createWorkerHandler } from '../../supabase/functions/process-jobs/handler.ts'
import { createHandler } from '../../supabase/functions/webhook-endpoint/handler.ts'
import { aurora, type Email } from '../db/support/cast.ts'
import { endpointId, getDelivery, listEndpoints, testEndpoint } from '../db/support/webhooks.ts'
import { command, createFunctions, secretKey } from './support/functions.ts'

/** What the server of the clinic got, and how it answers next. */
const got: { id: string; body: string; headers: Headers; url: string }[] = []
let answers: (() => Response | Promise<Response>)[] = []

const provider = async (url: string, init: RequestInit) => {
  const headers = new Headers(init.headers)
  got.push({ id: headers.get('webhook-id') ?? '', body: String(init.body), headers, url })
  return (answers.shift() ?? (() => new Response(null, { status: 204 })))()
}
const { testDatabase, deps } = await createFunctions(provider)
const endpoints = createHandler(deps)
const worker = createWorkerHandler(deps)

// a public address that needs no look-up
const url = 'https://93.184.216.34/hook?token=1'
const form = { act: 'save', tenant_id: aurora.id, id: endpointId, url, events: ['alert.raised'] }
const post = async (body: object, email: Email = 'admin@aurora.test') =>
  endpoints(await command('webhook-endpoint', email, body))
const run = async () => {
  await testDatabase.asPostgres(
    (sql) =>
      sql`update app.jobs set run_at = now(), leased_until = null where kind = 'deliver_webhook' and finished_at is null`,
  )
  const headers = { apikey: secretKey, 'content-type': 'application/json' }
  const answer = await worker(new Request('https://x/process-jobs', { method: 'POST', headers, body: '{}' }))
  return (await answer.json()) as { finished: number; retried: number }
}
const raise = () =>
  testDatabase.asService(
    (sql) => sql`select app.send_webhook_event(${aurora.id}, 'alert.raised', '{"n": 1}')`,
  )

function isSigned({ id, body, headers }: (typeof got)[number], secret: string): boolean {
  const text = `${id}.${headers.get('webhook-timestamp')}.${body}`
  const mac = createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
    .update(text)
    .digest('base64')
  return (headers.get('webhook-signature') ?? '').split(' ').includes(`v1,${mac}`)
}

beforeEach(async () => {
  got.length = 0
  answers = []
  await testDatabase.asPostgres(async (sql) => {
    await sql`delete from public.webhook_endpoints`
    await sql`delete from app.jobs`
  })
})

test('shows a secret once, and signs with it what happens', async () => {
  const saved = (await (await post(form)).json()) as { secret: string; url: string }
  expect(saved).toMatchObject({ secret: expect.stringMatching(/^whsec_/), url })
  expect(await (await post(form)).json()).not.toHaveProperty('secret')
  await raise()
  expect(await run()).toMatchObject({ finished: 1 })
  expect(got).toHaveLength(1)
  expect(JSON.parse(got[0]!.body)).toMatchObject({ type: 'alert.raised', data: { n: 1 } })
  expect(got[0]!.url).toBe(url)
  expect(isSigned(got[0]!, saved.secret)).toBe(true)
  const rotated = (await (await post({ act: 'rotate', tenant_id: aurora.id, id: endpointId })).json()) as {
    secret: string
  }
  await raise()
  await run()
  expect([saved.secret, rotated.secret].map((secret) => isSigned(got[1]!, secret))).toEqual([true, true])
})

test('sends again what was not taken, under one id, and keeps the beginning of each answer', async () => {
  await post(form)
  answers = [
    () => new Response('x'.repeat(5000), { status: 500 }),
    () => Promise.reject(new TypeError('fetch failed')),
    () => new Response('moved', { status: 302, headers: { location: 'http://127.0.0.1/' } }),
  ]
  await raise()
  for (const _ of answers.slice()) expect(await run()).toMatchObject({ retried: 1 })
  expect(await run()).toMatchObject({ finished: 1 })
  expect(new Set(got.map(({ id }) => id)).size).toBe(1)
  expect(new Set(got.map(({ body }) => body)).size).toBe(1)
  const delivery = await getDelivery(testDatabase, got[0]!.id)
  expect(delivery).toMatchObject({ state: 'delivered', attempts: 4 })
  expect(delivery.tries.map(({ status, error }) => [status, error])).toEqual([
    [204, null],
    [302, 'refused'],
    [0, 'no_answer'],
    [500, 'refused'],
  ])
  expect(String(delivery.tries[3]!['response'])).toHaveLength(2000)
})

test('killed anywhere, each event arrives at least once under its id and is noted once', async () => {
  await post(form)
  for (let n = 0; n < 12; n += 1) await raise()
  // every other worker dies after the server has answered, before it could note anything
  let calls = 0
  const dying = createWorker({
    database: deps.queue,
    log: deps.log,
    now: () => new Date(),
    handlers: {
      deliver_webhook: deliverWebhook({
        secrets: deps.secrets,
        guardedFetch: provider,
        now: () => new Date(),
        webhooks: {
          beginWebhook: deps.webhooks.beginWebhook,
          endWebhook: (...given) =>
            (calls += 1) % 2 === 0
              ? Promise.reject(new DatabaseUnavailable(new Error('killed')))
              : deps.webhooks.endWebhook(...given),
        },
      }),
    },
  })
  await dying()
  await run()
  const ids = got.map(({ id }) => id)
  expect(new Set(ids).size).toBe(12)
  expect(ids.length).toBe(18)
  const noted = await testDatabase.asPostgres(
    (sql) => sql`select d.state, count(a)::int as attempts from public.webhook_deliveries d
      join public.webhook_attempts a on a.tenant_id = d.tenant_id and a.delivery_id = d.id group by d.id, d.state`,
  )
  expect([...noted]).toEqual(Array.from({ length: 12 }, () => ({ state: 'delivered', attempts: 1 })))
})

test('goes nowhere inside, neither when it is saved nor when it is sent', async () => {
  for (const inside of [
    'http://127.0.0.1/x',
    'http://[::1]/x',
    'http://169.254.169.254/latest',
    'https://user:pw@93.184.216.34/',
  ])
    expect((await post({ ...form, url: inside })).status).toBe(422)
  await post(form)
  await testDatabase.asPostgres((sql) => sql`update public.webhook_endpoints set url = 'http://10.0.0.1/x'`)
  const id = await testEndpoint(testDatabase)
  await run()
  expect(got).toEqual([])
  expect(await getDelivery(testDatabase, id)).toMatchObject({ state: 'failed', last_error: 'unreachable' })
})

test('is for owner and admin', async () => {
  for (const email of [
    'supervisor@aurora.test',
    'recepcao@aurora.test',
    'terapeuta@aurora.test',
    'dona@horizonte.test',
  ] as const)
    expect((await post(form, email)).status).toBe(403)
  expect(await listEndpoints(testDatabase)).toEqual([])
})
