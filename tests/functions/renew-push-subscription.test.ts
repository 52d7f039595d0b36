import { expect, test } from 'vitest'
import { createHandler } from '../../supabase/functions/renew-push-subscription/handler.ts'
import { aurora, horizonte, people } from '../db/support/cast.ts'
import { createFunctions } from './support/functions.ts'
import { createDevice } from './support/push-service.ts'

const { testDatabase, deps } = await createFunctions(() => Promise.reject(new Error('no provider is called')))
const handler = createHandler(deps)
const { endpoint, p256dh, auth } = createDevice()
const next = { endpoint: 'https://push.test/next', p256dh, auth: 'next-next-next-next' }

const renew = (body: object) =>
  handler(
    new Request('https://x/renew-push-subscription', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  )
const devices = () =>
  testDatabase.asPostgres((sql) => sql`select tenant_id, user_id, endpoint from app.push_subscriptions`)

test('takes the new address of a browser that shows its old one, and of nobody else', async () => {
  await testDatabase.asUser(
    'recepcao@aurora.test',
    (sql) => sql`select public.subscribe_push(${aurora.id}, ${endpoint}, ${p256dh}, ${auth})`,
  )
  const mine = { tenant_id: aurora.id, user_id: people['recepcao@aurora.test'].id }
  const refusals = [
    await renew({ tenant_id: aurora.id, old: { endpoint, auth: 'x'.repeat(22) }, new: next }),
    await renew({ tenant_id: horizonte.id, old: { endpoint, auth }, new: next }),
    await renew({
      tenant_id: aurora.id,
      old: { endpoint, auth },
      new: { ...next, endpoint: 'http://push.test/1' },
    }),
    await renew({ tenant_id: 'aurora', old: { endpoint, auth }, new: next }),
  ]
  expect(refusals.map(({ status }) => status)).toEqual([404, 404, 400, 400])
  expect(await devices()).toEqual([{ ...mine, endpoint }])

  for (const _ of ['once', 'repeated'])
    expect((await renew({ tenant_id: aurora.id, old: { endpoint, auth }, new: next })).status).toBe(200)
  expect(await devices()).toEqual([{ ...mine, endpoint: next.endpoint }])
})
