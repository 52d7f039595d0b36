// (o) Ten thousand reminders that are due at once: planned and claimed, then rendered, charged and enqueued by workers,
// against a bare loop that claims a row with `for update skip locked` and writes its message and its job.
import type { Sql } from 'postgres'
import { aurora, startBenchDatabase } from './support/database.ts'
import { median } from './support/measure.ts'
import { numberOption } from './support/options.ts'

const reminders = numberOption('reminders', 10_000)
const repetitions = numberOption('repetitions', 5)
const workers = numberOption('workers', 4)
const tenant = aurora.tenantId
const words = 'Lembrete da {clinica}: {nome} tem sessão {data}, às {hora}, com {terapeuta}.'

const database = await startBenchDatabase({ settings: ['shared_buffers=512MB'] })
try {
  const sql = database.connect(workers)
  await fill(sql)
  const ratios: number[] = []
  const limits: number[] = []
  const plans: number[] = []
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    await reset(sql)
    const bare = reminders / (await seconds(() => bareLoop(sql)))
    await reset(sql)
    const planned = await seconds(() => plan(sql))
    const value = reminders / (planned + (await seconds(() => send(sql))))
    limits.push(bare)
    plans.push(planned)
    ratios.push(value / bare)
    console.log(
      `bare ${bare.toFixed(0)}/s, reminders ${value.toFixed(0)}/s, of which planned and claimed in ${planned.toFixed(1)} s`,
    )
  }
  console.log(
    `(o) ${reminders} due reminders @${workers}  ratio ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})  ` +
      `goal ≥ 0.6  limit ${median(limits).toFixed(0)}/s  planned in ${median(plans).toFixed(1)} s`,
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

/** Somebody with a number and a conversation for each session of the next day. */
async function fill(sql: Sql): Promise<void> {
  await sql`
    insert into public.therapists (tenant_id, user_id, name)
    select ${tenant}, gen_random_uuid(), 'Terapeuta ' || n from generate_series(1, 500) n`
  await sql`insert into public.session_types (tenant_id, name) values (${tenant}, 'Individual')`
  await sql`
    insert into public.patients (tenant_id, full_name)
    select ${tenant}, 'Pessoa ' || translate(md5(n::text), '0123456789', 'abcdefghij') from generate_series(1, ${reminders}) n`
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
    )
    insert into public.contact_phones (tenant_id, entity_type, entity_id, phone, is_primary)
    select ${tenant}, 'patient', id, phone, true from p`
  await sql`
    with p as (
      select id, row_number() over (order by id) - 1 as n from public.patients where tenant_id = ${tenant} and full_name like 'Pessoa %'
    ), h as (
      select user_id, row_number() over (order by user_id) - 1 as n from public.therapists where tenant_id = ${tenant} and name like 'Terapeuta %'
    ), s as (
      insert into public.sessions (tenant_id, id, therapist_id, session_type_id, starts_at, ends_at, blocks_time, created_at)
      select ${tenant}, p.id, h.user_id, (select id from public.session_types where tenant_id = ${tenant} and name = 'Individual' limit 1),
        date_trunc('minute', now()) + interval '2 hours' + (p.n / 500) * interval '1 hour',
        date_trunc('minute', now()) + interval '2 hours 50 minutes' + (p.n / 500) * interval '1 hour', true, now() - interval '30 days'
      from p join h on h.n = p.n % 500 returning id
    )
    insert into public.session_patients (tenant_id, session_id, patient_id) select ${tenant}, id, id from s`
  await sql`
    insert into public.conversation_session_reminders_settings (tenant_id, is_on, quiet_from, quiet_to, windows)
    values (${tenant}, true, '00:00', '00:00', ${sql.json([{ minutes: 2880, text: words, template: null, since: '2020-01-01T00:00:00Z' }])})`
  await sql`create table app.bench_reminders (id uuid primary key, thread_id uuid not null, state text not null default 'waiting')`
  await sql`insert into app.bench_reminders select gen_random_uuid(), id from public.conversation_threads where tenant_id = ${tenant} and phone like '+551191%'`
  await sql`analyze`
}

/** As before anything was due. */
async function reset(sql: Sql): Promise<void> {
  await sql`delete from app.jobs`
  await sql`delete from public.conversation_session_reminders_logs`
  await sql`delete from public.conversation_messages where tenant_id = ${tenant} and origin = 'automation'`
  await sql`update app.bench_reminders set state = 'waiting'`
  await sql`analyze app.jobs, public.conversation_session_reminders_logs, public.conversation_messages`
}

/** The limit: one statement claims a row, writes a message and its job, and closes the row. */
async function bareLoop(sql: Sql): Promise<void> {
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (;;) {
        const done = await sql`
          with c as (
            select id, thread_id from app.bench_reminders where state = 'waiting' limit 1 for update skip locked
          ), m as (
            insert into public.conversation_messages (tenant_id, thread_id, channel_id, provider, client_id, direction, origin, kind, body,
              status, occurred_at)
            select ${tenant}, thread_id, ${aurora.channelId}, 'evolution', id, 'outbound', 'automation', 'text', ${words}, 'sending', now() from c
            returning id
          ), j as (
            insert into app.jobs (tenant_id, kind, payload, dedupe_key)
            select ${tenant}, 'send_message', jsonb_build_object('message_id', id), 'bench:' || id from m
          )
          update app.bench_reminders b set state = 'sent' from c where b.id = c.id returning b.id`
        if (done.length === 0) return
      }
    }),
  )
}

/** What the minute does: rows for what fell due, and a job for each. */
async function plan(sql: Sql): Promise<void> {
  for (;;) {
    const [row] = await sql<{ n: number }[]>`select app.send_session_reminders() as n`
    if (!row || row.n === 0) return
  }
}

/** What the workers do with the jobs. */
async function send(sql: Sql): Promise<void> {
  const jobs = await sql<{ id: string }[]>`
    select payload ->> 'id' as id from app.jobs where kind = 'session_reminder'`
  if (jobs.length !== reminders) throw new Error(`${jobs.length} of ${reminders} reminders are due.`)
  const next = jobs.values()
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (const { id } of next) await sql`select app.send_session_reminder(${tenant}, ${id})`
    }),
  )
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from public.conversation_session_reminders_logs where state = 'sent'`
  if (row?.n !== reminders) throw new Error(`${row?.n} of ${reminders} reminders were sent.`)
}
