-- dashboard: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE SEQUENCE "app"."clinic_day_mark_numbers" AS bigint INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1 NO CYCLE;

CREATE TABLE "app"."clinic_day_marks" (
  "tenant_id"    uuid   NOT NULL,
  "id"           bigint NOT NULL DEFAULT nextval('app.clinic_day_mark_numbers'::regclass),
  "therapist_id" uuid,
  "from_day"     date   NOT NULL,
  "until_day"    date   NOT NULL,
  CONSTRAINT "clinic_day_marks_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "mark_has_days" CHECK ((until_day >= from_day))
);

ALTER TABLE "app"."clinic_day_marks"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."clinic_day_states" (
  "tenant_id"     uuid NOT NULL,
  "counted_until" date NOT NULL,
  CONSTRAINT "clinic_day_states_pkey" PRIMARY KEY (tenant_id)
);

ALTER TABLE "app"."clinic_day_states"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."clinic_day_summaries" (
  "tenant_id"       uuid   NOT NULL,
  "therapist_id"    uuid   NOT NULL,
  "day"             date   NOT NULL,
  "held"            bigint NOT NULL DEFAULT 0,
  "missed"          bigint NOT NULL DEFAULT 0,
  "excused"         bigint NOT NULL DEFAULT 0,
  "cancelled_late"  bigint NOT NULL DEFAULT 0,
  "cancelled_early" bigint NOT NULL DEFAULT 0,
  "booked_minutes"  bigint NOT NULL DEFAULT 0,
  "offered_minutes" bigint NOT NULL DEFAULT 0,
  "new_patients"    bigint NOT NULL DEFAULT 0,
  "drop_outs"       bigint NOT NULL DEFAULT 0,
  "charged_cents"   bigint NOT NULL DEFAULT 0,
  "open_cents"      bigint NOT NULL DEFAULT 0,
  "received_cents"  bigint NOT NULL DEFAULT 0,
  CONSTRAINT "clinic_day_summaries_pkey" PRIMARY KEY (tenant_id, day, therapist_id)
);

ALTER TABLE "app"."clinic_day_summaries"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."first_answers" (
  "tenant_id"        uuid                     NOT NULL,
  "thread_id"        uuid                     NOT NULL,
  "asked_at"         timestamp with time zone NOT NULL,
  "answered_at"      timestamp with time zone NOT NULL,
  "answered_by"      uuid,
  "business_minutes" integer                  NOT NULL,
  CONSTRAINT "answer_follows_question" CHECK ((answered_at >= asked_at)),
  CONSTRAINT "first_answers_pkey" PRIMARY KEY (tenant_id, thread_id, asked_at)
);

ALTER TABLE "app"."first_answers"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."offered_hours" (
  "tenant_id"    uuid                   NOT NULL,
  "id"           uuid                   NOT NULL DEFAULT gen_random_uuid(),
  "therapist_id" uuid                   NOT NULL,
  "weekday"      text                   NOT NULL,
  "from_time"    time without time zone NOT NULL,
  "until_time"   time without time zone NOT NULL,
  "every_weeks"  smallint               NOT NULL,
  "counted_from" date                   NOT NULL,
  "valid_from"   date                   NOT NULL,
  "valid_until"  date                   NOT NULL DEFAULT 'infinity'::date,
  CONSTRAINT "offered_hours_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "rule_was_valid" CHECK ((valid_until > valid_from))
);

ALTER TABLE "app"."offered_hours"
  ENABLE ROW LEVEL SECURITY;

CREATE OR REPLACE FUNCTION app.business_minutes (
  p_tenant_id uuid,
  p_from      timestamp with time zone,
  p_to        timestamp with time zone
)
  RETURNS integer
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_settings public.agenda_settings := app.agenda_settings_of(p_tenant_id);
  v_from timestamp := p_from at time zone v_zone;
  -- what nobody answered for a quarter is a quarter
  v_to timestamp := least(p_to, p_from + interval '92 days') at time zone v_zone;
  v_weekdays text[];
begin
  select array_agg(distinct h.weekday) into v_weekdays from public.working_hours h where h.tenant_id = p_tenant_id;
  return (
    select coalesce(sum(greatest(0, extract(epoch from
      least(v_to, g.day + v_settings.grid_until) - greatest(v_from, g.day + v_settings.grid_from)) / 60)), 0)::integer
    from (select s::date as day from generate_series(v_from::date::timestamp, v_to, '1 day') s) g
    where app.weekday_of(g.day) = any (coalesce(v_weekdays, '{mon,tue,wed,thu,fri}'))
      and not exists (
        select from app.holidays_between(p_tenant_id, v_from::date, v_to::date) h where h.day = g.day and h.scope <> 'optional'));
end;
$function$;

CREATE OR REPLACE FUNCTION app.check_books()
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_faults jsonb;
begin
  insert into app.book_checks (faults)
  select coalesce(jsonb_agg(to_jsonb(f) order by f.tenant_id, f.addon_type nulls first, f.fault), '[]')
  from (
    select c.tenant_id, null as addon_type, c.fault from app.credit_faults() c
    union
    select a.tenant_id, a.addon_type, a.fault from app.addon_faults() a
    union
    -- what dashboards add up: the days that they are looked at for
    select d.tenant_id, null, d.fault from app.dashboard_faults(800) d
    union
    select m.tenant_id, null, m.fault from app.money_faults() m
    union
    select p.tenant_id, null, p.fault from app.payout_faults() p
  ) f
  returning faults into v_faults;
  delete from app.book_checks where checked_at < now() - interval '1 year';
  return jsonb_array_length(v_faults);
end;
$function$;

CREATE OR REPLACE FUNCTION app.clinic_days (
  p_tenant_id     uuid,
  p_from          date,
  p_to            date,
  p_therapist_ids uuid[] DEFAULT NULL::uuid[]
)
  RETURNS SETOF app.clinic_day_summaries
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_stale jsonb;
begin
  select coalesce(jsonb_agg(to_jsonb(s)), '[]') into v_stale from app.stale_clinic_days(p_tenant_id, p_from, p_to) s;
  return query
    select d.* from app.clinic_day_summaries d
    where d.tenant_id = p_tenant_id and d.day between p_from and p_to and (p_therapist_ids is null or d.therapist_id = any (p_therapist_ids))
      and not exists (
        select from jsonb_to_recordset(v_stale) x (from_day date, to_day date, therapist_ids uuid[])
        where d.day between x.from_day and x.to_day and d.therapist_id = any (x.therapist_ids));
  return query
    select c.*
    from jsonb_to_recordset(v_stale) x (from_day date, to_day date, therapist_ids uuid[]), lateral app.count_clinic_days(
      p_tenant_id, x.from_day, x.to_day, case when p_therapist_ids is null then x.therapist_ids else array(
        select unnest(x.therapist_ids) intersect select unnest(p_therapist_ids)) end) c;
end;
$function$;

CREATE OR REPLACE FUNCTION app.count_clinic_days (
  p_tenant_id     uuid,
  p_from          date,
  p_to            date,
  p_therapist_ids uuid[] DEFAULT NULL::uuid[]
)
  RETURNS SETOF app.clinic_day_summaries
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_rule record;
begin
  select r.rhythm_sessions as sessions, make_interval(weeks => r.rhythm_weeks) as rhythm, r.silent_weeks * 7 as silent
  into v_rule from app.drop_out_rule() r;
  return query
    with held as (
      select s.id, s.therapist_id, (s.starts_at at time zone v_zone)::date as day, s.starts_at, s.ends_at, s.status, s.cancel_reason
      from public.sessions s
      where s.tenant_id = p_tenant_id and s.starts_at >= (p_from - 1)::timestamp at time zone 'UTC'
        and s.starts_at < (p_to + 3)::timestamp at time zone 'UTC'
        and (s.starts_at at time zone v_zone)::date between p_from and p_to
        and (p_therapist_ids is null or s.therapist_id = any (p_therapist_ids))
    ), parts as (
      select h.therapist_id, h.day,
        (h.status = 'attended')::int as held, (h.status = 'missed')::int as missed, (h.status = 'excused')::int as excused,
        (h.status = 'cancelled' and c.is_late)::int as cancelled_late,
        -- what a changed series leaves behind is nobody's cancellation
        (h.status = 'cancelled' and not c.is_late and h.cancel_reason is distinct from 'series_changed')::int as cancelled_early,
        case when u.blocks_time then (extract(epoch from h.ends_at - h.starts_at) / 60)::int else 0 end as booked,
        0::bigint as offered, 0 as fresh, 0 as lost, 0::bigint as charged, 0::bigint as open, 0::bigint as received
      from held h
      join public.session_statuses u on u.key = h.status
      left join lateral (
        select coalesce(bool_or(b.is_late), false) as is_late from public.session_bills b
        where h.status = 'cancelled' and b.tenant_id = p_tenant_id and b.session_id = h.id) c on true
      union all
      select o.therapist_id, o.day, 0, 0, 0, 0, 0, 0, o.minutes, 0, 0, 0, 0, 0
      from app.offered_minutes(p_tenant_id, p_from, p_to, p_therapist_ids) o
      union all
      select h.therapist_id, h.day, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0
      from held h
      join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = h.id and sp.status = 'attended'
      where not exists (
        select from public.session_patients e
        join public.sessions x on x.tenant_id = p_tenant_id and x.id = e.session_id
        where e.tenant_id = p_tenant_id and e.patient_id = sp.patient_id and e.status = 'attended' and (x.starts_at, x.id) < (h.starts_at, h.id))
      union all
      select l.therapist_id, l.day + v_rule.silent, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0
      from (
        select s.id, s.therapist_id, s.starts_at, (s.starts_at at time zone v_zone)::date as day
        from public.sessions s
        where s.tenant_id = p_tenant_id and s.starts_at >= (p_from - v_rule.silent - 1)::timestamp at time zone 'UTC'
          and s.starts_at < (p_to - v_rule.silent + 3)::timestamp at time zone 'UTC'
          and (s.starts_at at time zone v_zone)::date between p_from - v_rule.silent and p_to - v_rule.silent
          and (p_therapist_ids is null or s.therapist_id = any (p_therapist_ids))
      ) l
      join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = l.id and sp.status = 'attended'
      join public.patients p on p.tenant_id = p_tenant_id and p.id = sp.patient_id and p.archived_at is null
      where not exists (
        select from public.session_patients e
        join public.sessions x on x.tenant_id = p_tenant_id and x.id = e.session_id
        where e.tenant_id = p_tenant_id and e.patient_id = sp.patient_id and e.status in ('scheduled', 'confirmed', 'attended')
          and (x.starts_at, x.id) > (l.starts_at, l.id))
        and v_rule.sessions <= (
          select count(*) from public.session_patients e
          join public.sessions x on x.tenant_id = p_tenant_id and x.id = e.session_id
          where e.tenant_id = p_tenant_id and e.patient_id = sp.patient_id and e.status = 'attended'
            and x.starts_at > l.starts_at - v_rule.rhythm and (x.starts_at, x.id) <= (l.starts_at, l.id))
      union all
      select coalesce(c.therapist_id, app.no_therapist()), c.due_on, 0, 0, 0, 0, 0, 0, 0, 0, 0, c.amount_cents, c.amount_cents - c.paid_cents, 0
      from public.money_charges c
      where c.tenant_id = p_tenant_id and c.reversed_at is null and c.due_on between p_from and p_to
        and (p_therapist_ids is null or coalesce(c.therapist_id, app.no_therapist()) = any (p_therapist_ids))
      union all
      -- what came in and was not given back: the part that pays a therapist's charges, and the rest
      select y.therapist_id, y.day, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, y.cents
      from (
        select coalesce(x.therapist_id, app.no_therapist()) as therapist_id, e.occurred_on as day, x.cents
        from public.money_entries e
        join public.money_payments m on m.tenant_id = p_tenant_id and m.id = e.id and m.reversed_at is null, lateral (
          select c.therapist_id, a.amount_cents::bigint as cents
          from public.money_allocations a
          join public.money_charges c on c.tenant_id = p_tenant_id and c.id = a.charge_id
          where a.tenant_id = p_tenant_id and a.payment_id = e.id
          union all
          select null, m.amount_cents - m.refunded_cents - m.allocated_cents) x
        where e.tenant_id = p_tenant_id and e.kind = 'payment' and e.occurred_on between p_from and p_to
      ) y
      where p_therapist_ids is null or y.therapist_id = any (p_therapist_ids)
    )
    select p_tenant_id, q.therapist_id, q.day, sum(q.held), sum(q.missed), sum(q.excused), sum(q.cancelled_late), sum(q.cancelled_early),
      sum(q.booked), sum(q.offered)::bigint, sum(q.fresh), sum(q.lost), sum(q.charged)::bigint, sum(q.open)::bigint, sum(q.received)::bigint
    from parts q
    group by q.therapist_id, q.day
    having row(sum(q.held), sum(q.missed), sum(q.excused), sum(q.cancelled_late), sum(q.cancelled_early), sum(q.booked), sum(q.offered),
      sum(q.fresh), sum(q.lost), sum(q.charged), sum(q.open), sum(q.received)) is distinct from row(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
end;
$function$;

CREATE OR REPLACE FUNCTION app.dashboard_answers (
  p_tenant_id  uuid,
  p_days       daterange,
  p_person_ids uuid[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
begin
  return (
    select jsonb_build_object('first_answers', count(*),
      'first_answer_minutes', round((percentile_cont(0.5) within group (order by a.business_minutes))::numeric))
    from app.first_answers a
    where a.tenant_id = p_tenant_id and a.asked_at >= app.local_moment(lower(p_days)::timestamp, v_zone)
      and a.asked_at < app.local_moment(upper(p_days)::timestamp, v_zone)
      and (p_person_ids is null or a.answered_by = any (p_person_ids)));
end;
$function$;

CREATE OR REPLACE FUNCTION app.dashboard_faults (
  p_days integer DEFAULT NULL::integer
)
  RETURNS TABLE (
    tenant_id uuid,
    fault     text
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return query
    select t.id, 'dashboard_days'
    from public.tenants t
    join app.clinic_day_states s on s.tenant_id = t.id, lateral (
      select case when p_days is null then least(
        (select (min(x.starts_at) at time zone 'UTC')::date - 1 from public.sessions x where x.tenant_id = t.id),
        (select min(e.occurred_on) from public.money_entries e where e.tenant_id = t.id),
        (select min(d.day) from app.clinic_day_summaries d where d.tenant_id = t.id), s.counted_until)
        else current_date - p_days end as day) f
    where exists (
      (select to_jsonb(k) from app.clinic_days(t.id, f.day, s.counted_until) k
        except all select to_jsonb(c) from app.count_clinic_days(t.id, f.day, s.counted_until) c)
      union all
      (select to_jsonb(c) from app.count_clinic_days(t.id, f.day, s.counted_until) c
        except all select to_jsonb(k) from app.clinic_days(t.id, f.day, s.counted_until) k))
    union
    -- an answer that was counted is there
    select a.tenant_id, 'dashboard_answers'
    from app.first_answers a
    where (p_days is null or a.asked_at > now() - make_interval(days => p_days))
      and not exists (
        select from public.conversation_messages m
        where m.tenant_id = a.tenant_id and m.thread_id = a.thread_id and m.direction = 'outbound' and m.origin in ('app', 'phone')
          and m.status <> 'failed' and m.occurred_at = a.answered_at);
end;
$function$;

CREATE OR REPLACE FUNCTION app.dashboard_numbers (
  p_sums       app.clinic_day_summaries,
  p_sees_money boolean
)
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('held', p_sums.held, 'missed', p_sums.missed, 'excused', p_sums.excused,
    'no_show_rate', round(p_sums.missed::numeric / nullif(p_sums.held + p_sums.missed, 0), 4),
    'cancelled_late', p_sums.cancelled_late, 'cancelled_early', p_sums.cancelled_early,
    'booked_minutes', p_sums.booked_minutes, 'offered_minutes', p_sums.offered_minutes,
    'occupation', round(p_sums.booked_minutes::numeric / nullif(p_sums.offered_minutes, 0), 4),
    'new_patients', p_sums.new_patients, 'drop_outs', p_sums.drop_outs)
    || case when p_sees_money then jsonb_build_object('charged_cents', p_sums.charged_cents, 'received_cents', p_sums.received_cents)
      else '{}' end;
$function$;

CREATE OR REPLACE FUNCTION app.dashboard_period (
  p_from date,
  p_to   date,
  p_unit text,
  p_back text
)
  RETURNS daterange
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_step interval := case
    when p_back = 'year' then interval '1 year'
    when p_unit = 'week' then interval '1 week'
    when p_unit = 'month' then interval '1 month'
    when p_unit = 'quarter' then interval '3 months'
    when p_unit = 'year' then interval '1 year'
    else make_interval(days => p_to - p_from + 1) end;
  v_from date := p_from - v_step;
  v_to date := p_to - v_step;
begin
  -- the last day of a month stands for the last day of the other; a day that it does not have, too
  if (p_back = 'year' or p_unit in ('month', 'quarter', 'year')) and p_to = (date_trunc('month', p_to) + interval '1 month - 1 day')::date then
    v_to := (date_trunc('month', v_to) + interval '1 month - 1 day')::date;
  end if;
  return daterange(v_from, greatest(v_from, v_to) + 1);
end;
$function$;

CREATE OR REPLACE FUNCTION app.drop_out_rule()
  RETURNS TABLE (
    rhythm_sessions integer,
    rhythm_weeks    integer,
    silent_weeks    integer
  )
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select 4, 8, 4;
$function$;

CREATE OR REPLACE FUNCTION app.keep_offered_hours (
  p_tenant_id    uuid,
  p_therapist_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_today date := app.clinic_today(p_tenant_id);
  v_is_first boolean;
begin
  if v_today is null or not exists (
    select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = p_therapist_id) then
    return;
  end if;
  v_is_first := not exists (
    select from app.offered_hours o where o.tenant_id = p_tenant_id and o.therapist_id = p_therapist_id);
  -- what no longer holds ends today, or never was
  delete from app.offered_hours o
  where o.tenant_id = p_tenant_id and o.therapist_id = p_therapist_id and o.valid_until = 'infinity' and o.valid_from >= v_today;
  update app.offered_hours o set valid_until = v_today
  where o.tenant_id = p_tenant_id and o.therapist_id = p_therapist_id and o.valid_until = 'infinity';
  insert into app.offered_hours (tenant_id, therapist_id, weekday, from_time, until_time, every_weeks, counted_from, valid_from)
  select h.tenant_id, h.therapist_id, h.weekday, h.from_time, h.until_time, h.every_weeks, h.counted_from,
    case when v_is_first then '-infinity' else v_today end
  from public.working_hours h
  join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = h.therapist_id and t.is_active
  where h.tenant_id = p_tenant_id and h.therapist_id = p_therapist_id;
  perform app.mark_clinic_days(p_tenant_id, p_therapist_id, case when v_is_first then '-infinity' else v_today end, 'infinity');
end;
$function$;

CREATE OR REPLACE FUNCTION app.mark_clinic_days (
  p_tenant_id    uuid,
  p_therapist_id uuid,
  p_from         date,
  p_until        date
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  -- not of a clinic that is just being removed
  insert into app.clinic_day_marks (tenant_id, therapist_id, from_day, until_day)
  select t.id, p_therapist_id, p_from, p_until from public.tenants t where t.id = p_tenant_id;
$function$;

CREATE OR REPLACE FUNCTION app.mark_patient_days (
  p_tenant_id   uuid,
  p_patient_ids uuid[],
  p_session_ids uuid[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_silent integer := (select r.silent_weeks * 7 from app.drop_out_rule() r);
begin
  -- what changed, and who of these sessions could be a drop-out's last
  insert into app.clinic_day_marks (tenant_id, therapist_id, from_day, until_day)
  select distinct p_tenant_id, d.therapist_id, d.day, d.day
  from (
    select s.therapist_id, x.day
    from public.sessions s, lateral (values ((s.starts_at at time zone v_zone)::date), ((s.starts_at at time zone v_zone)::date + v_silent)) x (day)
    where s.tenant_id = p_tenant_id and s.id = any (p_session_ids)
    union all
    -- the first visit and the last session of each patient, among what did not change
    select f.therapist_id, (f.starts_at at time zone v_zone)::date
    from unnest(p_patient_ids) p (id), lateral (
      select s.therapist_id, s.starts_at from public.session_patients sp
      join public.sessions s on s.tenant_id = p_tenant_id and s.id = sp.session_id
      where sp.tenant_id = p_tenant_id and sp.patient_id = p.id and sp.status = 'attended' and sp.session_id <> all (p_session_ids)
      order by s.starts_at, s.id limit 1) f
    union all
    select l.therapist_id, (l.starts_at at time zone v_zone)::date + v_silent
    from unnest(p_patient_ids) p (id), lateral (
      select s.therapist_id, s.starts_at from public.session_patients sp
      join public.sessions s on s.tenant_id = p_tenant_id and s.id = sp.session_id
      where sp.tenant_id = p_tenant_id and sp.patient_id = p.id and sp.status in ('scheduled', 'confirmed', 'attended')
        and sp.session_id <> all (p_session_ids)
      order by s.starts_at desc, s.id desc limit 1) l
  ) d
  where exists (select from public.tenants t where t.id = p_tenant_id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.no_therapist()
  RETURNS uuid
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select '00000000-0000-0000-0000-000000000000'::uuid;
$function$;

CREATE OR REPLACE FUNCTION app.offered_minutes (
  p_tenant_id     uuid,
  p_from          date,
  p_to            date,
  p_therapist_ids uuid[] DEFAULT NULL::uuid[]
)
  RETURNS TABLE (
    therapist_id uuid,
    day          date,
    minutes      bigint
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
begin
  return query
    with days as (
      select g::date as day, tsrange(g, g + interval '1 day') as whole, app.weekday_of(g::date) as weekday, date_trunc('week', g)::date as monday
      from generate_series(p_from::timestamp, p_to::timestamp, '1 day') g
      where not exists (
        select from app.holidays_between(p_tenant_id, p_from, p_to) h where h.day = g::date and h.scope <> 'optional')
    ), who as (
      select t.user_id, (t.created_at at time zone v_zone)::date as since from public.therapists t
      where t.tenant_id = p_tenant_id and (p_therapist_ids is null or t.user_id = any (p_therapist_ids))
    ), exceptions as (
      select e.therapist_id, e.kind, tsrange(e.starts_at at time zone v_zone, e.ends_at at time zone v_zone) as span
      from public.agenda_exceptions e
      where e.tenant_id = p_tenant_id and e.ends_at > p_from::timestamp at time zone 'UTC' - interval '1 day'
        and (e.starts_at at time zone v_zone) < (p_to + 1)::timestamp and (e.starts_at at time zone v_zone) < (e.ends_at at time zone v_zone)
    ), work as (
      select w.therapist_id, w.day, range_agg(w.span) as spans
      from (
        select o.therapist_id, d.day, tsrange(d.day + o.from_time, d.day + o.until_time) as span
        from days d
        join app.offered_hours o on o.tenant_id = p_tenant_id and o.weekday = d.weekday and d.day >= o.valid_from and d.day < o.valid_until
          and (d.monday - date_trunc('week', o.counted_from::timestamp)::date) / 7 % o.every_weeks = 0
        union all
        select e.therapist_id, d.day, e.span * d.whole
        from exceptions e
        join days d on d.whole && e.span
        where e.kind = 'extra'
      ) w
      join who on who.user_id = w.therapist_id and w.day >= who.since
      group by w.therapist_id, w.day
    ), away as (
      select w.therapist_id, w.day, range_agg(e.span) as spans
      from work w
      join exceptions e on e.kind in ('absence', 'recess') and coalesce(e.therapist_id, w.therapist_id) = w.therapist_id
        and e.span && tsrange(w.day::timestamp, (w.day + 1)::timestamp)
      group by w.therapist_id, w.day
    )
    select w.therapist_id, w.day, (
      select coalesce(sum(extract(epoch from upper(s.one) - lower(s.one)) / 60), 0)::bigint
      from unnest(w.spans - coalesce(a.spans, '{}')) s (one))
    from work w
    left join away a on a.therapist_id = w.therapist_id and a.day = w.day;
end;
$function$;

CREATE OR REPLACE FUNCTION app.refresh_clinic_days (
  p_tenant_id uuid
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_from date;
  v_until date := app.clinic_today(p_tenant_id) + 62;
  v_marks bigint[];
  v_stale jsonb;
  v_count integer;
begin
  if v_until is null then
    return 0;
  end if;
  -- one at a time: the later count is written last
  perform pg_advisory_xact_lock(hashtextextended('clinic_days:' || p_tenant_id, 0));
  v_from := least(
    (select (min(s.starts_at) at time zone 'UTC')::date - 1 from public.sessions s where s.tenant_id = p_tenant_id),
    (select min(e.occurred_on) from public.money_entries e where e.tenant_id = p_tenant_id),
    (select (min(t.created_at) at time zone 'UTC')::date - 1 from public.therapists t where t.tenant_id = p_tenant_id),
    (select min(d.day) from app.clinic_day_summaries d where d.tenant_id = p_tenant_id),
    v_until);
  select coalesce(array_agg(m.id), '{}') into v_marks from app.clinic_day_marks m where m.tenant_id = p_tenant_id;
  select coalesce(jsonb_agg(to_jsonb(s)), '[]') into v_stale from app.stale_clinic_days(p_tenant_id, v_from, v_until) s;
  -- what is marked from here on is counted next time; what was marked is counted below
  delete from app.clinic_day_marks m where m.tenant_id = p_tenant_id and m.id = any (v_marks);
  delete from app.clinic_day_summaries d
  using jsonb_to_recordset(v_stale) x (from_day date, to_day date, therapist_ids uuid[])
  where d.tenant_id = p_tenant_id and d.day between x.from_day and x.to_day and d.therapist_id = any (x.therapist_ids);
  insert into app.clinic_day_summaries
  select c.*
  from jsonb_to_recordset(v_stale) x (from_day date, to_day date, therapist_ids uuid[]), lateral app.count_clinic_days(
    p_tenant_id, x.from_day, x.to_day, x.therapist_ids) c
  where c.tenant_id = p_tenant_id;
  get diagnostics v_count = row_count;
  insert into app.clinic_day_states (tenant_id, counted_until) values (p_tenant_id, v_until)
  on conflict (tenant_id) do update set counted_until = excluded.counted_until;
  return v_count;
end;
$function$;

CREATE OR REPLACE FUNCTION app.refresh_summaries()
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenant uuid;
  v_count integer := 0;
begin
  -- those of which most is to be counted by whoever reads; the rest next time
  for v_tenant in
    select t.id from public.tenants t
    left join app.clinic_day_states s on s.tenant_id = t.id
    where exists (select from app.clinic_day_marks m where m.tenant_id = t.id)
      or s.counted_until < app.clinic_today(t.id) + 40
    order by (select count(*) from app.clinic_day_marks m where m.tenant_id = t.id) desc, t.id limit 200
  loop
    perform app.refresh_clinic_days(v_tenant);
    v_count := v_count + 1;
  end loop;
  return v_count;
end;
$function$;

CREATE OR REPLACE FUNCTION app.stale_clinic_days (
  p_tenant_id uuid,
  p_from      date,
  p_to        date
)
  RETURNS TABLE (
    from_day      date,
    to_day        date,
    therapist_ids uuid[]
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_until date := coalesce((select s.counted_until from app.clinic_day_states s where s.tenant_id = p_tenant_id), '-infinity');
begin
  return query
    select lower(r.days), upper(r.days) - 1, array_agg(w.id)
    from (
      select t.user_id as id from public.therapists t where t.tenant_id = p_tenant_id union all select app.no_therapist()
    ) w
    cross join lateral (
      select range_agg(x.days) * datemultirange(daterange(p_from, greatest(p_to + 1, p_from))) as days
      from (
        select case when m.until_day = 'infinity' then daterange(m.from_day, null) else daterange(m.from_day, m.until_day + 1) end as days
        from app.clinic_day_marks m
        where m.tenant_id = p_tenant_id and (m.therapist_id is null or m.therapist_id = w.id)
        union all
        select daterange(case when v_until > '-infinity' then v_until + 1 end, null)
      ) x
    ) s, unnest(s.days) r (days)
    group by r.days;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_agenda_exceptions__mark_days()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_zone text;
begin
  select t.time_zone into v_zone from public.tenants t where t.id = coalesce(new.tenant_id, old.tenant_id);
  if v_zone is null then
    return null;
  end if;
  if old.id is not null then
    perform app.mark_clinic_days(old.tenant_id, old.therapist_id, (old.starts_at at time zone v_zone)::date, (old.ends_at at time zone v_zone)::date);
  end if;
  if new.id is not null then
    perform app.mark_clinic_days(new.tenant_id, new.therapist_id, (new.starts_at at time zone v_zone)::date, (new.ends_at at time zone v_zone)::date);
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_clinic_holidays__mark_days()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  if old.id is not null then
    perform app.mark_clinic_days(old.tenant_id, null, old.day, old.day);
  end if;
  if new.id is not null then
    perform app.mark_clinic_days(new.tenant_id, null, new.day, new.day);
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_addresses__move_answers()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  update app.first_answers a set thread_id = new.thread_id
  where a.tenant_id = old.tenant_id and a.thread_id = old.thread_id and not exists (
    select from app.first_answers b where b.tenant_id = a.tenant_id and b.thread_id = new.thread_id and b.asked_at = a.asked_at);
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_threads__note_answer()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_answer record;
begin
  -- an answer that did not leave, or was written to somebody else, is none
  if new.waiting_since is not null then
    delete from app.first_answers a where a.tenant_id = new.tenant_id and a.thread_id = new.id and a.asked_at >= new.waiting_since;
    return null;
  end if;
  select m.occurred_at, m.sent_by into v_answer
  from public.conversation_messages m
  where m.tenant_id = new.tenant_id and m.thread_id = new.id and m.direction = 'outbound' and m.origin in ('app', 'phone')
    and m.status <> 'failed' and not m.content ? 'via_api' and m.occurred_at >= old.waiting_since
  order by m.occurred_at, m.id limit 1;
  if v_answer.occurred_at is not null then
    insert into app.first_answers (tenant_id, thread_id, asked_at, answered_at, answered_by, business_minutes)
    values (new.tenant_id, new.id, old.waiting_since, v_answer.occurred_at, v_answer.sent_by,
      app.business_minutes(new.tenant_id, old.waiting_since, v_answer.occurred_at))
    on conflict do nothing;
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_money_allocations__mark_days()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.mark_clinic_days(new.tenant_id, x.therapist_id, e.occurred_on, e.occurred_on)
  from public.money_entries e, lateral (
    select app.no_therapist() as therapist_id
    union
    select c.therapist_id from public.money_charges c
    where c.tenant_id = new.tenant_id and c.id = new.charge_id and c.therapist_id is not null) x
  where e.tenant_id = new.tenant_id and e.id = new.payment_id and e.kind = 'payment';
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_money_charges__mark_days()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.mark_clinic_days(new.tenant_id, coalesce(new.therapist_id, app.no_therapist()), new.due_on, new.due_on);
  if tg_op = 'INSERT' then
    return null;
  end if;
  if (old.therapist_id, old.due_on) is distinct from (new.therapist_id, new.due_on) then
    perform app.mark_clinic_days(old.tenant_id, coalesce(old.therapist_id, app.no_therapist()), old.due_on, old.due_on);
    perform app.mark_clinic_days(new.tenant_id, null, e.occurred_on, e.occurred_on)
    from public.money_allocations a
    join public.money_entries e on e.tenant_id = new.tenant_id and e.id = a.payment_id
    where a.tenant_id = new.tenant_id and a.charge_id = new.id;
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_money_payments__mark_days()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.mark_clinic_days(new.tenant_id, app.no_therapist(), e.occurred_on, e.occurred_on)
  from public.money_entries e where e.tenant_id = new.tenant_id and e.id = new.id and e.kind = 'payment';
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_patients__mark_days()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.mark_patient_days(new.tenant_id, array[new.id], '{}');
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_session_bills__mark_days()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.mark_patient_days(new.tenant_id, '{}', array[new.session_id]);
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_session_patients__mark_changed_days()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.mark_patient_days(x.tenant_id, x.patients, x.sessions)
  from (
    select c.tenant_id, array_agg(distinct c.patient_id) as patients, array_agg(distinct c.session_id) as sessions
    from (
      select a.tenant_id, a.session_id, a.patient_id, a.status from after a
      except
      select b.tenant_id, b.session_id, b.patient_id, b.status from before b
      union
      (select b.tenant_id, b.session_id, b.patient_id, b.status from before b
      except
      select a.tenant_id, a.session_id, a.patient_id, a.status from after a)
    ) c group by c.tenant_id) x;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_session_patients__mark_days()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.mark_patient_days(x.tenant_id, x.patients, x.sessions)
  from (
    select c.tenant_id, array_agg(distinct c.patient_id) as patients, array_agg(distinct c.session_id) as sessions
    from changed c group by c.tenant_id) x;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_sessions__mark_days()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_one record;
begin
  for v_one in
    select x.tenant_id, array_agg(distinct x.id) as ids
    from (
      select o.tenant_id, o.id from before o join after n on n.tenant_id = o.tenant_id and n.id = o.id
      where (o.therapist_id, o.starts_at, o.ends_at, o.status, o.cancel_reason)
        is distinct from (n.therapist_id, n.starts_at, n.ends_at, n.status, n.cancel_reason)
    ) x group by x.tenant_id
  loop
    insert into app.clinic_day_marks (tenant_id, therapist_id, from_day, until_day)
    select distinct v_one.tenant_id, o.therapist_id, x.day, x.day
    from before o, lateral (
      select (o.starts_at at time zone app.clinic_zone(o.tenant_id))::date + r.later as day
      from (select 0 as later union all select q.silent_weeks * 7 from app.drop_out_rule() q) r) x
    where o.tenant_id = v_one.tenant_id and o.id = any (v_one.ids);
    perform app.mark_patient_days(v_one.tenant_id, array(
      select distinct sp.patient_id from public.session_patients sp
      where sp.tenant_id = v_one.tenant_id and sp.session_id = any (v_one.ids)), v_one.ids);
  end loop;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_sessions__mark_new_days()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.mark_patient_days(x.tenant_id, '{}', x.ids)
  from (select c.tenant_id, array_agg(c.id) as ids from changed c group by c.tenant_id) x;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_sessions__mark_removed_days()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  insert into app.clinic_day_marks (tenant_id, therapist_id, from_day, until_day)
  select distinct t.id, c.therapist_id, x.day, x.day
  from changed c
  join public.tenants t on t.id = c.tenant_id, lateral (
    select (c.starts_at at time zone t.time_zone)::date + r.later as day
    from (select 0 as later union all select q.silent_weeks * 7 from app.drop_out_rule() q) r) x;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_tenants__mark_days()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.mark_clinic_days(new.id, null, '-infinity', 'infinity');
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_therapists__keep_offered()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.keep_offered_hours(new.tenant_id, new.user_id);
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_working_hours__keep_offered()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.keep_offered_hours(x.tenant_id, x.therapist_id)
  from (select distinct c.tenant_id, c.therapist_id from changed c) x;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION public.get_clinic_dashboard (
  p_tenant_id     uuid,
  p_from          date,
  p_to            date,
  p_therapist_ids uuid[] DEFAULT NULL::uuid[],
  p_unit          text   DEFAULT 'custom'::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
  v_today date := app.clinic_today(p_tenant_id);
  v_sees_money boolean := v_role <> 'operator';
  v_ids uuid[] := case when v_role = 'therapist' then array[auth.uid()] when cardinality(p_therapist_ids) > 0 then p_therapist_ids end;
  v_unit text := coalesce(p_unit, 'custom');
  v_grain text;
  v_now daterange;
  v_before daterange;
  v_year daterange;
  v_numbers jsonb;
begin
  if p_from is null or p_to is null or p_from > p_to or p_to - p_from > 1100 or p_from < '2000-01-01' or p_to > v_today + 800 then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = 'A period of at most three years.';
  end if;
  if v_unit not in ('week', 'month', 'quarter', 'year', 'custom') then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  v_now := daterange(p_from, p_to + 1);
  v_before := app.dashboard_period(p_from, p_to, v_unit, 'before');
  v_year := app.dashboard_period(p_from, p_to, v_unit, 'year');
  v_grain := case when p_to - p_from < 32 then 'day' when p_to - p_from < 190 then 'week' else 'month' end;
  with days as (
    select 'now' as period, d.* from app.clinic_days(p_tenant_id, lower(v_now), upper(v_now) - 1, v_ids) d
    union all
    select 'before', d.* from app.clinic_days(p_tenant_id, lower(v_before), upper(v_before) - 1, v_ids) d
    union all
    select 'year', d.* from app.clinic_days(p_tenant_id, lower(v_year), upper(v_year) - 1, v_ids) d
  ), sums as (
    select d.period, d.therapist_id, greatest(date_trunc(v_grain, d.day)::date, p_from) as bucket,
      grouping(d.therapist_id) as all_people, grouping(greatest(date_trunc(v_grain, d.day)::date, p_from)) as all_days,
      app.dashboard_numbers(row(p_tenant_id, null, null, sum(d.held), sum(d.missed), sum(d.excused), sum(d.cancelled_late),
        sum(d.cancelled_early), sum(d.booked_minutes), sum(d.offered_minutes), sum(d.new_patients),
        -- nobody has dropped out tomorrow
        coalesce(sum(d.drop_outs) filter (where d.day <= v_today), 0),
        sum(d.charged_cents), sum(d.open_cents), sum(d.received_cents))::app.clinic_day_summaries, v_sees_money) as numbers
    from days d
    group by grouping sets ((d.period), (d.period, d.therapist_id), (d.period, greatest(date_trunc(v_grain, d.day)::date, p_from)))
  ), zeros as (
    select app.dashboard_numbers(row(p_tenant_id, null, null, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)::app.clinic_day_summaries, v_sees_money) as numbers
  )
  select jsonb_build_object(
    'totals', (
      select jsonb_object_agg(w.period, coalesce(s.numbers, z.numbers) || app.dashboard_answers(p_tenant_id, w.days, v_ids))
      from zeros z, (values ('now', v_now), ('before', v_before), ('year', v_year)) w (period, days)
      left join sums s on s.period = w.period and s.all_people = 1 and s.all_days = 1),
    'therapists', (
      select coalesce(jsonb_agg(jsonb_build_object('therapist_id', nullif(p.id, app.no_therapist()), 'name', p.name,
        'now', coalesce(n.numbers, z.numbers) || app.dashboard_answers(p_tenant_id, v_now, array[p.id]),
        'before', coalesce(b.numbers, z.numbers)) order by p.name nulls last), '[]')
      from zeros z, (
        select t.user_id as id, t.name, t.is_active from public.therapists t
        where t.tenant_id = p_tenant_id and (v_ids is null or t.user_id = any (v_ids))
        union all select app.no_therapist(), null, false) p
      left join sums n on n.period = 'now' and n.therapist_id = p.id and n.all_people = 0
      left join sums b on b.period = 'before' and b.therapist_id = p.id and b.all_people = 0
      where p.is_active or n.numbers <> z.numbers or b.numbers <> z.numbers),
    'series', (
      select coalesce(jsonb_agg(coalesce(s.numbers, z.numbers) || jsonb_build_object('day', g.day) order by g.day), '[]')
      from zeros z, (
        select distinct greatest(date_trunc(v_grain, x)::date, p_from) as day from generate_series(p_from::timestamp, p_to::timestamp, '1 day') x) g
      left join sums s on s.period = 'now' and s.all_people = 1 and s.all_days = 0 and s.bucket = g.day)
  ) into v_numbers;
  return v_numbers || jsonb_build_object(
    'from', p_from, 'to', p_to, 'today', v_today, 'grain', v_grain, 'sees_money', v_sees_money, 'is_own', v_role = 'therapist',
    'before', jsonb_build_object('from', lower(v_before), 'to', upper(v_before) - 1),
    'year', jsonb_build_object('from', lower(v_year), 'to', upper(v_year) - 1),
    'people', (
      select coalesce(jsonb_agg(jsonb_build_object('user_id', t.user_id, 'name', t.name) order by not t.is_active, t.position, t.name), '[]')
      from public.therapists t where t.tenant_id = p_tenant_id and v_role <> 'therapist'),
    'waiting', (
      select count(*) from public.conversation_threads t
      where t.tenant_id = p_tenant_id and t.status = 'open' and t.waiting_since is not null and t.snoozed_until is null and t.blocked_at is null
        and (v_ids is null or t.assigned_to = any (v_ids))),
    'drop_out_rule', (select to_jsonb(r) from app.drop_out_rule() r))
    || case when v_sees_money then (
      select jsonb_build_object('open_cents', coalesce(sum(d.open_cents), 0), 'overdue_cents', coalesce(sum(d.open_cents) filter (where d.day < v_today), 0))
      from app.clinic_days(p_tenant_id, least(v_today, (
        select min(c.due_on) from public.money_charges c where c.tenant_id = p_tenant_id and c.reversed_at is null)), v_today, v_ids) d)
      else '{}' end;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_clinic_dashboard"(uuid, date, date, uuid[], text) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."clinic_day_marks"
  ADD CONSTRAINT "clinic_day_marks_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "app"."clinic_day_states"
  ADD CONSTRAINT "clinic_day_states_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "app"."clinic_day_summaries"
  ADD CONSTRAINT "clinic_day_summaries_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "app"."first_answers"
  ADD CONSTRAINT "first_answers_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "app"."offered_hours"
  ADD CONSTRAINT "offered_hours_tenant_id_therapist_id_fkey" FOREIGN KEY (tenant_id, therapist_id) REFERENCES public.therapists(tenant_id, user_id) ON DELETE CASCADE;

CREATE INDEX first_answers_asked ON app.first_answers USING btree (tenant_id, asked_at);

CREATE INDEX offered_hours_therapist ON app.offered_hours USING btree (tenant_id, therapist_id);

CREATE TRIGGER agenda_exceptions_mark_days
  AFTER INSERT OR DELETE OR UPDATE ON public.agenda_exceptions
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_agenda_exceptions__mark_days();

CREATE TRIGGER clinic_holidays_mark_days
  AFTER INSERT OR DELETE OR UPDATE ON public.clinic_holidays
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_clinic_holidays__mark_days();

CREATE TRIGGER conversation_addresses_move_answers
  AFTER UPDATE OF thread_id ON public.conversation_addresses
  FOR EACH ROW
  WHEN ((old.thread_id <> new.thread_id))
  EXECUTE FUNCTION app.tg_conversation_addresses__move_answers();

CREATE TRIGGER conversation_threads_note_answer
  AFTER UPDATE OF waiting_since ON public.conversation_threads
  FOR EACH ROW
  WHEN ((((old.waiting_since IS
    NOT NULL) AND (new.waiting_since IS NULL)) OR ((new.waiting_since IS DISTINCT FROM old.waiting_since) AND (new.waiting_since < old.last_message_at))))
  EXECUTE FUNCTION app.tg_conversation_threads__note_answer();

CREATE TRIGGER money_allocations_mark_days
  AFTER INSERT ON public.money_allocations
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_money_allocations__mark_days();

CREATE TRIGGER money_charges_mark_days
  AFTER UPDATE ON public.money_charges
  FOR EACH ROW
  WHEN
    (((old.amount_cents <> new.amount_cents) OR (old.paid_cents <> new.paid_cents) OR (old.reversed_at IS DISTINCT FROM new.reversed_at) OR (old.therapist_id IS DISTINCT FROM
    new.therapist_id) OR (old.due_on <> new.due_on)))
  EXECUTE FUNCTION app.tg_money_charges__mark_days();

CREATE TRIGGER money_charges_mark_new_days
  AFTER INSERT ON public.money_charges
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_money_charges__mark_days();

CREATE TRIGGER money_payments_mark_days
  AFTER INSERT OR UPDATE ON public.money_payments
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_money_payments__mark_days();

CREATE TRIGGER patients_mark_days
  AFTER UPDATE OF archived_at ON public.patients
  FOR EACH ROW
  WHEN (((old.archived_at IS NULL) <> (new.archived_at IS NULL)))
  EXECUTE FUNCTION app.tg_patients__mark_days();

CREATE TRIGGER session_bills_mark_days
  AFTER UPDATE OF is_late ON public.session_bills
  FOR EACH ROW
  WHEN ((old.is_late <> new.is_late))
  EXECUTE FUNCTION app.tg_session_bills__mark_days();

CREATE TRIGGER session_patients_mark_changed_days
  AFTER UPDATE ON public.session_patients REFERENCING OLD TABLE AS
  BEFORE NEW TABLE AS
  AFTER
  FOR EACH STATEMENT
  EXECUTE FUNCTION app.tg_session_patients__mark_changed_days();

CREATE TRIGGER session_patients_mark_new_days
  AFTER INSERT ON public.session_patients REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT
  EXECUTE FUNCTION app.tg_session_patients__mark_days();

CREATE TRIGGER session_patients_mark_removed_days
  AFTER DELETE ON public.session_patients REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT
  EXECUTE FUNCTION app.tg_session_patients__mark_days();

CREATE TRIGGER sessions_mark_days
  AFTER UPDATE ON public.sessions REFERENCING OLD TABLE AS
  BEFORE NEW TABLE AS
  AFTER
  FOR EACH STATEMENT
  EXECUTE FUNCTION app.tg_sessions__mark_days();

CREATE TRIGGER sessions_mark_new_days
  AFTER INSERT ON public.sessions REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT
  EXECUTE FUNCTION app.tg_sessions__mark_new_days();

CREATE TRIGGER sessions_mark_removed_days
  AFTER DELETE ON public.sessions REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT
  EXECUTE FUNCTION app.tg_sessions__mark_removed_days();

CREATE TRIGGER tenants_mark_days
  AFTER UPDATE OF time_zone ON public.tenants
  FOR EACH ROW
  WHEN ((old.time_zone <> new.time_zone))
  EXECUTE FUNCTION app.tg_tenants__mark_days();

CREATE TRIGGER therapists_keep_offered
  AFTER UPDATE OF is_active ON public.therapists
  FOR EACH ROW
  WHEN ((old.is_active <> new.is_active))
  EXECUTE FUNCTION app.tg_therapists__keep_offered();

CREATE TRIGGER working_hours_keep_offered_of_new
  AFTER INSERT ON public.working_hours REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT
  EXECUTE FUNCTION app.tg_working_hours__keep_offered();

CREATE TRIGGER working_hours_keep_offered_of_removed
  AFTER DELETE ON public.working_hours REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT
  EXECUTE FUNCTION app.tg_working_hours__keep_offered();

CREATE TRIGGER working_hours_keep_offered
  AFTER UPDATE ON public.working_hours REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT
  EXECUTE FUNCTION app.tg_working_hours__keep_offered();

CREATE POLICY "select_nobody" ON "app"."clinic_day_marks"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."clinic_day_states"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."clinic_day_summaries"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."first_answers"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."offered_hours"
  FOR SELECT
  TO "authenticated"
  USING (false);

COMMENT ON COLUMN "app"."clinic_day_marks"."therapist_id" IS 'NULL: of everybody.';

COMMENT ON COLUMN "app"."clinic_day_summaries"."day" IS 'In the clinic''s time.';

COMMENT ON COLUMN "app"."clinic_day_summaries"."therapist_id" IS 'therapists.user_id; all zeros: of no therapist.';

COMMENT ON COLUMN "app"."first_answers"."answered_by" IS 'Who of the clinic; NULL when it was written on the phone.';

COMMENT ON COLUMN "app"."first_answers"."business_minutes" IS 'By the hours of the agenda on days on which the clinic works, as they were then.';

COMMENT ON COLUMN "app"."offered_hours"."valid_until" IS 'The first day on which it no longer holds.';

COMMENT ON FUNCTION "app"."business_minutes"(uuid, timestamp with time zone, timestamp with time zone) IS 'Minutes between two moments while the clinic is open: the hours that its agenda shows, on weekdays on which somebody works (Monday to Friday when nobody''s hours are known), without holidays.';

COMMENT ON FUNCTION "app"."clinic_days"(uuid, date, date, uuid[]) IS 'What each day of each therapist counts, as of this moment: the summary where it is right, a recount where it is not. Stable: all of it is read as of one moment.';

COMMENT ON FUNCTION "app"."count_clinic_days"(uuid, date, date, uuid[]) IS 'The recount: what sessions, patients, working hours, charges and payments say of each day and therapist. Days of zeros are left out. p_therapist_ids null: everybody, and what belongs to nobody.';

COMMENT ON FUNCTION "app"."dashboard_answers"(uuid, daterange, uuid[]) IS '{first_answers, first_answer_minutes}: of whoever began to wait on these days, how many were answered (by these people), and the median of the business minutes.';

COMMENT ON FUNCTION "app"."dashboard_faults"(integer) IS 'Caller: app.check_books and tests. {tenant_id, fault dashboard_days|dashboard_answers}: clinics whose summaries differ from a recount of the last p_days (null: of all); no row is the only right answer.';

COMMENT ON FUNCTION "app"."dashboard_numbers"(app.clinic_day_summaries, boolean) IS 'What screens get of some days'' sums: with the rates (null where there is nothing to divide by), and money only for who sees it.';

COMMENT ON FUNCTION "app"."dashboard_period"(date, date, text, text) IS 'What a period is compared with: the one before it (p_back ''before'') by the calendar''s unit (week, month, quarter, year; custom: as many days), or the same of the year before (''year'').';

COMMENT ON FUNCTION "app"."drop_out_rule"() IS 'A patient had a standing rhythm when they came rhythm_sessions times in the rhythm_weeks up to their last session; they dropped out when silent_weeks have passed since, and nothing is booked. The day it counts on is that last one plus silent_weeks.';

COMMENT ON FUNCTION "app"."keep_offered_hours"(uuid, uuid) IS 'From today on a therapist offers what the rules say now; before today what they said then. The first rules hold since the therapist was there.';

COMMENT ON FUNCTION "app"."mark_clinic_days"(uuid, uuid, date, date) IS 'The summaries of these days are counted anew; p_therapist_id null: of everybody.';

COMMENT ON FUNCTION "app"."mark_patient_days"(uuid, uuid[], uuid[]) IS 'Some sessions of some patients changed: marks the days on which these sessions count, and those on which the patients may be new or dropped out.';

COMMENT ON FUNCTION "app"."no_therapist"() IS 'Whose day it is when money belongs to no therapist: packages, monthly fees, what is not allocated.';

COMMENT ON FUNCTION "app"."offered_minutes"(uuid, date, date, uuid[]) IS 'Minutes that therapists work on a day, as the clinic''s clock shows them: weekly rules of that day and extra hours, without absences, recess and holidays.';

COMMENT ON FUNCTION "app"."refresh_clinic_days"(uuid) IS 'Counts the marked days of a clinic, and those that have none yet, up to two months ahead. Answers how many rows it wrote.';

COMMENT ON FUNCTION "app"."refresh_summaries"() IS 'Caller: process-jobs, every ten minutes. Brings the summaries of the dashboards up to date; how many clinics there were. Errors: none.';

COMMENT ON FUNCTION "app"."stale_clinic_days"(uuid, date, date) IS 'Of these days: which of which therapists have no summary that is right. Errors: none.';

COMMENT ON FUNCTION "app"."tg_agenda_exceptions__mark_days"() IS 'Absences, extra hours and recess change what is offered.';

COMMENT ON FUNCTION "app"."tg_clinic_holidays__mark_days"() IS 'Nothing is offered on a holiday.';

COMMENT ON FUNCTION "app"."tg_conversation_threads__note_answer"() IS 'Somebody stopped waiting because a person answered, or waits again because nobody did. Definer: messages are written by callers who have no rights here.';

COMMENT ON FUNCTION "app"."tg_money_allocations__mark_days"() IS 'What a payment pays is the therapist''s on the day of the payment.';

COMMENT ON FUNCTION "app"."tg_money_charges__mark_days"() IS 'A charge counts on the day it is due; what paid it, for its therapist.';

COMMENT ON FUNCTION "app"."tg_money_payments__mark_days"() IS 'What came in counts on its day, also after it was given back. Its allocations mark the therapists.';

COMMENT ON FUNCTION "app"."tg_patients__mark_days"() IS 'An archived patient is no drop-out.';

COMMENT ON FUNCTION "app"."tg_session_bills__mark_days"() IS 'A cancellation is late, or no longer.';

COMMENT ON FUNCTION "app"."tg_session_patients__mark_changed_days"() IS 'Who came, or, after a merge, whose it is: before and after.';

COMMENT ON FUNCTION "app"."tg_session_patients__mark_days"() IS 'Who joins or leaves a session may be new, or dropped out, on other days.';

COMMENT ON FUNCTION "app"."tg_sessions__mark_days"() IS 'A session that moves or changes its status counts elsewhere: where it was and where it is.';

COMMENT ON FUNCTION "app"."tg_sessions__mark_new_days"() IS 'A new session counts on its day; its patients are marked as they join.';

COMMENT ON FUNCTION "app"."tg_sessions__mark_removed_days"() IS 'A removed session counts no longer. Its clinic may be going with it.';

COMMENT ON FUNCTION "app"."tg_tenants__mark_days"() IS 'In another time zone days begin elsewhere: all are counted anew.';

COMMENT ON FUNCTION "app"."tg_therapists__keep_offered"() IS 'Who rests offers nothing.';

COMMENT ON FUNCTION "public"."get_clinic_dashboard"(uuid, date, date, uuid[], text) IS 'Caller: members; a therapist sees the own numbers alone, the reception no money. What the clinic did from p_from to p_to (days of the clinic), for some therapists or all, beside the period before (p_unit week|month|quarter|year|custom) and the year before: {from, to, today, grain day|week|month, before, year, totals {now, before, year}, therapists, series, people, waiting, open_cents, overdue_cents, drop_out_rule, sees_money, is_own}. Rates are null where there is nothing to divide by. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_date, PT400 invalid_filter.';

COMMENT ON TABLE "app"."clinic_day_marks" IS 'Removed by app.refresh_clinic_days, which counts these days anew.';

COMMENT ON TABLE "app"."clinic_day_states" IS 'Days after counted_until have no summary yet. No row: none has.';

COMMENT ON TABLE "app"."clinic_day_summaries" IS 'What app.count_clinic_days says of each day, kept: a day without a row is one of zeros. What is marked in app.clinic_day_marks, or lies after counted_until, is counted anew by whoever reads (app.clinic_days).';

COMMENT ON TABLE "app"."first_answers" IS 'Written when a conversation stops waiting because a person answered. No foreign key: it follows its conversation into another (tg_conversation_addresses__move_answers).';

COMMENT ON TABLE "app"."offered_hours" IS 'Follows public.working_hours and therapists.is_active (app.keep_offered_hours).';

REVOKE ALL ON FUNCTION "app"."business_minutes"(uuid, timestamp WITH time zone, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."business_minutes"(uuid, timestamp WITH time zone, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."business_minutes"(uuid, timestamp WITH time zone, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."clinic_days"(uuid, date, date, uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."clinic_days"(uuid, date, date, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."clinic_days"(uuid, date, date, uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."count_clinic_days"(uuid, date, date, uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."count_clinic_days"(uuid, date, date, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."count_clinic_days"(uuid, date, date, uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."dashboard_answers"(uuid, daterange, uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."dashboard_answers"(uuid, daterange, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."dashboard_answers"(uuid, daterange, uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."dashboard_faults"(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."dashboard_faults"(integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."dashboard_faults"(integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."dashboard_numbers"(app.clinic_day_summaries, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."dashboard_numbers"(app.clinic_day_summaries, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."dashboard_numbers"(app.clinic_day_summaries, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."dashboard_period"(date, date, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."dashboard_period"(date, date, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."dashboard_period"(date, date, text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."drop_out_rule"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."drop_out_rule"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."drop_out_rule"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."keep_offered_hours"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."keep_offered_hours"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."keep_offered_hours"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."mark_clinic_days"(uuid, uuid, date, date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."mark_clinic_days"(uuid, uuid, date, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."mark_clinic_days"(uuid, uuid, date, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."mark_patient_days"(uuid, uuid[], uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."mark_patient_days"(uuid, uuid[], uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."mark_patient_days"(uuid, uuid[], uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."no_therapist"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."no_therapist"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."no_therapist"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."offered_minutes"(uuid, date, date, uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."offered_minutes"(uuid, date, date, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."offered_minutes"(uuid, date, date, uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."refresh_clinic_days"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."refresh_clinic_days"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."refresh_clinic_days"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."refresh_summaries"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."refresh_summaries"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."refresh_summaries"() TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."refresh_summaries"() TO "service_role";

REVOKE ALL ON FUNCTION "app"."stale_clinic_days"(uuid, date, date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."stale_clinic_days"(uuid, date, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."stale_clinic_days"(uuid, date, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_agenda_exceptions__mark_days"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_agenda_exceptions__mark_days"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_agenda_exceptions__mark_days"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_clinic_holidays__mark_days"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_clinic_holidays__mark_days"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_clinic_holidays__mark_days"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_conversation_addresses__move_answers"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_conversation_addresses__move_answers"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_conversation_addresses__move_answers"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_conversation_threads__note_answer"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_conversation_threads__note_answer"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_conversation_threads__note_answer"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_money_allocations__mark_days"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_money_allocations__mark_days"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_money_allocations__mark_days"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_money_charges__mark_days"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_money_charges__mark_days"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_money_charges__mark_days"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_money_payments__mark_days"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_money_payments__mark_days"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_money_payments__mark_days"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_patients__mark_days"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_patients__mark_days"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_patients__mark_days"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_session_bills__mark_days"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_session_bills__mark_days"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_session_bills__mark_days"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_session_patients__mark_changed_days"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_session_patients__mark_changed_days"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_session_patients__mark_changed_days"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_session_patients__mark_days"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_session_patients__mark_days"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_session_patients__mark_days"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_sessions__mark_days"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_sessions__mark_days"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_sessions__mark_days"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_sessions__mark_new_days"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_sessions__mark_new_days"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_sessions__mark_new_days"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_sessions__mark_removed_days"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_sessions__mark_removed_days"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_sessions__mark_removed_days"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_tenants__mark_days"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_tenants__mark_days"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_tenants__mark_days"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_therapists__keep_offered"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_therapists__keep_offered"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_therapists__keep_offered"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_working_hours__keep_offered"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_working_hours__keep_offered"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_working_hours__keep_offered"() TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_clinic_dashboard"(uuid, date, date, uuid[], text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_clinic_dashboard"(uuid, date, date, uuid[], text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_clinic_dashboard"(uuid, date, date, uuid[], text) TO "postgres";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "app"."clinic_day_marks" TO "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "app"."clinic_day_states" TO "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "app"."clinic_day_summaries" TO "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "app"."first_answers" TO "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "app"."offered_hours" TO "service_role";

insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('process-jobs', 'process-jobs', '* * * * *', '{}'),
  ('prune-expired', 'process-jobs', '23 * * * *', '{"task": "prune"}'),
  ('sweep-files', 'process-jobs', '53 * * * *', '{"task": "sweep"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('reconcile-credit-purchases', 'reconcile-credit-purchases', '*/2 * * * *', '{}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- a quarter past three at night in São Paulo
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('check-books', 'process-jobs', '17 6 * * *', '{"task": "books"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('refresh-summaries', 'process-jobs', '*/10 * * * *', '{"task": "summaries"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- Data of clinics that are there already.
-- The weekly rules of today held since each therapist was there: nobody wrote down what they were before.
insert into app.offered_hours (tenant_id, therapist_id, weekday, from_time, until_time, every_weeks, counted_from, valid_from)
select h.tenant_id, h.therapist_id, h.weekday, h.from_time, h.until_time, h.every_weeks, h.counted_from, '-infinity'
from public.working_hours h
join public.therapists t on t.tenant_id = h.tenant_id and t.user_id = h.therapist_id and t.is_active;

-- First answers, from the messages: the first of those that nobody had answered, and the first that a person wrote after it.
insert into app.first_answers (tenant_id, thread_id, asked_at, answered_at, answered_by, business_minutes)
select a.tenant_id, a.thread_id, a.occurred_at, n.occurred_at, n.sent_by, app.business_minutes(a.tenant_id, a.occurred_at, n.occurred_at)
from (
  select m.*, lag(m.direction) over (partition by m.tenant_id, m.thread_id order by m.occurred_at, m.id) as before
  from (
    select m.tenant_id, m.thread_id, m.id, m.direction, m.occurred_at from public.conversation_messages m
    where m.direction = 'inbound' and app.asks_for_answer(m.kind)
      or m.direction = 'outbound' and m.origin in ('app', 'phone') and m.status <> 'failed' and not m.content ? 'via_api'
  ) m
) a, lateral (
  select m.occurred_at, m.sent_by from public.conversation_messages m
  where m.tenant_id = a.tenant_id and m.thread_id = a.thread_id and m.direction = 'outbound' and m.origin in ('app', 'phone')
    and m.status <> 'failed' and not m.content ? 'via_api' and m.occurred_at >= a.occurred_at
  order by m.occurred_at, m.id limit 1
) n
where a.direction = 'inbound' and a.before is distinct from 'inbound'
on conflict do nothing;

-- Every day of every clinic.
select app.refresh_clinic_days(t.id) from public.tenants t order by t.id;
