import { describe, expect, test } from 'vitest'
import { contents, data, envelope, keys } from '../../local/simulators/evolution/payloads.ts'
import { DatabaseUnavailable } from '../../supabase/functions/_shared/platform/errors.ts'
import { createHandler } from '../../supabase/functions/evolution-whatsapp-inbound/handler.ts'
import { connectChannels, createFunctions, evolutionKey, stored, webhookSecret } from './support/functions.ts'

const functions = await createFunctions(() => Promise.reject(new Error('no provider is called')))
await connectChannels(functions)
const { deps, testDatabase } = functions
const handler = createHandler(deps)

let count = 0
function webhook(more: { apikey?: string | null; instance?: string; text?: string; id?: string } = {}) {
  const key = keys.directKey({ id: more.id ?? `3A${(count += 1)}`, phone: '5511987654321' })
  const context = {
    instance: more.instance ?? 'aurora',
    apikey: more.apikey === undefined ? evolutionKey : more.apikey,
    destination: 'https://x.test?token=s',
  }
  return envelope(
    context,
    'messages.upsert',
    data.upsert({ key, content: contents.text(more.text ?? 'Olá') }),
  )
}

function post(body: unknown, headers: Record<string, string> = {}, path = ''): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return handler(
    new Request(`https://edge.internal/evolution-whatsapp-inbound${path}`, {
      method: 'POST',
      headers,
      body: text,
    }),
  )
}

/** Runs `work` and tells what it added to the database. */
async function added(work: () => Promise<unknown>) {
  const before = await stored(testDatabase)
  await work()
  const after = await stored(testDatabase)
  return {
    events: after.events - before.events,
    messages: after.messages - before.messages,
    jobs: after.jobs - before.jobs,
  }
}

describe('an authentic webhook', () => {
  test('is stored with its message and acknowledged', async () => {
    const body = webhook()
    const changes = await added(async () => {
      const response = await post(body)
      expect([response.status, await response.json()]).toEqual([200, { outcome: 'applied' }])
    })
    expect(changes).toEqual({ events: 1, messages: 1, jobs: 0 })
    const again = await added(async () =>
      expect(await (await post(body)).json()).toEqual({ outcome: 'duplicate' }),
    )
    expect(again).toEqual({ events: 0, messages: 0, jobs: 0 })
  })

  test('may prove itself by the header that provisioning set, under any event path', async () => {
    const response = await post(
      webhook({ apikey: null }),
      { 'x-zelo-webhook-secret': webhookSecret },
      '/messages-upsert',
    )
    expect(response.status).toBe(200)
  })

  test('leaves no credential behind', async () => {
    await post(webhook())
    const rows = await testDatabase.asPostgres((sql) => sql`select raw::text as raw from app.webhook_events`)
    expect(
      rows.filter(({ raw }) => String(raw).includes(evolutionKey) || String(raw).includes('token=s')),
    ).toEqual([])
  })

  test('is kept for administrators when nobody understands it', async () => {
    const response = await post({ ...webhook(), event: 'moon.rise' })
    expect([response.status, await response.json()]).toEqual([200, { outcome: 'unparsed' }])
  })

  test.each([
    ['id', (half: string) => webhook({ id: `3A${half}B` }), 'applied'],
    ['event', (half: string) => ({ ...webhook(), event: `moon${half}` }), 'unparsed'],
  ])('is stored with half a character in its %s', async (_where, body, outcome) => {
    const response = await post(body('\ud800'))
    expect([response.status, await response.json()]).toEqual([200, { outcome }])
  })

  test('that speaks of thousands of messages is applied in pieces, once', async () => {
    const items = Array.from({ length: 1_600 }, (_, index) => ({
      keyId: `3AL${index}`,
      remoteJid: '5511987654321@s.whatsapp.net',
      fromMe: true,
      status: 'READ',
    }))
    const body = { ...webhook(), event: 'messages.update', data: items }
    const early = async () => {
      const [row] = await testDatabase.asPostgres(
        (sql) => sql<{ count: number }[]>`
          select count(distinct provider_message_id)::int from app.early_actions where provider_message_id like '3AL%'`,
      )
      return row!.count
    }
    const changes = await added(async () => {
      const response = await post(body)
      expect([response.status, await response.json()]).toEqual([200, { outcome: 'applied' }])
    })
    expect([changes.events, await early()]).toEqual([4, 1_600])
    const again = await added(async () =>
      expect(await (await post(body)).json()).toEqual({ outcome: 'duplicate' }),
    )
    expect(again.events).toBe(0)
  })

  test('that many send at once is stored once each', async () => {
    const bodies = Array.from({ length: 40 }, () => webhook())
    const changes = await added(async () => {
      const responses = await Promise.all([...bodies, ...bodies].map((body) => post(body)))
      expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]))
    })
    expect(changes).toMatchObject({ events: 40, messages: 40 })
  })

  test('of a person who wants no more messages makes one acknowledgement', async () => {
    expect(await added(() => post(webhook({ text: 'SAIR' })))).toEqual({ events: 1, messages: 1, jobs: 1 })
  })
})

describe('refused, and nothing stored', () => {
  test.each([
    ['a wrong key', () => post(webhook({ apikey: 'wrong' })), 401],
    ['no key at all', () => post(webhook({ apikey: null })), 401],
    ['a wrong header', () => post(webhook({ apikey: null }), { 'x-zelo-webhook-secret': 'wrong' }), 401],
    ['an unknown instance', () => post(webhook({ instance: 'nobody' })), 401],
    ['an instance with half a character', () => post(webhook({ instance: 'aurora\ud800' })), 401],
    ['no JSON', () => post('event=messages.upsert'), 400],
    ['JSON that is no object', () => post('[1,2]'), 401],
    [
      'a body beyond 6 MB without a file',
      () => post({ ...webhook(), more: Array(700_000).fill('1234567') }),
      413,
    ],
    ['an announced body beyond 160 MB', () => post('{}', { 'content-length': '170000000' }), 413],
  ] as const)('%s', async (_name, send, status) => {
    expect(await added(async () => expect((await send()).status).toBe(status))).toEqual({
      events: 0,
      messages: 0,
      jobs: 0,
    })
  })

  test('a large body of a stranger, before the database has to read it', async () => {
    let ingested = 0
    const watched = createHandler({ ...deps, ingest: (event) => ((ingested += 1), deps.ingest(event)) })
    const call = (more: object) =>
      watched(
        new Request('https://edge.internal/x', {
          method: 'POST',
          body: JSON.stringify({ ...webhook({ text: 'x' }), padding: 'x'.repeat(200_000), ...more }),
        }),
      )
    expect([(await call({ apikey: 'wrong' })).status, ingested]).toEqual([401, 0])
    expect([(await call({})).status, ingested]).toEqual([200, 1])
  })

  test('wrong key and unknown instance answer alike', async () => {
    const bodies = await Promise.all(
      [await post(webhook({ apikey: 'wrong' })), await post(webhook({ instance: 'nobody' }))].map(
        (response) => response.json(),
      ),
    )
    const [first, second] = bodies.map((body: Record<string, unknown>) => ({ ...body, request_id: '' }))
    expect(first).toEqual(second)
  })

  test('anything but POST', async () => {
    const response = await handler(new Request('https://edge.internal/evolution-whatsapp-inbound'))
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST, OPTIONS'])
  })
})

test('while the database is away the gateway hears 503 and comes again', async () => {
  const away = createHandler({ ...deps, ingest: () => Promise.reject(new DatabaseUnavailable()) })
  const request = new Request('https://edge.internal/x', { method: 'POST', body: JSON.stringify(webhook()) })
  const response = await away(request)
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
  expect(response.headers.get('content-type')).toBe('application/problem+json')
})
