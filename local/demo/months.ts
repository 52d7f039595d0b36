import type { Sql } from 'postgres'
import { connect } from '../database.ts'

const aurora = '00000000-0000-4000-8000-0000000000a1'
const desk = { sub: '00000000-0000-4000-8000-000000000004', role: 'authenticated' }

/**
 * Gives Clínica Aurora the two months before its agenda begins, and what was paid since then, once in the life of a database: what a
 * dashboard compares. Past sessions are written in bulk and without triggers, as the functions of the product would have
 * left them; then everything is counted.
 */
export async function loadDemoMonths(superuserUrl: string): Promise<void> {
  const path = 'local/demo/months'
  const superuser = connect(superuserUrl)
  try {
    const [seen] = await superuser`select from supabase_migrations.seed_files where path = ${path}`
    if (seen) return
    await superuser.begin(async (transaction) => {
      const sql = transaction as unknown as Sql
      await payWhatIsDue(sql)
      await sql`set local session_replication_role = replica`
      await sessions(sql)
      await money(sql)
      await sql`update public.therapists set created_at = now() - interval '120 days' where tenant_id = ${aurora}`
      await sql`set local session_replication_role = origin`
      await sql`select app.mark_clinic_days(${aurora}, null, '-infinity', 'infinity')`
      await sql`select app.refresh_clinic_days(${aurora})`
    })
    await superuser`insert into supabase_migrations.seed_files (path, hash) values (${path}, 'loaded')`
  } finally {
    await superuser.end()
  }
}

/** Most of the last weeks was paid within days; some payers are late. */
async function payWhatIsDue(sql: Sql): Promise<void> {
  await sql`select set_config('request.jwt.claims', ${JSON.stringify(desk)}, true)`
  await sql`
    select public.receive_payment(${aurora}, p_id => gen_random_uuid(), p_payer_id => c.payer_id, p_charge_ids => array_agg(c.id),
      p_amount_cents => sum(c.amount_cents - c.paid_cents)::int, p_method => (array['pix', 'pix', 'card', 'cash'])[1 + c.week % 4],
      p_received_on => least(max(c.due_on) + c.week % 3, current_date - 1))
    from (
      select c.*, extract(week from c.due_on)::int as week, row_number() over (order by c.due_on, c.id) as n
      from public.money_charges c
      where c.tenant_id = ${aurora} and c.reversed_at is null and c.paid_cents = 0 and c.amount_cents > 0 and c.due_on < current_date - 1
    ) c
    where c.n % 6 <> 2
    group by c.payer_id, c.week`
  await sql`delete from app.jobs j where j.tenant_id = ${aurora} and j.created_at = now()`
  await sql`delete from realtime.messages m where m.inserted_at >= now()`
}

async function sessions(sql: Sql): Promise<void> {
  await sql`
    create temporary table demo_slots on commit drop as
    select r.therapist_id, r.room_id, r.session_type_id, r.start_time, r.minutes, r.freq, r.weekdays[1] as weekday, array(
        select p.patient_id from public.session_patients p
        where p.tenant_id = ${aurora} and p.session_id = (
          select s.id from public.sessions s where s.tenant_id = ${aurora} and s.series_id = r.id order by s.starts_at limit 1)
        order by p.position, p.patient_id) as patients,
      -5 as last_week,
      -- not everybody has been here for so long
      case when row_number() over (order by r.id) % 4 = 2 then -8 else -13 end as first_week
    from public.session_series r
    where r.tenant_id = ${aurora} and r.freq <> 'monthly_nth'`
  // two who came every week and then stayed away
  await sql`
    insert into demo_slots
    select t.therapist_id, t.room_id, t.session_type_id, x.start_time, t.minutes, 'weekly', 'fri', array[p.id], x.last_week, -13
    from (values (1, '15:00'::time, -8), (2, '16:00', -7)) x (n, start_time, last_week)
    join (
      select q.id, row_number() over (order by q.id) as n from public.patients q
      where q.tenant_id = ${aurora} and q.archived_at is null
        and not exists (select from public.session_patients s where s.tenant_id = ${aurora} and s.patient_id = q.id)
    ) p on p.n = x.n
    cross join (
      select s.* from demo_slots s join public.therapists h on h.tenant_id = ${aurora} and h.user_id = s.therapist_id
      where cardinality(s.patients) = 1 order by h.position, s.start_time limit 1) t`
  await sql`
    create temporary table demo_sessions on commit drop as
    select gen_random_uuid() as id, d.therapist_id, d.room_id, d.session_type_id, d.patients, t.price_cents, x.starts_at,
      x.starts_at + make_interval(mins => d.minutes) as ends_at,
      case when x.n % 14 = 3 then 'missed' when x.n % 17 = 5 then 'cancelled' when x.n % 23 = 7 then 'excused' else 'attended' end as status,
      x.n % 34 = 5 as is_late
    from demo_slots d
    join public.session_types t on t.tenant_id = ${aurora} and t.id = d.session_type_id, lateral (
      select app.local_moment(w.day + d.start_time, app.clinic_zone(${aurora})) as starts_at,
        abs(hashtext(d.therapist_id::text || d.start_time || w.day)) as n
      from (
        select g as week, date_trunc('week', now() at time zone app.clinic_zone(${aurora}))::date + g * 7
          + array_position('{mon,tue,wed,thu,fri,sat,sun}'::text[], d.weekday) - 1 as day
        from generate_series(d.first_week, d.last_week, case d.freq when 'biweekly' then 2 else 1 end) g) w
      where not exists (select from app.holidays_between(${aurora}, w.day, w.day) h where h.scope <> 'optional')) x`
  await sql`
    insert into public.sessions (tenant_id, id, therapist_id, room_id, session_type_id, starts_at, ends_at, status, blocks_time, price_cents, capacity, created_at)
    select ${aurora}, s.id, s.therapist_id, s.room_id, s.session_type_id, s.starts_at, s.ends_at, s.status, s.status in ('attended', 'missed'),
      s.price_cents, greatest(1, cardinality(s.patients)), s.starts_at - interval '7 days'
    from demo_sessions s`
  await sql`
    insert into public.session_patients (tenant_id, session_id, patient_id, status, position)
    select ${aurora}, s.id, p.id, s.status, p.place - 1 from demo_sessions s, unnest(s.patients) with ordinality p (id, place)`
}

/** A charge for each who came, or did not and owes it; most of them paid. */
async function money(sql: Sql): Promise<void> {
  await sql`
    create temporary table demo_charges on commit drop as
    select gen_random_uuid() as id, gen_random_uuid() as payment_id, s.id as session_id, s.therapist_id, s.session_type_id, s.status, s.is_late,
      s.price_cents, p.id as patient_id, (s.starts_at at time zone app.clinic_zone(${aurora}))::date as day,
      case when s.status in ('attended', 'missed') then s.price_cents else 0 end as cents,
      abs(hashtext(s.id::text || p.id)) as n
    from demo_sessions s, unnest(s.patients) p (id)`
  await sql`alter table demo_charges add payer_id uuid`
  await sql`
    update demo_charges c set payer_id = y.payer_id
    from (select p.patient_id, app.payer_of(${aurora}, p.patient_id) as payer_id from (select distinct patient_id from demo_charges) p) y
    where y.patient_id = c.patient_id`
  await sql`
    create temporary table demo_entries on commit drop as
    select nextval('app.money_numbers') as number, e.*
    from (
      select c.id, c.payer_id, c.patient_id, c.session_id, 'charge' as kind, c.cents, null as method, c.day, 0 as later
      from demo_charges c where c.cents > 0
      union all
      select c.payment_id, c.payer_id, c.patient_id, null, 'payment', -c.cents, (array['pix', 'pix', 'card', 'cash'])[1 + c.n % 4],
        c.day + (c.n % 4)::int, 1
      from demo_charges c where c.cents > 0 and c.n % 17 <> 3
      order by 8, 9, 1
    ) e`
  await sql`
    insert into public.money_entries (tenant_id, id, number, payer_id, patient_id, session_id, kind, amount_cents, balance_after_cents, method, occurred_on)
    select ${aurora}, e.id, e.number, e.payer_id, e.patient_id, e.session_id, e.kind, e.cents,
      y.balance_cents + sum(e.cents) over (partition by e.payer_id order by e.number), e.method, e.day
    from demo_entries e
    join public.payers y on y.tenant_id = ${aurora} and y.id = e.payer_id`
  await sql`
    update public.payers y set balance_cents = y.balance_cents + e.cents
    from (select payer_id, sum(cents) as cents from demo_entries group by payer_id) e
    where y.tenant_id = ${aurora} and y.id = e.payer_id`
  await sql`
    insert into public.money_charges (tenant_id, id, payer_id, patient_id, session_id, therapist_id, origin, due_on, amount_cents, paid_cents)
    select ${aurora}, c.id, c.payer_id, c.patient_id, c.session_id, c.therapist_id, 'session', c.day, c.cents,
      case when c.n % 17 <> 3 then c.cents else 0 end
    from demo_charges c where c.cents > 0`
  await sql`
    insert into public.money_payments (tenant_id, id, payer_id, amount_cents, allocated_cents)
    select ${aurora}, c.payment_id, c.payer_id, c.cents, c.cents from demo_charges c where c.cents > 0 and c.n % 17 <> 3`
  await sql`
    insert into public.money_allocations (tenant_id, payment_id, charge_id, amount_cents)
    select ${aurora}, c.payment_id, c.id, c.cents from demo_charges c where c.cents > 0 and c.n % 17 <> 3`
  await sql`
    insert into public.session_bills (tenant_id, session_id, patient_id, therapist_id, session_type_id, day, status, session_price_cents,
      price_cents, price_source, plan, share_percent, is_late, charge_id)
    select ${aurora}, c.session_id, c.patient_id, c.therapist_id, c.session_type_id, c.day, c.status, c.price_cents, c.price_cents, 'type', 'single',
      case when c.cents > 0 then 100 else 0 end, c.status = 'cancelled' and c.is_late, case when c.cents > 0 then c.id end
    from demo_charges c`
}
