import type { Sql } from 'postgres'
import { connect, createDemoUsers } from '../database.ts'
import { demoUsers } from '../demo.ts'
import { demoTherapists } from './people.ts'

const aurora = '00000000-0000-4000-8000-0000000000a1'
const room = (n: number) => `00000000-0000-4000-8000-00000000ba0${n}`
const type = (n: number) => `00000000-0000-4000-8000-00000000be0${n}`
const session = (n: number) => `00000000-0000-4000-8000-00000005e${String(n).padStart(3, '0')}`

const people = [...demoUsers, ...demoTherapists]
const idOf = (email: string) => people.find((person) => person.email === email)!.id
const tiago = idOf('terapeuta@aurora.test')
const helena = idOf('helena@aurora.test')
const marcos = idOf('marcos@aurora.test')

const rooms = ['Sala Ipê', 'Sala Jacarandá']
const types = [
  { name: 'Psicoterapia individual', minutes: 50, price_cents: 22000, color: 'teal', capacity: 1 },
  { name: 'Terapia de casal', minutes: 80, price_cents: 32000, color: 'pink', capacity: 2 },
  {
    name: 'Psicoterapia on-line',
    minutes: 50,
    price_cents: 20000,
    color: 'blue',
    capacity: 1,
    is_online: true,
  },
  { name: 'Grupo de ansiedade', minutes: 90, price_cents: 12000, color: 'violet', capacity: 8 },
]

const [individual, couple, online, group] = [type(1), type(2), type(3), type(4)] as const
const [ipe, jacaranda] = [room(1), room(2)] as const

const councils: Record<string, object> = {
  [tiago]: { color: 'teal', council: 'CRP', council_region: '06', council_number: '112233', position: 1 },
  [helena]: { color: 'violet', council: 'CRP', council_region: '06', council_number: '98765', position: 2 },
  [marcos]: { color: 'orange', council: 'CRP', council_region: '06', council_number: '145670', position: 3 },
}

const daily = (weekdays: string[], from_time: string, until_time: string, room_id: string | null) =>
  weekdays.map((weekday) => ({ weekday, from_time, until_time, room_id }))

const hours: Record<string, object[]> = {
  [tiago]: [
    ...daily(['mon', 'tue', 'wed', 'thu', 'fri'], '08:00', '12:00', ipe),
    ...daily(['mon', 'tue', 'wed', 'thu'], '13:00', '18:00', ipe),
  ],
  [helena]: [
    ...daily(['tue', 'wed', 'thu'], '09:00', '19:30', jacaranda),
    { weekday: 'sat', from_time: '08:00', until_time: '12:00', room_id: jacaranda, every_weeks: 2 },
  ],
  [marcos]: [
    ...daily(['mon', 'fri'], '13:00', '20:00', jacaranda),
    ...daily(['wed'], '14:00', '20:00', null),
  ],
}

/** A standing slot: whose, when, how often, and the patients by their place among the clinic's. */
type Slot = readonly [
  therapist: string,
  weekday: string,
  time: string,
  freq: string,
  patients: readonly number[],
]

const slots: readonly Slot[] = [
  [tiago, 'mon', '08:00', 'weekly', [1]],
  [tiago, 'mon', '09:00', 'biweekly', [6]],
  [tiago, 'mon', '10:00', 'weekly', [9]],
  [tiago, 'mon', '14:00', 'weekly', [10]],
  [tiago, 'mon', '16:00', 'weekly', [11]],
  [tiago, 'tue', '08:00', 'weekly', [12]],
  [tiago, 'tue', '09:00', 'weekly', [13]],
  [tiago, 'tue', '13:00', 'biweekly', [14]],
  [tiago, 'tue', '17:00', 'weekly', [17]],
  [tiago, 'wed', '08:00', 'weekly', [19]],
  [tiago, 'wed', '10:00', 'weekly', [20]],
  [tiago, 'wed', '15:00', 'weekly', [21]],
  [tiago, 'thu', '09:00', 'weekly', [22]],
  [tiago, 'thu', '11:00', 'biweekly', [23]],
  [tiago, 'thu', '16:00', 'weekly', [24]],
  [tiago, 'fri', '08:00', 'weekly', [25]],
  [tiago, 'fri', '10:00', 'weekly', [4]],
  [helena, 'tue', '09:00', 'weekly', [26]],
  [helena, 'tue', '10:00', 'weekly', [2]],
  [helena, 'tue', '15:00', 'weekly', [3]],
  [helena, 'tue', '18:00', 'biweekly', [27]],
  [helena, 'wed', '09:00', 'weekly', [28]],
  [helena, 'wed', '11:00', 'weekly', [29]],
  [helena, 'wed', '14:00', 'weekly', [8]],
  [helena, 'wed', '17:00', 'weekly', [30]],
  [helena, 'thu', '10:00', 'weekly', [31]],
  [helena, 'thu', '14:00', 'biweekly', [32]],
  [helena, 'thu', '18:00', 'biweekly', [15, 16]],
  [marcos, 'mon', '13:00', 'weekly', [33]],
  [marcos, 'mon', '15:00', 'weekly', [34]],
  [marcos, 'mon', '19:00', 'biweekly', [35]],
  [marcos, 'wed', '14:00', 'weekly', [36]],
  [marcos, 'wed', '16:00', 'monthly_nth', [18]],
  [marcos, 'wed', '19:00', 'weekly', [37]],
  [marcos, 'fri', '14:00', 'weekly', [38]],
  [marcos, 'fri', '16:00', 'weekly', [39]],
  [marcos, 'fri', '18:00', 'weekly', [40, 41, 42, 43, 7]],
]

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const dayMs = 86_400_000
const weeks = 8

/** What kind of session it is, and where. */
function kindOf([therapist, weekday, , , patients]: Slot): { session_type_id: string; room_id?: string } {
  if (patients.length > 2) return { session_type_id: group, room_id: jacaranda }
  if (patients.length === 2) return { session_type_id: couple, room_id: jacaranda }
  if (therapist === marcos && weekday === 'wed') return { session_type_id: online }
  return { session_type_id: individual, room_id: therapist === tiago ? ipe : jacaranda }
}

/**
 * Gives Clínica Aurora therapists, rooms, types of session and an agenda, once in the life of a database: `all` eight
 * weeks around today, otherwise three sessions. Everything goes through the functions that screens call; nobody is told.
 */
export async function loadDemoAgenda(
  databaseUrl: string,
  superuserUrl: string,
  { all }: { all: boolean },
): Promise<void> {
  const path = 'local/demo/agenda'
  const superuser = connect(superuserUrl)
  const sql = connect(databaseUrl)
  try {
    const [seen] = await superuser`select from supabase_migrations.seed_files where path = ${path}`
    if (seen) return
    if (all) await createDemoUsers(superuser, demoTherapists)
    await sql.begin(async (transaction) => {
      const tell = transaction as unknown as Sql
      if (all)
        await tell`
          insert into public.tenant_members (tenant_id, user_id, role)
          select ${aurora}, p.id, 'therapist' from public.profiles p where p.id = any (${[helena, marcos]}) on conflict do nothing`
      await actAs(tell, 'admin@aurora.test')
      await setUp(tell, all ? [tiago, helena, marcos] : [tiago])
      await actAs(tell, 'recepcao@aurora.test')
      const patients = (
        await tell<{ id: string }[]>`select id from public.patients where tenant_id = ${aurora} order by id`
      ).map(({ id }) => id)
      const [week] = await tell<{ monday: string }[]>`
        select date_trunc('week', now() at time zone 'America/Sao_Paulo')::date::text as monday`
      if (all) await fill(tell, patients, week!.monday)
      else await bookFew(tell, patients, week!.monday)
      // nobody is told of what lies in the past
      await tell`delete from app.session_events e where e.tenant_id = ${aurora}`
      await tell`delete from app.session_notice_wishes w where w.tenant_id = ${aurora}`
      await tell`delete from app.jobs j where j.tenant_id = ${aurora} and j.created_at = now()`
      await tell`delete from realtime.messages m where m.inserted_at >= now()`
    })
    await superuser`insert into supabase_migrations.seed_files (path, hash) values (${path}, 'loaded')`
  } finally {
    await sql.end()
    await superuser.end()
  }
}

async function actAs(sql: Sql, email: string): Promise<void> {
  const claims = JSON.stringify({ sub: idOf(email), role: 'authenticated' })
  await sql`select set_config('request.jwt.claims', ${claims}, true)`
}

async function setUp(sql: Sql, therapists: readonly string[]): Promise<void> {
  for (const [index, name] of rooms.entries())
    await sql`select public.save_room(${aurora}, ${room(index + 1)}, ${name}, ${index + 1})`
  for (const [index, one] of types.entries())
    await sql`
      select public.save_session_type(${aurora}, ${type(index + 1)}, ${sql.json({ ...one, position: index + 1 })})`
  for (const id of therapists) {
    await sql`select public.save_therapist(${aurora}, ${id}, ${sql.json(councils[id] as never)})`
    await sql`select public.save_working_hours(${aurora}, ${id}, ${sql.json(hours[id] as never)})`
  }
}

/** The day of a week that lies so many weeks from this one. */
function dayOf(monday: string, weekday: string, week: number): string {
  const day = Date.parse(`${monday}T00:00:00Z`) + (week * 7 + weekdays.indexOf(weekday)) * dayMs
  return new Date(day).toISOString().slice(0, 10)
}

async function bookFew(sql: Sql, patients: readonly string[], monday: string): Promise<void> {
  const few = [
    ['tue', '09:00'],
    ['wed', '15:00'],
    ['thu', '10:00'],
  ] as const
  for (const [index, [weekday, time]] of few.entries()) {
    const patient = patients[index]
    if (!patient) return
    const form = {
      therapist_id: tiago,
      session_type_id: individual,
      room_id: ipe,
      start_local: `${dayOf(monday, weekday, 0)}T${time}`,
      patient_ids: [patient],
    }
    await sql`select public.book_session(${aurora}, ${session(index + 1)}, ${sql.json(form)})`
  }
}

async function fill(sql: Sql, patients: readonly string[], monday: string): Promise<void> {
  for (const [index, slot] of slots.entries()) {
    const [therapist_id, weekday, time, freq, places] = slot
    const patient_ids = places.flatMap((place) => patients[place - 1] ?? [])
    if (patient_ids.length < places.length) continue
    const form = {
      ...kindOf(slot),
      therapist_id,
      patient_ids,
      freq,
      // every second slot of a fortnight is of the other week
      start_local: `${dayOf(monday, weekday, -4 + (freq === 'biweekly' ? index % 2 : 0))}T${time}`,
      until: dayOf(monday, weekday, weeks - 4),
      ...(places.length > 2 ? { title: 'Grupo de ansiedade' } : {}),
      ...(therapist_id === marcos && weekday === 'wed'
        ? { online_url: 'https://meet.exemplo.test/marcos-lima' }
        : {}),
    }
    await sql`
      select public.book_series(${aurora}, ${session(500 + index)}, ${sql.json(form)}, (
        -- nobody works on a holiday
        select coalesce(jsonb_object_agg(h.day, '{"action": "skip"}'::jsonb), '{}')
        from app.holidays_between(${aurora}, ${dayOf(monday, 'mon', -4)}, ${dayOf(monday, 'sun', 4)}) h
        where h.scope <> 'optional'))`
  }
  await squeezeIn(sql, patients[4], monday)
  // what lies behind has an outcome, and who comes in the next days has mostly confirmed
  await sql`
    select public.set_session_status(${aurora}, s.id, case
      when s.starts_at > now() then 'confirmed' when s.n % 11 = 3 then 'missed' when s.n % 13 = 5 then 'excused' else 'attended' end)
    from (
      select s.id, s.starts_at, row_number() over (order by s.starts_at, s.therapist_id) as n
      from public.sessions s where s.tenant_id = ${aurora} and s.starts_at < now() + interval '3 days'
    ) s
    where s.starts_at < now() - interval '1 hour' or (s.starts_at > now() and s.n % 3 <> 0)`
  await sql`
    select public.save_agenda_exception(${aurora}, ${session(901)}, ${sql.json({
      kind: 'absence',
      therapist_id: marcos,
      from_local: dayOf(monday, 'thu', 2),
      until_local: dayOf(monday, 'thu', 2),
      title: 'Congresso',
    })})`
  await sql`
    select public.save_agenda_day_note(${aurora}, ${session(902)}, ${dayOf(monday, 'wed', 0)}, 'Dedetização às 20h: fechar as janelas.')`
  await sql`
    select public.save_clinic_holiday(${aurora}, ${session(903)}, make_date(extract(year from now())::int + 1, 1, 25), 'Aniversário de São Paulo')`
}

/** Somebody who could not wait, over a session of this week. */
async function squeezeIn(sql: Sql, patient: string | undefined, monday: string): Promise<void> {
  if (!patient) return
  const form = {
    therapist_id: tiago,
    session_type_id: individual,
    start_local: `${dayOf(monday, 'wed', 0)}T15:30`,
    minutes: 30,
    patient_ids: [patient],
  }
  await sql`
    select public.book_session(${aurora}, ${session(900)}, ${sql.json(form)}, 'Crise: não podia esperar até sexta')`
}
