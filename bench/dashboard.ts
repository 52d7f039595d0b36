// (m) The dashboard of a clinic of thirty therapists after two years: one call for a month, a quarter and a year with
// what they are compared with, against a recount of the same days.
import type { Sql } from 'postgres'
import postgres from 'postgres'
import { databaseUrl } from '../local/schema/scratch.ts'
import { aurora, startBenchDatabase } from './support/database.ts'
import { asMember } from './support/frame.ts'
import { median } from './support/measure.ts'
import { numberOption } from './support/options.ts'

const times = numberOption('times', 15)
const tenant = aurora.tenantId
/** Owner of Clínica Aurora (supabase/seed.sql). */
const owner = '00000000-0000-4000-8000-000000000001'
const periods = { month: 30, quarter: 91, year: 365 } as const

const database = await startBenchDatabase({ settings: ['shared_buffers=1GB'] })
try {
  const superuser = postgres(databaseUrl(database.superuserUrl, 'postgres'), { max: 1, onnotice: () => {} })
  await fill(superuser)
  const sql = database.connect(1, 'postgres')
  const ask = (unit: string, days: number) =>
    asMember(sql, owner, async (transaction) => {
      const started = performance.now()
      await transaction`select public.get_clinic_dashboard(${tenant}, current_date - ${days}::int, current_date, null, ${unit})`
      return performance.now() - started
    })
  for (const [unit, days] of Object.entries(periods)) {
    const asked = await measure(() => ask(unit, days))
    const counted = await measure(async () => {
      const started = performance.now()
      for (const back of [0, days + 1, 365])
        await superuser`select count(*) from app.count_clinic_days(${tenant}, current_date - ${days + back}::int, current_date - ${back}::int)`
      return performance.now() - started
    }, 3)
    console.log(`${unit.padEnd(8)} ${asked.toFixed(1)} ms, recounted ${counted.toFixed(0)} ms`)
  }
  const { rows } = await oneBusyHour(superuser)
  const busy = await measure(() => ask('month', periods.month))
  console.log(`month with ${rows} marks that nobody has counted yet: ${busy.toFixed(1)} ms`)
  const started = performance.now()
  const faults = await superuser`select * from app.dashboard_faults()`
  console.log(
    `recount of everything: ${((performance.now() - started) / 1000).toFixed(1)} s, ${faults.length} faults`,
  )
  await superuser.end()
  await sql.end()
} finally {
  await database.stop()
}

async function measure(once: () => Promise<number>, repetitions = times): Promise<number> {
  await once()
  const taken: number[] = []
  for (let n = 0; n < repetitions; n++) taken.push(await once())
  return median(taken)
}

/** What changes in an hour: somebody comes, somebody pays. */
async function oneBusyHour(sql: Sql): Promise<{ rows: number }> {
  await sql`
    update public.sessions s set status = 'missed' from (
      select id from public.sessions where tenant_id = ${tenant} and starts_at between now() - interval '3 days' and now() limit 60) x
    where s.tenant_id = ${tenant} and s.id = x.id`
  const [row] = await sql<
    { rows: number }[]
  >`select count(*)::int as rows from app.clinic_day_marks where tenant_id = ${tenant}`
  return row!
}

async function fill(superuser: Sql): Promise<void> {
  await superuser.begin(async (sql) => {
    await sql`set local session_replication_role = replica`
    await sql`
      insert into public.patients (tenant_id, full_name)
      select ${tenant}, 'Pessoa ' || md5(n::text) from generate_series(1, 3000) n`
    await sql`
      insert into public.therapists (tenant_id, user_id, name, created_at)
      select ${tenant}, gen_random_uuid(), 'Terapeuta ' || n, now() - interval '2 years' from generate_series(1, 30) n`
    await sql`insert into public.session_types (tenant_id, name) values (${tenant}, 'Individual')`
    await sql`
      insert into app.offered_hours (tenant_id, therapist_id, weekday, from_time, until_time, every_weeks, counted_from, valid_from)
      select ${tenant}, t.user_id, d, '08:00', '18:00', 1, '2024-01-01', '-infinity'
      from public.therapists t, unnest(array['mon', 'tue', 'wed', 'thu', 'fri']) d where t.tenant_id = ${tenant}`
    await sql`
      insert into public.sessions (tenant_id, therapist_id, session_type_id, starts_at, ends_at, status, blocks_time)
      select ${tenant}, t.user_id, y.id, m.at, m.at + interval '50 minutes', case when h = 9 then 'missed' else 'attended' end, false
      from public.therapists t, public.session_types y, generate_series(current_date - 730, current_date, '1 day') d,
        generate_series(8, 15) h, lateral (select (d::date + make_time(h, 0, 0)) at time zone 'America/Sao_Paulo' as at) m
      where t.tenant_id = ${tenant} and y.tenant_id = ${tenant} and extract(isodow from d) < 6`
    await sql`
      with p as (
        select id, row_number() over (order by id) - 1 as n from public.patients where tenant_id = ${tenant}
      ), s as (
        select id, status, row_number() over (order by therapist_id, starts_at) as n from public.sessions where tenant_id = ${tenant}
      )
      insert into public.session_patients (tenant_id, session_id, patient_id, status)
      select ${tenant}, s.id, p.id, s.status from s join p on p.n = (s.n / 40) % 3000`
    await sql`
      insert into public.payers (tenant_id, identity, patient_id)
      select ${tenant}, 'patient:' || p.id, p.id from public.patients p where p.tenant_id = ${tenant}`
    await sql`
      insert into public.money_charges (tenant_id, id, payer_id, patient_id, session_id, therapist_id, origin, due_on, amount_cents, paid_cents)
      select ${tenant}, s.id, y.id, sp.patient_id, s.id, s.therapist_id, 'session', s.starts_at::date, 18000, 18000
      from public.sessions s
      join public.session_patients sp on sp.tenant_id = s.tenant_id and sp.session_id = s.id
      join public.payers y on y.tenant_id = s.tenant_id and y.patient_id = sp.patient_id
      where s.tenant_id = ${tenant}`
    await sql`
      insert into public.money_payments (tenant_id, id, payer_id, amount_cents, allocated_cents)
      select ${tenant}, c.id, c.payer_id, 18000, 18000 from public.money_charges c where c.tenant_id = ${tenant}`
    await sql`
      insert into public.money_entries (tenant_id, id, payer_id, kind, amount_cents, balance_after_cents, method, occurred_on)
      select ${tenant}, c.id, c.payer_id, 'payment', -18000, 0, 'pix', c.due_on from public.money_charges c where c.tenant_id = ${tenant}`
    await sql`
      insert into public.money_allocations (tenant_id, payment_id, charge_id, amount_cents)
      select ${tenant}, c.id, c.id, 18000 from public.money_charges c where c.tenant_id = ${tenant}`
  })
  await superuser`vacuum analyze`
  const started = performance.now()
  await superuser`select app.refresh_clinic_days(${tenant})`
  console.log(`two years counted in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  await superuser`vacuum analyze app.clinic_day_summaries`
}
