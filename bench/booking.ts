// (l) What a stranger's page waits for: the free times of eight weeks, of one therapist and of thirty, with 800 sessions in them,
// beside the bare read of the sessions that stand in the way.
import { aurora, startBenchDatabase } from './support/database.ts'
import { compare, lanes } from './support/measure.ts'
import { numberOption } from './support/options.ts'

const milliseconds = numberOption('milliseconds', 1000)
const tenant = aurora.tenantId
const database = await startBenchDatabase()
try {
  const sql = database.connect(1)
  await sql`
    insert into public.therapists (tenant_id, user_id, name)
    select ${tenant}, gen_random_uuid(), 'Terapeuta ' || n from generate_series(1, 30) n`
  await sql`insert into public.session_types (tenant_id, name) values (${tenant}, 'Sessão da medida')`
  const [type] =
    await sql`select id from public.session_types where tenant_id = ${tenant} and name = 'Sessão da medida'`
  const therapists = (
    await sql<{ id: string }[]>`
      select user_id as id from public.therapists where tenant_id = ${tenant} and name ~ '^Terapeuta [0-9]+$'`
  ).map(({ id }) => id)
  await sql`
    insert into public.working_hours (tenant_id, therapist_id, weekday, from_time, until_time)
    select ${tenant}, t, d, '08:00', '18:00' from unnest(${therapists}::uuid[]) t, unnest(array['mon', 'tue', 'wed', 'thu', 'fri']) d`
  await sql`
    insert into public.sessions (tenant_id, therapist_id, session_type_id, starts_at, ends_at, status, blocks_time)
    select ${tenant}, t, ${type!.id as string}, m.at, m.at + interval '50 minutes', 'scheduled', true
    from unnest(${therapists}::uuid[]) t, generate_series(current_date, current_date + 56, '1 day') d, generate_series(9, 15, 2) h,
      lateral (select (d::date + make_time(h, 0, 0)) at time zone 'America/Sao_Paulo' as at) m
    where extract(isodow from d) < 6`
  await sql`insert into public.booking_settings (tenant_id, is_open, slug, horizon_weeks) values (${tenant}, true, 'aurora-medida', 9)`
  await sql`analyze`
  const slots = (who: string[]) => sql`
    select count(*)::int as n from app.online_slots(${tenant}, ${who}::uuid[], ${type!.id as string}, current_date, current_date + 56)`
  for (const count of [1, 30]) {
    const who = therapists.slice(0, count)
    const [found] = await slots(who)
    const run = (ask: () => Promise<unknown>) => (duration: number) =>
      lanes(1, duration, async () => {
        await ask()
        return 1
      })
    const [ratio] = await compare(
      [
        {
          name: 'bare',
          run: run(
            () => sql`
              select s.therapist_id, s.starts_at, s.ends_at from public.sessions s
              where s.tenant_id = ${tenant} and s.therapist_id = any (${who}::uuid[])
                and s.starts_at between current_date and current_date + 57`,
          ),
        },
        { name: 'slots', run: run(() => slots(who)) },
      ],
      { milliseconds, warmUp: milliseconds / 2 },
    )
    if (ratio)
      console.log(
        `${count} therapists × 8 weeks, ${found!.n as number} free times`.padEnd(48),
        `${(1000 / ratio.value).toFixed(1)} ms, bare read ${(1000 / ratio.limit).toFixed(1)} ms`,
      )
  }
  await sql.end()
} finally {
  await database.stop()
}
