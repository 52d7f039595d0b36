// (r) A campaign: people written down, credits held, messages written through the one gate and reported as sent, against a bare
// loop that claims a row with `for update skip locked`, writes its message and its job and closes both; and pages of the inbox while it runs.
import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { receptionist } from './support/clinics.ts'
import { aurora, startBenchDatabase } from './support/database.ts'
import { asMember } from './support/frame.ts'
import { median } from './support/measure.ts'
import { numberOption } from './support/options.ts'

const people = numberOption('people', 5_000)
const repetitions = numberOption('repetitions', 3)
const pages = numberOption('pages', 300)
const tenant = aurora.tenantId
const words = 'Oi, {{nome}}! Novidades da {{clinica}}. Responda SAIR para não receber mais.'

const database = await startBenchDatabase({ settings: ['shared_buffers=512MB'] })
try {
  const sql = database.connect(4)
  await fill(sql)
  const ratios: number[] = []
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    await reset(sql)
    const bare = people / (await seconds(() => bareLoop(sql)))
    await reset(sql)
    const ours = people / (await seconds(() => campaign(sql)))
    ratios.push(ours / bare)
    console.log(`bare ${bare.toFixed(0)}/s, campaign ${ours.toFixed(0)}/s`)
  }
  console.log(
    `(r) campaign of ${people}  ratio ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})  goal ≥ 0.6`,
  )
  await reset(sql)
  const alone = await p95(sql)
  await reset(sql)
  const running = { is: true }
  const going = campaign(sql).finally(() => (running.is = false))
  const during = await p95(sql, running)
  await going
  console.log(
    `(r) p95 of a page of the inbox: ${alone.toFixed(1)} ms alone, ${during.toFixed(1)} ms while a campaign runs: ${(during / alone).toFixed(2)} × (goal ≤ 1.3)`,
  )
  await sql.end()
} finally {
  await database.stop()
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

/** People with a conversation each who allowed campaigns, at any hour. */
async function fill(sql: Sql): Promise<void> {
  await sql`
    insert into public.patients (tenant_id, full_name)
    select ${tenant}, 'Pessoa ' || translate(md5(n::text), '0123456789', 'abcdefghij') from generate_series(1, ${people}) n`
  await sql`
    with p as (
      select id, '+55119' || lpad((10000000 + row_number() over (order by id))::text, 8, '0') as phone
      from public.patients where tenant_id = ${tenant} and full_name like 'Pessoa %'
    ), t as (
      insert into public.conversation_threads (tenant_id, thread_key, channel, phone)
      select ${tenant}, 'whatsapp:' || phone, 'whatsapp', phone from p returning id, phone
    ), a as (
      insert into public.conversation_addresses (tenant_id, channel, address, thread_id)
      select ${tenant}, 'whatsapp', phone, id from t
    ), m as (
      insert into public.marketing_permissions (tenant_id, patient_id, source, proof, given_on) select ${tenant}, id, 'paper', 'Termo', '2026-01-01' from p
    )
    insert into public.contact_phones (tenant_id, entity_type, entity_id, phone, is_primary)
    select ${tenant}, 'patient', id, phone, true from p`
  await sql`insert into public.campaign_settings (tenant_id, unofficial_since) values (${tenant}, now())`
  await sql`insert into app.campaign_hours select d, '00:00', '24:00' from generate_series(1, 7) d on conflict (weekday) do update set opens = '00:00', closes = '24:00'`
  await sql`create table app.bench_campaigns (id uuid primary key, thread_id uuid not null, state text not null default 'waiting')`
  await sql`insert into app.bench_campaigns select gen_random_uuid(), id from public.conversation_threads where tenant_id = ${tenant} and phone like '+551191%'`
  await sql`analyze`
}

async function reset(sql: Sql): Promise<void> {
  await sql`delete from app.jobs`
  await sql`delete from public.campaigns where tenant_id = ${tenant}`
  await sql`delete from public.conversation_messages where tenant_id = ${tenant} and origin = 'automation'`
  await sql`update app.bench_campaigns set state = 'waiting'`
  await sql`analyze app.jobs, public.conversation_messages, public.campaign_recipients`
}

/** The limit: a row, its message, its job; and both closed. */
async function bareLoop(sql: Sql): Promise<void> {
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (;;) {
        const [done] = await sql<{ id: string; job: string }[]>`
          with c as (
            select id, thread_id from app.bench_campaigns where state = 'waiting' limit 1 for update skip locked
          ), m as (
            insert into public.conversation_messages (tenant_id, thread_id, channel_id, provider, client_id, direction, origin, kind, body,
              status, occurred_at)
            select ${tenant}, thread_id, ${aurora.channelId}, 'evolution', id, 'outbound', 'automation', 'text', ${words}, 'sending', now() from c
            returning id
          ), j as (
            insert into app.jobs (tenant_id, kind, payload, dedupe_key)
            select ${tenant}, 'send_message', jsonb_build_object('message_id', id), 'bench:' || id from m returning id
          )
          update app.bench_campaigns b set state = 'sent' from c where b.id = c.id returning (select id from m) as id, (select id from j)::text as job`
        if (!done) return
        await sql`update public.conversation_messages set status = 'sent', provider_message_id = ${done.id} where tenant_id = ${tenant} and id = ${done.id}`
        await sql`update app.jobs set finished_at = now() where tenant_id = ${tenant} and id = ${done.job}`
      }
    }),
  )
}

interface Step {
  state: string
  sends: { lease: { tenant_id: string; job_id: string; lease_token: string; message_id: string } | null }[]
}

/** What the worker does with a campaign, at a provider that answers at once. */
async function campaign(sql: Sql): Promise<void> {
  const id = randomUUID()
  const definition = {
    purpose: 'marketing',
    audience: { kind: 'everyone', entity: 'patients' },
    variants: [{ body: words, template: null }],
    share_b: 50,
    per_minute: 9_999_999,
    hour_from: '00:00',
    hour_to: '24:00',
    confirms_offer: false,
  }
  await sql`
    insert into public.campaigns (tenant_id, id, name, state, definition, hold_id, started_at) values (${tenant}, ${id}, 'Medida', 'running', ${sql.json(definition)}, ${id}, now())`
  await sql`select app.enqueue_campaign(${tenant}, ${id})`
  let sent = 0
  for (;;) {
    const [claimed] = await sql<
      { jobs: { job_id: string; lease_token: string }[] }[]
    >`select app.claim_jobs(1) as jobs`
    const job = claimed?.jobs[0]
    if (!job) break
    let underWay: Promise<unknown> = Promise.resolve()
    for (let more = true; more;) {
      const [row] = await sql<
        { step: Step }[]
      >`select app.advance_campaign(${tenant}, ${job.job_id}, ${job.lease_token}, 20) as step`
      await underWay
      const leases = row!.step.sends.flatMap(({ lease }) => lease ?? [])
      sent += leases.length
      underWay = Promise.all(
        leases.map(
          (lease) =>
            sql`select app.complete_send(${tenant}, ${lease.job_id}, ${lease.lease_token}, 'sent', ${lease.message_id})`,
        ),
      )
      more = row!.step.state === 'more'
    }
    await underWay
    // the last ones were under way when it looked
    await sql`update app.jobs set run_at = now() where kind = 'run_campaign' and finished_at is null`
  }
  if (sent !== people) throw new Error(`${sent} of ${people} were sent.`)
}

async function p95(sql: Sql, running?: { is: boolean }): Promise<number> {
  const times: number[] = []
  while (times.length < pages && (running?.is ?? true)) {
    const start = performance.now()
    await asMember(
      sql,
      receptionist,
      (transaction) => transaction`select * from public.list_conversations(${tenant})`,
    )
    times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0
}
