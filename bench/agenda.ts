// (k) What the desk waits for in a clinic of thirty therapists, after ten weeks with 10,000 patients and after a hundred
// weeks with 100,000: the same statements in two databases of one server, in turns.
import postgres, { type Sql, type TransactionSql } from 'postgres'
import { databaseUrl } from '../local/schema/scratch.ts'
import { receptionist } from './support/clinics.ts'
import { aurora, startBenchDatabase } from './support/database.ts'
import { anyOf } from './support/events.ts'
import { asMember } from './support/frame.ts'
import { compare, lanes } from './support/measure.ts'
import { numberOption } from './support/options.ts'

const patients = numberOption('patients', 10_000)
const milliseconds = numberOption('milliseconds', 1000)
const weeks = 10
const times = 10

interface Place {
  sql: Sql
  patients: number
  some: { patient: string; therapist: string }[]
}

type Ask = (sql: TransactionSql, place: Place) => Promise<unknown>

const tenant = aurora.tenantId

const screens: Record<string, Ask> = {
  'agenda: a week of thirty therapists': (sql) =>
    sql`select public.list_agenda(${tenant}, current_date, current_date + 6)`,
  'agenda: a week of one': (sql, { some }) =>
    sql`select public.list_agenda(${tenant}, current_date, current_date + 6, ${[anyOf(some).therapist]})`,
  'sessions of a patient': (sql, { some }) =>
    sql`select * from public.list_patient_sessions(${tenant}, ${anyOf(some).patient})`,
  'what a drop would meet': (sql, { some }) =>
    sql`select public.check_session(${tenant}, ${anyOf(some).therapist}, ${`${tomorrow}T10:00`}, 50)`,
  'the next free times': (sql, { some }) =>
    sql`select * from public.find_free_slots(${tenant}, ${anyOf(some).therapist}, 50)`,
}
const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)

const database = await startBenchDatabase({ settings: ['shared_buffers=1GB'] })
try {
  await database.copy('ten_times')
  const small = await open('postgres', patients, weeks)
  const large = await open('ten_times', patients * times, weeks * times)
  for (const [name, ask] of Object.entries(screens)) await measure(name, ask, small, large)
  await small.sql.end()
  await large.sql.end()
} finally {
  await database.stop()
}

async function open(name: string, count: number, past: number): Promise<Place> {
  const superuser = postgres(databaseUrl(database.superuserUrl, name), { max: 1, onnotice: () => {} })
  await superuser.begin(async (sql) => {
    // the words of the search are not asked here
    await sql`set local session_replication_role = replica`
    await sql`
      insert into public.patients (tenant_id, full_name)
      select ${tenant}, 'Pessoa ' || md5(n::text) from generate_series(1, ${count}) n`
    await sql`
      insert into public.therapists (tenant_id, user_id, name)
      select ${tenant}, gen_random_uuid(), 'Terapeuta ' || n from generate_series(1, 30) n`
    await sql`insert into public.session_types (tenant_id, name) values (${tenant}, 'Individual')`
    await sql`
      insert into public.working_hours (tenant_id, therapist_id, weekday, from_time, until_time)
      select ${tenant}, t.user_id, d, '08:00', '18:00'
      from public.therapists t, unnest(array['mon', 'tue', 'wed', 'thu', 'fri']) d where t.tenant_id = ${tenant}`
    // eight sessions a day, until two weeks from now; what is long past is left out of the constraints, which makes filling quick
    await sql`
      insert into public.sessions (tenant_id, therapist_id, session_type_id, starts_at, ends_at, status, blocks_time)
      select ${tenant}, t.user_id, y.id, m.at, m.at + interval '50 minutes',
        case when m.at < now() then 'attended' else 'scheduled' end, m.at > now() - interval '14 days'
      from public.therapists t, public.session_types y, generate_series(current_date - ${past * 7}::int, current_date + 14, '1 day') d,
        generate_series(8, 15) h, lateral (select (d::date + make_time(h, 0, 0)) at time zone 'America/Sao_Paulo' as at) m
      where t.tenant_id = ${tenant} and y.tenant_id = ${tenant} and extract(isodow from d) < 6`
    await sql`analyze public.patients, public.sessions`
    await sql`
      with p as (
        select id, row_number() over (order by id) - 1 as n from public.patients where tenant_id = ${tenant}
      ), s as (
        select id, status, row_number() over (order by therapist_id, starts_at) as n from public.sessions where tenant_id = ${tenant}
      )
      insert into public.session_patients (tenant_id, session_id, patient_id, status)
      select ${tenant}, s.id, p.id, s.status from s join p on p.n = (s.n / 40) % ${count}::int`
  })
  await superuser`vacuum analyze`
  const some = await superuser<Place['some']>`
    select p.patient_id as patient, s.therapist_id as therapist from public.session_patients p
    join public.sessions s on s.tenant_id = p.tenant_id and s.id = p.session_id
    where p.tenant_id = ${tenant} and s.starts_at > now() limit 300`
  await superuser.end()
  return { sql: database.connect(1, name), patients: count, some }
}

async function measure(name: string, ask: Ask, small: Place, large: Place): Promise<void> {
  const [ratio] = await compare([contender(ask, small), contender(ask, large)], {
    milliseconds,
    warmUp: milliseconds / 2,
  })
  if (!ratio) return
  const latency = (rate: number, place: Place) =>
    `${(1000 / rate).toFixed(2)} ms at ${place.patients.toLocaleString('en')}`
  console.log(
    `${name.padEnd(44)} latency × ${(1 / ratio.median).toFixed(2)} (${(1 / ratio.max).toFixed(2)}–${(1 / ratio.min).toFixed(2)})  ` +
      `${latency(ratio.limit, small)}, ${latency(ratio.value, large)}`,
  )
}

function contender(ask: Ask, place: Place) {
  return {
    name: String(place.patients),
    run: (duration: number) =>
      asMember(place.sql, receptionist, (transaction) =>
        lanes(1, duration, async () => {
          await ask(transaction, place)
          return 1
        }),
      ),
  }
}
