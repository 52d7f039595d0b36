import { beforeEach, describe, expect, test } from 'vitest'
import { createHandler as createProcessJobs } from '../../supabase/functions/process-jobs/handler.ts'
import { createHandler } from '../../supabase/functions/notification-webhook/handler.ts'
import { wakerOf } from '../../supabase/functions/_shared/platform/waking.ts'
import { aurora } from '../db/support/cast.ts'
import { receive } from '../db/support/events.ts'
import { createFunctions, publicUrl, secretKey, vapid } from './support/functions.ts'
import { createDevice, startPushService } from './support/push-service.ts'

const device = createDevice()
const push = await startPushService(vapid.publicKey, device)
let runs = 0
const { testDatabase, deps } = await createFunctions((url, init) => {
  if (url !== `${publicUrl}/process-jobs`) return push.fetch(url, init)
  runs += 1
  return createProcessJobs(deps)(new Request(url, init))
})

const background: Promise<unknown>[] = []
const pauses: number[] = []
const waitUntil = (promise: Promise<unknown>) => void background.push(promise)
const handler = createHandler({
  ...deps,
  waitUntil,
  wake: wakerOf({ ...deps, waitUntil }),
  // the seconds that a push waits
  pause: async (milliseconds) => {
    pauses.push(milliseconds)
    await testDatabase.asPostgres((sql) => sql`update app.jobs set run_at = now() where finished_at is null`)
  },
})

function call(body: unknown, apikey = secretKey, method = 'POST') {
  const headers = { apikey, 'content-type': 'application/json' }
  return handler(
    new Request('https://x/notification-webhook', {
      method,
      headers,
      ...(method === 'POST' ? { body: JSON.stringify(body) } : {}),
    }),
  )
}
async function settled() {
  for (let next = background.shift(); next; next = background.shift()) await next
}
const told = {
  type: 'INSERT',
  schema: 'public',
  table: 'notifications',
  record: { tenant_id: aurora.id },
  old_record: null,
}

beforeEach(async () => {
  runs = 0
  pauses.length = 0
  push.delivered.length = 0
  await testDatabase.asPostgres(async (sql) => {
    await sql`delete from app.jobs`
    await sql`delete from public.notifications`
  })
  const { endpoint, p256dh, auth } = device
  await testDatabase.asUser(
    'recepcao@aurora.test',
    (sql) => sql`select public.subscribe_push(${aurora.id}, ${endpoint}, ${p256dh}, ${auth})`,
  )
})

describe('notification-webhook', () => {
  test('has what was just told pushed once it is due, and once however often it is called', async () => {
    await receive(testDatabase, { provider_message_id: 'W1' })
    expect((await call(told)).status).toBe(202)
    expect(push.delivered).toEqual([])
    await settled()
    expect(pauses[0]).toBeGreaterThan(3_000)
    expect(push.delivered).toHaveLength(1)
    await call({ ...told, type: 'UPDATE' })
    await call(told)
    await settled()
    expect(push.delivered).toHaveLength(1)
  })

  test.each([
    ['another table', { ...told, table: 'conversation_messages' }],
    ['another schema', { ...told, schema: 'app' }],
    ['a row that is gone', { ...told, type: 'DELETE', record: null }],
  ])('leaves %s alone', async (_, body) => {
    const response = await call(body)
    expect([response.status, await response.json()]).toEqual([200, { outcome: 'ignored' }])
    await settled()
    expect(runs).toBe(0)
  })

  test.each<[string, number, () => Promise<Response>]>([
    ['a stranger', 401, () => call(told, 'sb_publishable_x')],
    ['what is no webhook', 400, () => call({ type: 'TRUNCATE', table: 'notifications' })],
    ['another method', 405, () => call(told, secretKey, 'GET')],
  ])('refuses %s', async (_, status, asked) => {
    expect((await asked()).status).toBe(status)
    await settled()
    expect(runs).toBe(0)
  })
})
