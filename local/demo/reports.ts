import type { Sql } from 'postgres'
import { connect } from '../database.ts'

const aurora = '00000000-0000-4000-8000-0000000000a1'
const mark = 'local/demo/reports'

/** What reports of Clínica Aurora look back on; once in the life of a database. */
export async function loadDemoReports(databaseUrl: string, superuserUrl: string): Promise<void> {
  const superuser = connect(superuserUrl)
  const sql = connect(databaseUrl)
  try {
    const [seen] = await superuser`select from supabase_migrations.seed_files where path = ${mark}`
    if (seen) return
    await sql.begin((work) => fill(work as unknown as Sql))
    await superuser`insert into supabase_migrations.seed_files (path, hash) values (${mark}, 'loaded')`
  } finally {
    await Promise.all([sql.end(), superuser.end()])
  }
}

async function fill(sql: Sql): Promise<void> {
  // the stories are told in a minute: a closing stands some minutes after its last word
  await sql`
    update app.resolutions r set finished_at = x.at, business_minutes = app.business_minutes(r.tenant_id, r.opened_at, x.at)
    from (
      select r.id, max(m.occurred_at) + interval '12 minutes' as at from app.resolutions r
      join public.conversation_messages m on m.tenant_id = r.tenant_id and m.thread_id = r.thread_id
      where r.tenant_id = ${aurora}::uuid group by r.id) x
    where r.tenant_id = ${aurora}::uuid and r.id = x.id and x.at > r.opened_at and x.at < r.finished_at`
  await sql`
    insert into app.backlog_days (tenant_id, day, open, waiting)
    select ${aurora}::uuid, app.clinic_today(${aurora}::uuid) - n, 9 + (n * 7) % 5, 2 + (n * 5) % 4 from generate_series(1, 27) n
    on conflict do nothing`
  await sql`select app.fold_reports()`
}
