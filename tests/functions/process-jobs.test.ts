import { expect, test } from 'vitest'
import { createHandler } from '../../supabase/functions/process-jobs/handler.ts'
import { aurora } from '../db/support/cast.ts'
import { createFunctions, secretKey } from './support/functions.ts'

const { testDatabase, deps } = await createFunctions(() => Promise.reject(new Error('no provider is called')))
const handler = createHandler(deps)

function call(body: string, apikey = secretKey) {
  const headers = { apikey, 'content-type': 'application/json' }
  return handler(new Request('https://x/process-jobs', { method: 'POST', headers, body }))
}

const finishedJobs = () =>
  testDatabase.asPostgres((sql) => sql`select dedupe_key from app.jobs order by dedupe_key`)

test('removes old finished work when it is told to, and only then', async () => {
  await testDatabase.asPostgres(
    (sql) => sql`
      insert into app.jobs (tenant_id, kind, payload, dedupe_key, finished_at) values
        (${aurora.id}, 'opt_in_ack', '{}', 'new', now()), (${aurora.id}, 'opt_in_ack', '{}', 'old', now() - interval '2 days')`,
  )
  expect(await (await call('{}')).json()).toMatchObject({ claimed: 0 })
  expect(await finishedJobs()).toHaveLength(2)
  expect(await (await call('{"task":"prune"}')).json()).toEqual({ pruned: true })
  expect(await finishedJobs()).toEqual([{ dedupe_key: 'new' }])
})

test('compares the balances with their ledgers when it is told to, and notes what it found', async () => {
  const change = (credits: number) =>
    testDatabase.asPostgres(
      (sql) =>
        sql`update public.whatsapp_credits_balance set balance = balance + ${credits} where tenant_id = ${aurora.id}`,
    )
  expect(await (await call('{"task":"books"}')).json()).toEqual({ faults: 0 })
  await change(3)
  expect(await (await call('{"task":"books"}')).json()).toEqual({ faults: 1 })
  await change(-3)
  expect(await testDatabase.asPostgres((sql) => sql`select faults from app.book_checks order by id`)).toEqual(
    [{ faults: [] }, { faults: [{ tenant_id: aurora.id, addon_type: null, fault: 'balance' }] }],
  )
})

test.each([
  ['{"task":"drop"}', secretKey, 400],
  ['{"task":"prune"}', 'guess', 401],
  ['{"task":"books"}', 'guess', 401],
])('refuses %s with the key %s', async (body, apikey, status) => {
  expect((await call(body, apikey)).status).toBe(status)
})
