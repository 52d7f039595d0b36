import { beforeEach, describe, expect, test } from 'vitest'
import { createHandler } from '../../supabase/functions/process-jobs/handler.ts'
import { aurora } from '../db/support/cast.ts'
import { evolutionEvent, ingest, mariana, message } from '../db/support/events.ts'
import { saveSettings } from '../db/support/notifications.ts'
import { appUrl, createFunctions, secretKey, vapid } from './support/functions.ts'
import { createDevice, startPushService } from './support/push-service.ts'

const device = createDevice()
const { delivered, service, fetch } = await startPushService(vapid.publicKey, device)
const { testDatabase, deps } = await createFunctions(fetch)
const handler = createHandler(deps)
const reception = 'recepcao@aurora.test'

/** Runs what is due, some seconds later. */
async function work() {
  await testDatabase.asPostgres(
    (sql) =>
      sql`update app.jobs set run_at = now() where finished_at is null and run_at < now() + interval '5 seconds'`,
  )
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
  service.refused.length = 0
  service.answer = 201
  await testDatabase.asPostgres(async (sql) => {
    await sql`delete from app.jobs`
    await sql`delete from public.notifications`
    await sql`delete from public.notification_settings`
    await sql`delete from app.push_subscriptions`
    await sql`update public.conversation_threads set unread_count = 0 where true`
  })
  const { endpoint, p256dh, auth } = device
  await testDatabase.asUser(
    reception,
    (sql) => sql`select public.subscribe_push(${aurora.id}, ${endpoint}, ${p256dh}, ${auth})`,
  )
})

describe('send_push', () => {
  test('tells the browser once what it alone can read, signed for its push service', async () => {
    await patientWrites()
    expect(await work()).toMatchObject({ claimed: 1, finished: 1 })
    expect(service.refused).toEqual([])
    expect(delivered).toEqual([
      {
        ttl: '3600',
        urgency: 'high',
        sender: { aud: 'https://push.test', sub: appUrl, exp: expect.any(Number) as number },
        message: {
          kind: 'message',
          clinic: aurora.name,
          tenant_id: aurora.id,
          thread_key: `whatsapp:${mariana}`,
          notification_id: expect.any(String) as string,
          unread: 1,
          silent: false,
          title: null,
          text: null,
          alert: null,
        },
      },
    ])
    const lifetime = (delivered[0]?.sender.exp ?? 0) - Date.now() / 1_000
    expect(lifetime).toBeGreaterThan(3_600)
    expect(lifetime).toBeLessThanOrEqual(24 * 3_600)
    expect(await work()).toMatchObject({ claimed: 0 })
  })

  test('says who wrote and what where the person allows it', async () => {
    await saveSettings(testDatabase, reception, { text: true })
    await patientWrites()
    await work()
    expect(delivered[0]?.message).toMatchObject({ title: 'Mariana Lopes', text: 'Segredo' })
  })

  test('leaves the sound out for who wants none', async () => {
    await testDatabase.asUser(
      reception,
      (sql) => sql`
        select public.save_notification_settings(${aurora.id}, false, false, 'all', null, null, false)`,
    )
    await patientWrites()
    await work()
    expect(delivered[0]?.message).toMatchObject({ silent: true })
  })

  test('tells of two messages in a row once, with the number of what is unread', async () => {
    await patientWrites()
    await patientWrites()
    await ingest(
      testDatabase,
      evolutionEvent([message({ provider_message_id: 'J1', address: { phone: '+5511988887777' } })]),
    )
    await work()
    // both are due at one moment: which goes first is not said
    expect(delivered.map(({ message: { thread_key, unread } }) => [thread_key, unread]).sort()).toEqual([
      [`whatsapp:${mariana}`, 2],
      ['whatsapp:+5511988887777', 2],
    ])
  })

  test('does not tell what was read in the meantime', async () => {
    await patientWrites()
    await testDatabase.asUser(reception, (sql) => sql`select public.mark_notifications_read(${aurora.id})`)
    await work()
    expect(delivered).toEqual([])
  })

  test('tells nothing of the former person to a browser that another one sits before', async () => {
    await patientWrites()
    const { endpoint, p256dh, auth } = device
    await testDatabase.asUser(
      'admin@aurora.test',
      (sql) => sql`select public.subscribe_push(${aurora.id}, ${endpoint}, ${p256dh}, ${auth})`,
    )
    await work()
    expect(delivered).toEqual([])
  })

  test.each([403, 404, 410])('forgets the browser when its service answers %s', async (status) => {
    service.answer = status
    await patientWrites()
    expect(await work()).toMatchObject({ finished: 1 })
    expect(await subscriptions()).toBe(0)
  })

  test.each([429, 500, 503])('tries again when the service answers %s', async (status) => {
    service.answer = status
    await patientWrites()
    expect(await work()).toMatchObject({ retried: 1 })
    expect(await subscriptions()).toBe(1)
    expect(delivered).toEqual([])
    service.answer = 201
    await testDatabase.asPostgres(
      (sql) => sql`update app.jobs set run_at = now() where finished_at is null and dead_at is null`,
    )
    expect(await work()).toMatchObject({ finished: 1 })
    expect(delivered).toHaveLength(1)
  })
})
