import { beforeEach, describe, expect, test } from 'vitest'
import { createHandler } from '../../supabase/functions/process-jobs/handler.ts'
import { aurora } from '../db/support/cast.ts'
import { evolutionEvent, ingest, message } from '../db/support/events.ts'
import { createFunctions, secretKey } from './support/functions.ts'

interface Delivered {
  endpoint: string
  headers: Record<string, string>
  bytes: number
}

const delivered: Delivered[] = []
let answer = 201
const { testDatabase, deps } = await createFunctions((endpoint, init) => {
  delivered.push({
    endpoint,
    headers: init.headers as Record<string, string>,
    bytes: (init.body as Uint8Array).byteLength,
  })
  return Promise.resolve(new Response(null, { status: answer }))
})
const handler = createHandler(deps)
const endpoint = 'https://push.test/device'
const p256dh = 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4'

async function work() {
  const headers = { apikey: secretKey, 'content-type': 'application/json' }
  const request = new Request('https://x/process-jobs', { method: 'POST', headers, body: '{}' })
  return (await (await handler(request)).json()) as Record<string, number>
}
const subscriptions = async () =>
  (await testDatabase.asPostgres((sql) => sql`select from app.push_subscriptions`)).length

let n = 0
const patientWrites = () =>
  ingest(testDatabase, evolutionEvent([message({ provider_message_id: `P${(n += 1)}`, body: 'Segredo' })]))

beforeEach(async () => {
  delivered.length = 0
  answer = 201
  await testDatabase.asPostgres((sql) => sql`delete from app.jobs`)
  await testDatabase.asUser(
    'recepcao@aurora.test',
    (sql) =>
      sql`select public.subscribe_push(${aurora.id}, ${endpoint}, ${p256dh}, 'BTBZMqHH6r4Tts7J_aSIgg')`,
  )
})

describe('send_push', () => {
  test('tells the browser once, sealed and signed', async () => {
    await patientWrites()
    expect(await work()).toMatchObject({ claimed: 1, finished: 1 })
    expect(delivered).toHaveLength(1)
    expect(delivered[0]).toMatchObject({
      endpoint,
      headers: { 'Content-Encoding': 'aes128gcm', Authorization: expect.stringMatching(/^vapid t=.+, k=.+/) },
    })
    expect(await work()).toMatchObject({ claimed: 0 })
  })

  test('says neither who wrote nor what, unless the person allows it', async () => {
    const opened = async () => {
      const [row] = await testDatabase.asPostgres(
        (sql) => sql<{ push: object }[]>`
          select app.open_pushes(array_agg(j)) as push from app.jobs j where j.kind = 'send_push'`,
      )
      return JSON.stringify(Object.values(row?.push ?? {}))
    }
    const allow = (text: boolean) =>
      testDatabase.asUser(
        'recepcao@aurora.test',
        (sql) =>
          sql`select public.save_notification_settings(${aurora.id}, false, true, 'all', null, null, ${text})`,
      )
    await patientWrites()
    expect(await opened()).not.toContain('Segredo')
    await allow(true)
    expect(await opened()).toContain('Segredo')
    await allow(false)
  })

  test('does not tell what was read in the meantime', async () => {
    await patientWrites()
    await testDatabase.asUser(
      'recepcao@aurora.test',
      (sql) => sql`select public.mark_notifications_read(${aurora.id})`,
    )
    await work()
    expect(delivered).toEqual([])
  })

  test.each([404, 410])('forgets the browser when its service answers %s', async (status) => {
    answer = status
    await patientWrites()
    expect(await work()).toMatchObject({ finished: 1 })
    expect(await subscriptions()).toBe(0)
  })

  test.each([429, 503])('tries again when the service answers %s', async (status) => {
    answer = status
    await patientWrites()
    expect(await work()).toMatchObject({ retried: 1 })
    expect(await subscriptions()).toBe(1)
  })
})
