import { expect, test } from 'vitest'
import { createSweep } from '../../supabase/functions/_shared/media/sweep.ts'
import { createHandler } from '../../supabase/functions/process-jobs/handler.ts'
import { aurora } from '../db/support/cast.ts'
import { ask, book, openAgenda, patients } from '../db/support/agenda.ts'
import { mariana, receive } from '../db/support/events.ts'
import { charges, day, expectBooksInOrder } from '../db/support/money.ts'
import { createFunctions, secretKey } from './support/functions.ts'

const { testDatabase, deps, bucket } = await createFunctions(() =>
  Promise.reject(new Error('no provider is called')),
)
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

test('seals what was audited, checks the chains and says how many are not whole', async () => {
  expect(await (await call('{"task":"audit"}')).json()).toEqual({ sealed: expect.any(Number) as number })
  const [unsealed] = await testDatabase.asPostgres(
    (sql) => sql`select count(*)::int as rows from public.audit_logs where seq is null`,
  )
  expect(unsealed).toEqual({ rows: 0 })
  expect(await (await call('{"task":"audit_check"}')).json()).toEqual({ broken: 0, pruned: 0 })
  await testDatabase.asPostgres(async (sql) => {
    await sql`alter table public.audit_logs disable trigger user`
    await sql`update public.audit_logs set actor_name = 'Outra' where tenant_id = ${aurora.id} and seq = 1`
    await sql`alter table public.audit_logs enable trigger user`
  })
  expect(await (await call('{"task":"audit_check"}')).json()).toEqual({ broken: 1, pruned: 0 })
})

test('wakes a conversation and sends what was written for this moment', async () => {
  const key = `whatsapp:${mariana}`
  await receive(testDatabase, { provider_message_id: 'A1' })
  await testDatabase.asUser('recepcao@aurora.test', async (sql) => {
    await sql`
      select public.schedule_message(${aurora.id}, ${key}, gen_random_uuid(), 'Bom dia', now() + interval '1 hour', false)`
    await sql`select public.snooze_conversation(${aurora.id}, ${key}, now() + interval '1 hour')`
  })
  // an hour later
  await testDatabase.asPostgres(async (sql) => {
    await sql`update app.jobs set run_at = now() where finished_at is null`
    await sql`update public.scheduled_messages set send_at = now()`
    await sql`update public.conversation_threads set snoozed_until = now()`
  })
  await call('{}')
  const open = await testDatabase.asPostgres(
    (sql) => sql`
      select kind from app.jobs where finished_at is null and kind in ('send_scheduled', 'wake_conversation')`,
  )
  expect(open).toEqual([])
  const [state] = await testDatabase.asPostgres(
    (sql) => sql`
      select t.snoozed_until, s.status, m.body from public.conversation_threads t
      join public.scheduled_messages s on s.tenant_id = t.tenant_id and s.thread_id = t.id
      join public.conversation_messages m on m.tenant_id = s.tenant_id and m.id = s.message_id`,
  )
  expect(state).toEqual({ snoozed_until: null, status: 'sent', body: 'Bom dia' })
})

test('removes what a clinic left in the bucket that is gone, and nothing of others', async () => {
  const gone = crypto.randomUUID()
  const paths = [`${gone}/2026/11/a.png`, `${gone}/uploads/b`, `${aurora.id}/2026/11/c.png`]
  for (const path of paths) await bucket.put(path, new Uint8Array([1]), 'image/png')
  await testDatabase.asPostgres(async (sql) => {
    await sql`insert into public.tenants (id, slug, name) values (${gone}, 'de-saida', 'Clínica De Saída')`
    // the Storage API would do so
    for (const path of paths)
      await sql`insert into storage.objects (bucket_id, name) values ('whatsapp-media', ${path})`
  })
  expect(await (await call('{"task":"sweep"}')).json()).toEqual({ removed: 0 })
  await testDatabase.asPostgres((sql) => sql`delete from public.tenants where id = ${gone}`)
  const sweeping = createHandler({
    ...deps,
    sweep: createSweep({
      database: deps.media.database,
      store: {
        in: (name) => ({
          ...bucket,
          remove: async (removed) => {
            await bucket.in(name).remove(removed)
            await testDatabase.asPostgres(async (sql) => {
              await sql`select set_config('storage.allow_delete_query', 'true', true)`
              await sql`delete from storage.objects where bucket_id = ${name} and name = any (${[...removed]})`
            })
          },
        }),
      },
    }),
  })
  const headers = { apikey: secretKey, 'content-type': 'application/json' }
  const answer = await sweeping(
    new Request('https://x/process-jobs', { method: 'POST', headers, body: '{"task":"sweep"}' }),
  )
  expect(await answer.json()).toEqual({ removed: 2 })
  expect([...bucket.objects.keys()]).toEqual([`${aurora.id}/2026/11/c.png`])
  expect(await (await call('{"task":"sweep"}')).json()).toEqual({ removed: 0 })
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

test('counts what dashboards show when it is told to', async () => {
  await testDatabase.asPostgres(
    (sql) => sql`select app.mark_clinic_days(${aurora.id}, null, current_date, current_date)`,
  )
  const { clinics } = (await (await call('{"task":"summaries"}')).json()) as { clinics: number }
  expect(clinics).toBeGreaterThan(0)
  expect(await (await call('{"task":"summaries"}')).json()).toEqual({ clinics: 0 })
})

test.each([
  ['{"task":"summaries"}', 'guess', 401],
  ['{"task":"drop"}', secretKey, 400],
  ['{"task":"prune"}', 'guess', 401],
  ['{"task":"books"}', 'guess', 401],
  ['{"task":"fees"}', 'guess', 401],
  ['{"task":"sweep"}', 'guess', 401],
])('refuses %s with the key %s', async (body, apikey, status) => {
  expect((await call(body, apikey)).status).toBe(status)
})

test('tells a patient of a session that was booked, once', async () => {
  await openAgenda(testDatabase)
  await receive(testDatabase, { provider_message_id: 'N1' })
  await testDatabase.asUser(
    'recepcao@aurora.test',
    (sql) => sql`select public.link_conversation(${aurora.id}, ${`whatsapp:${mariana}`}, ${patients.ana})`,
  )
  await book(testDatabase, { start_local: '2030-01-08T15:00' })
  // the grace period is over
  await testDatabase.asPostgres(async (sql) => {
    await sql`update app.session_notice_wishes set due_at = now()`
    await sql`update app.jobs set run_at = now() where kind = 'session_notice'`
  })
  await call('{}')
  await call('{}')
  const said = await testDatabase.asPostgres(
    (sql) => sql`select body, origin from public.conversation_messages where body like 'Olá, Ana!%'`,
  )
  expect(said).toMatchObject([{ origin: 'automation' }])
})

test('charges the monthly fees of the month once', async () => {
  await ask(testDatabase, 'save_monthly_fee', {
    id: patients.ana,
    fee: { patient_id: patients.ana, day: 10, amount_cents: 40_000, starts_on: day(0) },
  })
  // as on the first of the next one
  await testDatabase.asPostgres((sql) => sql`delete from public.money_entries where true`)
  await testDatabase.asPostgres((sql) => sql`delete from public.monthly_fee_months where true`)
  await testDatabase.asPostgres((sql) => sql`update public.payers set balance_cents = 0 where true`)
  expect(await (await call('{"task":"fees"}')).json()).toEqual({ clinics: 1 })
  await call('{}')
  expect((await charges(testDatabase)).filter(({ origin }) => origin === 'monthly_fee')).toMatchObject([
    { amount_cents: expect.any(Number) as number, state: 'unpaid' },
  ])
  expect(await (await call('{"task":"fees"}')).json()).toEqual({ clinics: 0 })
  await expectBooksInOrder(testDatabase)
})
