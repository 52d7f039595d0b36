// (p) The report of a month after a year of messages: from its summaries, at two sizes, against a recount of everything.
// A clinic of ten people who answer; the larger size has ten times the messages in the same year.
import type { Sql } from 'postgres'
import postgres from 'postgres'
import { databaseUrl } from '../local/schema/scratch.ts'
import { aurora, startBenchDatabase } from './support/database.ts'
import { asMember } from './support/frame.ts'
import { median } from './support/measure.ts'
import { numberOption } from './support/options.ts'

const messages = numberOption('messages', 1_000_000)
const times = numberOption('times', 15)
const tenant = aurora.tenantId
/** Owner of Clínica Aurora (supabase/seed.sql). */
const owner = '00000000-0000-4000-8000-000000000001'

const taken: Record<number, number> = {}
for (const size of [messages / 10, messages]) {
  const database = await startBenchDatabase({ settings: ['shared_buffers=1GB'] })
  try {
    const superuser = postgres(databaseUrl(database.superuserUrl, 'postgres'), { max: 1, onnotice: () => {} })
    await fill(superuser, size)
    const counting = performance.now()
    await superuser`select app.recount_reports(${tenant})`
    const counted = (performance.now() - counting) / 1000
    await superuser`vacuum analyze app.report_days`
    const sql = database.connect(1, 'postgres')
    const ask = () =>
      asMember(sql, owner, async (transaction) => {
        const started = performance.now()
        await transaction`select public.get_service_report(${tenant}, current_date - 30, current_date - 1, 'month')`
        return performance.now() - started
      })
    await ask()
    const each: number[] = []
    for (let n = 0; n < times; n++) each.push(await ask())
    taken[size] = median(each)
    const faults = await superuser`select * from app.report_faults() where tenant_id = ${tenant}`
    console.log(
      `${size} messages: a month in ${taken[size].toFixed(1)} ms, all counted in ${counted.toFixed(1)} s, ${faults.length} faults`,
    )
    await sql.end()
    await superuser.end()
  } finally {
    await database.stop()
  }
}
console.log(`ratio ${(taken[messages]! / taken[messages / 10]!).toFixed(2)}`)

/** A year of messages in working hours, a first answer for each sixth and a closing for each tenth. */
async function fill(superuser: Sql, size: number): Promise<void> {
  await superuser.begin(async (sql) => {
    await sql`set local session_replication_role = replica`
    await sql`
      insert into public.conversation_messages (tenant_id, thread_id, channel_id, provider, direction, origin, kind, body, sent_by, status, occurred_at)
      select ${tenant}, ${tenant}, c.id, c.provider, case when n % 2 = 0 then 'inbound' else 'outbound' end,
        case when n % 2 = 0 then 'contact' else 'app' end, 'text', 'Oi',
        case when n % 2 = 1 then ('10000000-0000-4000-8000-00000000000' || n / 2 % 10)::uuid end,
        case when n % 2 = 0 then 'received' else 'sent' end,
        (current_date - (n % 365)::int)::timestamp + make_interval(hours => 11 + (n / 365 % 10)::int, mins => (n % 60)::int)
      from generate_series(1, ${size}::bigint) n, lateral (
        select c.id, c.provider from public.notification_channels c where c.tenant_id = ${tenant} order by c.id limit 1) c`
    for (const [table, every] of [
      ['first_answers', 6],
      ['resolutions', 10],
    ] as const)
      await sql.unsafe(`
        insert into app.${table} (tenant_id, thread_id, business_minutes, ${
          table === 'first_answers'
            ? 'asked_at, answered_at, answered_by'
            : 'opened_at, finished_at, finished_by'
        })
        select '${tenant}', gen_random_uuid(), least(minutes, 600), at, at + make_interval(mins => minutes), person
        from (
          select (current_date - (n % 365)::int)::timestamptz + make_interval(hours => 12, secs => n % 30000) as at,
            (exp(random() * 7))::int as minutes, ('10000000-0000-4000-8000-00000000000' || n % 10)::uuid as person
          from generate_series(1, ${Math.round(size / every)}) n) x`)
  })
  await superuser`vacuum analyze`
}
