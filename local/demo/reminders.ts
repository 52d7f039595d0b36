import type { Sql } from 'postgres'
import { connect } from '../database.ts'

const aurora = '00000000-0000-4000-8000-0000000000a1'
const mark = 'local/demo/reminders'

const receptionist = 'recepcao@aurora.test'

/** What became of reminders of the last days: one of each reason why one does not go. */
const outcomes = [
  { state: 'sent', reason: null, answer: 'confirmed' },
  { state: 'sent', reason: null, answer: null },
  { state: 'skipped', reason: 'opted_out', answer: null },
  { state: 'skipped', reason: 'no_conversation', answer: null },
  { state: 'skipped', reason: 'quiet_hours', answer: null },
  { state: 'skipped', reason: 'insufficient_credits', answer: null },
  { state: 'skipped', reason: 'session_cancelled', answer: null },
  { state: 'skipped', reason: 'system_down', answer: null },
  { state: 'skipped', reason: 'conversation_blocked', answer: null },
  { state: 'skipped', reason: 'channel_disconnected', answer: null },
  { state: 'skipped', reason: 'outside_24h_window', answer: null },
  { state: 'skipped', reason: 'session_moved', answer: null },
  { state: 'skipped', reason: 'confirmed', answer: null },
  { state: 'skipped', reason: 'held_out', answer: null },
  { state: 'sent', reason: null, answer: 'cancelled' },
] as const

/** Reminders of Clínica Aurora are on, and some fell due before; once in the life of a database, and nobody is told. */
export async function loadDemoReminders(databaseUrl: string, superuserUrl: string): Promise<void> {
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
  await sql`
    insert into public.conversation_session_reminders_settings (tenant_id, is_on, windows)
    select ${aurora}::uuid, true, (
      select jsonb_agg(w || jsonb_build_object('since', now())) from jsonb_array_elements((app.reminder_settings_of(${aurora}::uuid)).windows) w)
    on conflict do nothing`
  const past = await sql<{ session_id: string; patient_id: string; starts_at: Date }[]>`
    select s.id as session_id, m.patient_id, s.starts_at from public.sessions s
    join public.session_patients m on m.tenant_id = s.tenant_id and m.session_id = s.id
    where s.tenant_id = ${aurora} and s.starts_at < now() and s.starts_at > now() - interval '21 days'
    order by s.starts_at desc, s.id limit ${outcomes.length}`
  for (const [index, { session_id, patient_id, starts_at }] of past.entries()) {
    const { state, reason, answer } = outcomes[index]!
    await sql`
      insert into public.conversation_session_reminders_logs (
        tenant_id, session_id, patient_id, window_minutes, starts_at, due_at, useless_at, state, reason, retry_at, sent_at, message_id,
        cost, answer, answered_at)
      select ${aurora}::uuid, ${session_id}::uuid, ${patient_id}::uuid, 1440, at, at - interval '1 day', at - interval '2 hours', ${state}::text, ${reason}::text, at,
        case when ${state}::text = 'sent' then at - interval '1 day' end, case when ${state}::text = 'sent' then gen_random_uuid() end,
        case when ${state}::text = 'sent' then 0 end, ${answer}::text, case when ${answer}::text is not null then at - interval '23 hours' end
      from (select ${starts_at}::timestamptz as at) a
      on conflict do nothing`
  }
  // somebody has to be called about the next day, and one did not pick up
  const silent = await sql<{ session_id: string; patient_id: string; starts_at: Date }[]>`
    select s.id as session_id, m.patient_id, s.starts_at from public.sessions s
    join public.session_patients m on m.tenant_id = s.tenant_id and m.session_id = s.id and m.status = 'scheduled'
    where s.tenant_id = ${aurora} and s.status = 'scheduled' and s.starts_at > now() and s.starts_at < now() + interval '22 hours'
    order by s.starts_at, s.id, m.patient_id limit 4`
  for (const [index, { session_id, patient_id, starts_at }] of silent.entries()) {
    await sql`
      insert into public.conversation_session_reminders_logs (
        tenant_id, session_id, patient_id, window_minutes, starts_at, due_at, useless_at, state, retry_at, sent_at, message_id, cost)
      select ${aurora}::uuid, ${session_id}::uuid, ${patient_id}::uuid, 1440, at, at - interval '1 day', at - interval '2 hours', 'sent',
        at - interval '1 day', at - interval '1 day', gen_random_uuid(), 0
      from (select ${starts_at}::timestamptz as at) a
      on conflict do nothing`
    if (index !== 0) continue
    await sql`
      insert into public.session_calls (tenant_id, session_id, patient_id, starts_at, outcome, status_before, noted_by, noted_at)
      select ${aurora}::uuid, ${session_id}::uuid, ${patient_id}::uuid, ${starts_at}::timestamptz, 'no_answer', 'scheduled', u.id,
        now() - interval '20 minutes'
      from auth.users u where u.email = ${receptionist}`
  }
  // a tenth of the weeks before went without, so that something can be said of the effect
  await sql`
    insert into public.conversation_session_reminders_logs (
      tenant_id, session_id, patient_id, window_minutes, starts_at, due_at, useless_at, state, reason, retry_at, sent_at, message_id, cost,
      is_measured)
    select s.tenant_id, s.id, m.patient_id, 1440, s.starts_at, s.starts_at - interval '1 day', s.starts_at - interval '2 hours',
      case when h.out then 'skipped' else 'sent' end, case when h.out then 'held_out' end, s.starts_at - interval '1 day',
      case when not h.out then s.starts_at - interval '1 day' end, case when not h.out then gen_random_uuid() end,
      case when not h.out then 0 end, true
    from public.sessions s
    join public.session_patients m on m.tenant_id = s.tenant_id and m.session_id = s.id
    cross join lateral (select ('x' || left(md5('reminder:' || s.id), 8))::bit(32)::bigint % 100 < 10 as out) h
    where s.tenant_id = ${aurora} and s.starts_at < now() - interval '4 days' and s.starts_at > now() - interval '60 days'
      and not exists (
        select from public.conversation_session_reminders_logs l
        where l.tenant_id = s.tenant_id and l.session_id = s.id and l.patient_id = m.patient_id)
    on conflict do nothing`
}
