import type { Sql } from 'postgres'
import { connect } from '../database.ts'
import { demoUsers } from '../demo.ts'

const aurora = '00000000-0000-4000-8000-0000000000a1'
const mark = 'local/demo/waiting-list'
const id = (n: number) => `00000000-0000-4000-8000-00000000ea0${n}`

/** Who waits, by the patient's place among the clinic's, and what they wait for. */
const entries = [
  { place: 46, entry: { weekdays: ['mon', 'wed'], turns: ['evening'], note: 'Só depois do trabalho.' } },
  { place: 47, entry: { turns: ['morning'], is_priority: true, note: 'Retorno depois da licença.' } },
  { place: 48, entry: { weekdays: ['tue', 'thu'], turns: ['afternoon'] } },
  { place: 49, entry: {} },
] as const

/** Four people on the waiting list of Clínica Aurora and one time on offer, once in the life of a database; nobody is told. */
export async function loadDemoWaitingList(databaseUrl: string, superuserUrl: string): Promise<void> {
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
  const reception = demoUsers.find(({ email }) => email === 'recepcao@aurora.test')!.id
  await sql`select set_config('request.jwt.claims', ${JSON.stringify({ sub: reception, role: 'authenticated' })}, true)`
  const patients = await sql<{ id: string }[]>`
    select id from public.patients where tenant_id = ${aurora} and archived_at is null order by id`
  const [type] = await sql<{ id: string }[]>`
    select id from public.session_types where tenant_id = ${aurora} and archived_at is null and capacity = 1 order by position limit 1`
  if (!type || patients.length < entries.length) return
  for (const [index, { place, entry }] of entries.entries()) {
    const patient = patients[place - 1] ?? patients.at(-1 - index)!
    const form = { ...entry, patient_id: patient.id, session_type_id: type.id, therapist_id: null }
    await sql`select public.save_waiting_entry(${aurora}, ${id(index + 1)}, ${sql.json(form)})`
    await sql`
      update public.waiting_list set since = now() - make_interval(days => ${21 - 4 * index})
      where tenant_id = ${aurora} and id = ${id(index + 1)}`
  }
  // the first free afternoon of a therapist, offered to whoever may come at any time
  const [slot] = await sql<{ id: string }[]>`
    insert into public.waiting_slots (tenant_id, id, therapist_id, starts_at, ends_at, is_automatic, created_by)
    select ${aurora}, ${id(9)}, f.therapist_id, f.starts_at, f.ends_at, false, ${reception}
    from (
      select t.user_id as therapist_id, s.starts_at, s.ends_at, t.position from public.therapists t
      cross join lateral public.find_free_slots(
        ${aurora}, t.user_id, 50, to_char((now() + interval '2 days') at time zone 'America/Sao_Paulo', 'YYYY-MM-DD"T"13:00'), 1) s
      where t.tenant_id = ${aurora} and t.is_active) f
    order by f.position limit 1
    returning id`
  if (slot)
    await sql`
      insert into public.waiting_list_offers (tenant_id, slot_id, entry_id, state, expires_at, created_by)
      values (${aurora}, ${slot.id}, ${id(4)}, 'open', now() + interval '6 hours', ${reception})`
  await sql`delete from app.jobs j where j.tenant_id = ${aurora} and j.kind = 'waiting_slot'`
}
