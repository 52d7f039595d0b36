-- reports: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE SEQUENCE "app"."report_change_numbers" AS bigint INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1 NO CYCLE;

CREATE TABLE "app"."backlog_days" (
  "tenant_id" uuid    NOT NULL,
  "day"       date    NOT NULL,
  "open"      integer NOT NULL,
  "waiting"   integer NOT NULL,
  CONSTRAINT "backlog_days_pkey" PRIMARY KEY (tenant_id, day)
);

ALTER TABLE "app"."backlog_days"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."report_changes" (
  "tenant_id"  uuid     NOT NULL,
  "id"         bigint   NOT NULL DEFAULT nextval('app.report_change_numbers'::regclass),
  "day"        date     NOT NULL,
  "measure"    text     NOT NULL,
  "person_id"  uuid     NOT NULL,
  "channel_id" uuid     NOT NULL,
  "slot"       smallint NOT NULL,
  "number"     integer  NOT NULL,
  "total"      bigint   NOT NULL DEFAULT 0,
  CONSTRAINT "report_changes_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "app"."report_changes"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."report_days" (
  "tenant_id"  uuid      NOT NULL,
  "day"        date      NOT NULL,
  "measure"    text      NOT NULL,
  "person_id"  uuid      NOT NULL,
  "channel_id" uuid      NOT NULL,
  "number"     bigint    NOT NULL,
  "total"      bigint    NOT NULL,
  "counts"     integer[] NOT NULL,
  CONSTRAINT "measure_is_known"
    CHECK ((measure = ANY (ARRAY['received'::text, 'sent'::text, 'automatic'::text, 'answer_open'::text, 'answer_clock'::text, 'closing_open'::text, 'closing_clock'::text]))),
  CONSTRAINT "report_days_pkey" PRIMARY KEY (tenant_id, day, measure, person_id, channel_id)
);

ALTER TABLE "app"."report_days"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."resolutions" (
  "tenant_id"        uuid                     NOT NULL,
  "thread_id"        uuid                     NOT NULL,
  "opened_at"        timestamp with time zone NOT NULL,
  "finished_at"      timestamp with time zone NOT NULL,
  "finished_by"      uuid,
  "business_minutes" integer                  NOT NULL,
  CONSTRAINT "it_ends_after_it_began" CHECK ((finished_at >= opened_at)),
  "id"               uuid                     NOT NULL DEFAULT app.time_ordered_uuid(),
  CONSTRAINT "resolutions_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "app"."resolutions"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."report_schedules" (
  "tenant_id"  uuid                     NOT NULL,
  "id"         uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "every"      text                     NOT NULL,
  "hours"      text                     NOT NULL DEFAULT 'open'::text,
  "user_ids"   uuid[]                   NOT NULL,
  "next_on"    date                     NOT NULL,
  "created_by" uuid,
  "created_at" timestamp with time zone NOT NULL DEFAULT now(),
  "updated_at" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "report_hours_are_known" CHECK ((hours = ANY (ARRAY['open'::text, 'clock'::text]))),
  CONSTRAINT "report_schedules_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "schedule_is_known" CHECK ((every = ANY (ARRAY['week'::text, 'month'::text]))),
  CONSTRAINT "somebody_gets_it" CHECK (((cardinality(user_ids) >= 1) AND (cardinality(user_ids) <= 50)))
);

ALTER TABLE "public"."report_schedules"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."report_schedules" FROM "anon";

CREATE TABLE "public"."report_settings" (
  "tenant_id"             uuid                     NOT NULL,
  "answer_target_minutes" integer                  NOT NULL DEFAULT 60,
  "updated_at"            timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "report_settings_pkey" PRIMARY KEY (tenant_id),
  CONSTRAINT "target_is_sensible" CHECK (((answer_target_minutes >= 5) AND (answer_target_minutes <= 960)))
);

ALTER TABLE "public"."report_settings"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."report_settings" FROM "anon";

CREATE OR REPLACE FUNCTION app.add_counts (
  p_counts integer[],
  p_more   integer[]
)
  RETURNS integer[]
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select array(
    select coalesce(p_counts[i], 0) + coalesce(p_more[i], 0)
    from generate_series(1, greatest(cardinality(p_counts), cardinality(p_more))) i order by i);
$function$;

CREATE OR REPLACE FUNCTION app.begin_reports (
  p_tenant_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  -- closings of before anybody noted them: those that stand in the conversations
  insert into app.resolutions (tenant_id, thread_id, opened_at, finished_at, finished_by, business_minutes)
  select p_tenant_id, x.thread_id, x.opened_at, x.occurred_at, x.actor_id, app.business_minutes(p_tenant_id, x.opened_at, x.occurred_at)
  from (
    select e.thread_id, e.occurred_at, e.actor_id, (
      select min(m.occurred_at) from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.thread_id = e.thread_id and m.occurred_at <= e.occurred_at
        and m.occurred_at > coalesce(lag(e.occurred_at) over (partition by e.thread_id order by e.occurred_at, e.id), '-infinity')) as opened_at
    from app.conversation_events e
    where e.tenant_id = p_tenant_id and e.kind = 'finished'
  ) x
  where x.opened_at is not null and not exists (select from app.resolutions r where r.tenant_id = p_tenant_id and r.thread_id = x.thread_id);
  perform app.recount_reports(p_tenant_id);
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
    select r.tenant_id, null, r.fault from app.report_faults() r
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

CREATE OR REPLACE FUNCTION app.clock_minutes (
  p_from timestamp with time zone,
  p_to   timestamp with time zone
)
  RETURNS bigint
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select least(round(extract(epoch from p_to - p_from) / 60), 131071)::bigint;
$function$;

CREATE OR REPLACE FUNCTION app.count_report_days (
  p_tenant_id uuid
)
  RETURNS TABLE (
    day        date,
    measure    text,
    person_id  uuid,
    channel_id uuid,
    slot       smallint,
    number     bigint,
    total      bigint
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
begin
  -- grouped by what was said, then by what it counts as: fewer calls
  return query
    select x.day, app.report_measure(x.direction, x.origin, ''), coalesce(x.sent_by, app.no_one()), x.channel_id, x.hour::smallint,
      sum(x.n)::bigint, 0::bigint
    from (
      select (m.occurred_at at time zone v_zone)::date as day, m.direction, m.origin, m.sent_by, m.channel_id,
        extract(hour from m.occurred_at at time zone v_zone) + 1 as hour, count(*) as n
      from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.kind <> 'system'
      group by 1, 2, 3, 4, 5, 6) x
    group by 1, 2, 3, 4, 5
    union all
    select y.day, y.measure, coalesce(y.person_id, app.no_one()), app.no_one(), app.duration_slot(y.minutes), sum(y.n)::bigint, sum(y.n * y.minutes)::bigint
    from (
      select x.day, x.what || e.ending as measure, x.person_id, e.minutes, count(*) as n
      from (
        select 'answer' as what, (a.asked_at at time zone v_zone)::date as day, a.answered_by as person_id, a.business_minutes::bigint as open,
          least(round(extract(epoch from a.answered_at - a.asked_at) / 60), 131071)::bigint as clock
        from app.first_answers a where a.tenant_id = p_tenant_id
        union all
        select 'closing', (r.finished_at at time zone v_zone)::date, r.finished_by, r.business_minutes,
          least(round(extract(epoch from r.finished_at - r.opened_at) / 60), 131071)::bigint
        from app.resolutions r where r.tenant_id = p_tenant_id
      ) x, lateral (values ('_open', x.open), ('_clock', x.clock)) e (ending, minutes)
      group by 1, 2, 3, 4) y
    group by 1, 2, 3, 4, 5;
end;
$function$;

CREATE OR REPLACE FUNCTION app.duration_numbers (
  p_number bigint,
  p_total  bigint,
  p_median numeric,
  p_p90    numeric,
  p_within bigint
)
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('count', coalesce(p_number, 0), 'mean', round(p_total::numeric / nullif(p_number, 0), 1),
    'median', round(p_median, 1), 'p90', round(p_p90, 1), 'within_rate', round(p_within::numeric / nullif(p_number, 0), 4));
$function$;

CREATE OR REPLACE FUNCTION app.duration_slot (
  p_minutes bigint
)
  RETURNS smallint
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select case when m.n < 64 then m.n + 1
    else 65 + (m.e - 6) * 16 + floor((m.n - (1 << m.e)) / (1 << (m.e - 4))::numeric) end::smallint
  from (
    select x.n, floor(ln(greatest(x.n, 1)::float8) / ln(2::float8) + 1e-9)::integer as e
    from (select least(greatest(p_minutes, 0), 131071)::integer as n) x) m;
$function$;

CREATE OR REPLACE FUNCTION app.fold_report_changes (
  p_tenant_id uuid
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_count integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('report_days:' || p_tenant_id, 0));
  -- one statement: whoever reads sees a change here or there
  with gone as (
    delete from app.report_changes c where c.tenant_id = p_tenant_id
    returning c.day, c.measure, c.person_id, c.channel_id, c.slot, c.number, c.total
  ), slots as (
    select g.day, g.measure, g.person_id, g.channel_id, g.slot, sum(g.number) as number, sum(g.total) as total from gone g group by 1, 2, 3, 4, 5
  ), kept as (
    select s.day, s.measure, s.person_id, s.channel_id, sum(s.number) as number, sum(s.total) as total,
      array_agg(s.slot order by s.slot) as slots, array_agg(s.number order by s.slot) as numbers
    from slots s group by 1, 2, 3, 4
  )
  insert into app.report_days as d (tenant_id, day, measure, person_id, channel_id, number, total, counts)
  select p_tenant_id, k.day, k.measure, k.person_id, k.channel_id, k.number, k.total, array(
    select coalesce(k.numbers[array_position(k.slots, g::smallint)], 0)::integer from generate_series(1, k.slots[cardinality(k.slots)]) g order by g)
  from kept k
  on conflict (tenant_id, day, measure, person_id, channel_id) do update set
    number = d.number + excluded.number, total = d.total + excluded.total, counts = app.add_counts(d.counts, excluded.counts);
  get diagnostics v_count = row_count;
  return v_count;
end;
$function$;

CREATE OR REPLACE FUNCTION app.fold_reports()
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenant uuid;
  v_count integer := 0;
begin
  for v_tenant in
    select t.id from public.tenants t
    where exists (select from app.report_changes c where c.tenant_id = t.id)
      or exists (select from public.conversation_messages m where m.tenant_id = t.id)
        and not exists (select from app.report_days d where d.tenant_id = t.id)
    order by t.id
  loop
    if exists (select from app.report_days d where d.tenant_id = v_tenant) then
      perform app.fold_report_changes(v_tenant);
    else
      perform app.begin_reports(v_tenant);
    end if;
    v_count := v_count + 1;
  end loop;
  insert into app.backlog_days as b (tenant_id, day, open, waiting)
  select t.id, (now() at time zone t.time_zone)::date,
    count(h.id), count(h.id) filter (where h.waiting_since is not null)
  from public.tenants t
  left join public.conversation_threads h on h.tenant_id = t.id and h.status = 'open' and h.snoozed_until is null and h.blocked_at is null
  group by t.id, t.time_zone
  on conflict (tenant_id, day) do update set open = excluded.open, waiting = excluded.waiting
  where (b.open, b.waiting) is distinct from (excluded.open, excluded.waiting);
  return v_count;
end;
$function$;

CREATE OR REPLACE FUNCTION app.next_report_day (
  p_every text,
  p_after date
)
  RETURNS date
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select (date_trunc(p_every, p_after) + case p_every when 'week' then interval '1 week' else interval '1 month' end)::date;
$function$;

CREATE OR REPLACE FUNCTION app.no_one()
  RETURNS uuid
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select '00000000-0000-0000-0000-000000000000'::uuid;
$function$;

CREATE OR REPLACE FUNCTION app.note_duration (
  p_tenant_id        uuid,
  p_what             text,
  p_person_id        uuid,
  p_from             timestamp with time zone,
  p_to               timestamp with time zone,
  p_at               timestamp with time zone,
  p_business_minutes bigint,
  p_number           integer
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  insert into app.report_changes (tenant_id, day, measure, person_id, channel_id, slot, number, total)
  select p_tenant_id, (p_at at time zone t.time_zone)::date, p_what || x.ending, coalesce(p_person_id, app.no_one()), app.no_one(),
    app.duration_slot(x.minutes), p_number, p_number * x.minutes
  from public.tenants t, (values ('_open', p_business_minutes), ('_clock', app.clock_minutes(p_from, p_to))) x (ending, minutes)
  where t.id = p_tenant_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.recount_reports (
  p_tenant_id uuid
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_count integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('report_days:' || p_tenant_id, 0));
  delete from app.report_days d where d.tenant_id = p_tenant_id;
  -- one statement, one moment: a change that is not seen here is still told afterwards
  with gone as (
    delete from app.report_changes c where c.tenant_id = p_tenant_id
  ), counted as materialized (
    select * from app.count_report_days(p_tenant_id)
  ), kept as (
    select c.day, c.measure, c.person_id, c.channel_id, sum(c.number) as number, sum(c.total) as total,
      array_agg(c.slot order by c.slot) as slots, array_agg(c.number order by c.slot) as numbers
    from counted c group by 1, 2, 3, 4
  )
  insert into app.report_days (tenant_id, day, measure, person_id, channel_id, number, total, counts)
  select p_tenant_id, k.day, k.measure, k.person_id, k.channel_id, k.number, k.total, array(
    select coalesce(k.numbers[array_position(k.slots, g::smallint)], 0)::integer from generate_series(1, k.slots[cardinality(k.slots)]) g order by g)
  from kept k;
  get diagnostics v_count = row_count;
  return v_count;
end;
$function$;

CREATE OR REPLACE FUNCTION app.reminder_effect (
  p_tenant_id    uuid,
  p_from         date,
  p_to           date,
  p_therapist_id uuid
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
    with visits as (
      select case when r.answer is not null then r.answer when r.is_sent then 'silent' else 'none' end as reminder, sp.status
      from public.sessions s
      join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = s.id
      left join lateral (
        select max(l.answer) filter (where l.answer is not null) as answer, bool_or(l.state = 'sent') as is_sent
        from public.conversation_session_reminders_logs l
        where l.tenant_id = p_tenant_id and l.session_id = s.id and l.patient_id = sp.patient_id and l.starts_at = s.starts_at) r on true
      where s.tenant_id = p_tenant_id and s.starts_at >= app.local_moment(p_from::timestamp, v_zone)
        and s.starts_at < least(app.local_moment((p_to + 1)::timestamp, v_zone), now())
        and (p_therapist_id is null or s.therapist_id = p_therapist_id)
    ), groups as (
      select v.reminder, count(*) filter (where v.status = 'attended') as attended, count(*) filter (where v.status = 'missed') as missed,
        count(*) filter (where v.status = 'cancelled') as cancelled
      from visits v group by rollup (v.reminder)
    )
    select jsonb_object_agg(k.key, jsonb_build_object('attended', coalesce(g.attended, 0), 'missed', coalesce(g.missed, 0),
      'cancelled', coalesce(g.cancelled, 0), 'no_show_rate', round(g.missed::numeric / nullif(g.attended + g.missed, 0), 4)))
    from (values ('confirmed'), ('cancelled'), ('silent'), ('none'), ('all')) k (key)
    left join groups g on coalesce(g.reminder, 'all') = k.key);
end;
$function$;

CREATE OR REPLACE FUNCTION app.report_faults()
  RETURNS TABLE (
    tenant_id uuid,
    fault     text
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select t.id, 'report_days' from public.tenants t
  where exists (
    select from (
      select k.day, k.measure, k.person_id, k.channel_id, k.slot, sum(k.number) as number, sum(k.kept) as kept
      from (
        select r.day, r.measure, r.person_id, r.channel_id, u.slot, 0 as number, u.n as kept
        from app.report_rows(t.id, '-infinity', 'infinity') r, unnest(r.counts) with ordinality u (n, slot)
        union all
        select c.day, c.measure, c.person_id, c.channel_id, c.slot, c.number, 0 from app.count_report_days(t.id) c
      ) k group by 1, 2, 3, 4, 5
    ) x where x.number <> x.kept)
    or exists (
      select from (
        select k.measure, sum(k.number) as number, sum(k.total) as total
        from (
          select r.measure, r.number, r.total from app.report_rows(t.id, '-infinity', 'infinity') r
          union all
          select c.measure, -c.number, -c.total from app.count_report_days(t.id) c
        ) k group by 1
      ) x where x.number <> 0 or x.total <> 0);
$function$;

CREATE OR REPLACE FUNCTION app.report_measure (
  p_direction text,
  p_origin    text,
  p_kind      text
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select case when p_kind = 'system' then null when p_direction = 'inbound' then 'received' when p_origin = 'automation' then 'automatic' else 'sent' end;
$function$;

CREATE OR REPLACE FUNCTION app.report_reader (
  p_tenant_id uuid,
  p_person_id uuid
)
  RETURNS uuid
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  -- who leads sees everybody, anybody else the own numbers
  return case when app.require_member(p_tenant_id) in ('owner', 'admin', 'supervisor') then p_person_id else auth.uid() end;
end;
$function$;

CREATE OR REPLACE FUNCTION app.report_rows (
  p_tenant_id uuid,
  p_from      date,
  p_to        date,
  p_person_id uuid DEFAULT NULL::uuid
)
  RETURNS TABLE (
    day        date,
    measure    text,
    person_id  uuid,
    channel_id uuid,
    number     bigint,
    total      bigint,
    counts     integer[]
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select d.day, d.measure, d.person_id, d.channel_id, d.number, d.total, d.counts
  from app.report_days d
  where d.tenant_id = p_tenant_id and d.day between p_from and p_to and (p_person_id is null or d.person_id = p_person_id)
  union all
  select c.day, c.measure, c.person_id, c.channel_id, c.number, c.total, array_fill(0, array[c.slot - 1]) || c.number
  from app.report_changes c
  where c.tenant_id = p_tenant_id and c.day between p_from and p_to and (p_person_id is null or c.person_id = p_person_id);
$function$;

CREATE OR REPLACE FUNCTION app.require_report_days (
  p_tenant_id uuid,
  p_from      date,
  p_to        date
)
  RETURNS void
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  if p_from is null or p_to is null or p_from > p_to or p_to - p_from > 1100 or p_from < '2000-01-01' or p_to > app.clinic_today(p_tenant_id) + 1 then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = 'A period of at most three years, until today.';
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.send_due_reports (
  p_now timestamp with time zone DEFAULT now()
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row record;
  v_last date;
  v_first date;
  v_before daterange;
  v_report jsonb;
  v_count integer := 0;
begin
  for v_row in
    select s.*, t.name as clinic, (p_now at time zone t.time_zone)::date as today
    from public.report_schedules s
    join public.tenants t on t.id = s.tenant_id
    where s.next_on <= (p_now at time zone 'UTC')::date + 1 and app.local_moment(s.next_on + time '07:00', t.time_zone) <= p_now
    order by s.tenant_id, s.id
    for update of s skip locked
  loop
    -- after a long stand-still, the last period alone
    v_last := date_trunc(v_row.every, v_row.today)::date - 1;
    v_first := date_trunc(v_row.every, v_last)::date;
    v_before := app.dashboard_period(v_first, v_last, v_row.every, 'before');
    v_report := app.service_numbers(v_row.tenant_id, v_first, v_last, lower(v_before), upper(v_before) - 1, 'day', v_row.hours, null);
    perform app.send_email(v_row.tenant_id, 'report', p.email, jsonb_build_object('locale', p.locale, 'clinic', v_row.clinic, 'every', v_row.every,
        'hours', v_row.hours, 'from', v_first, 'to', v_last, 'totals', v_report -> 'totals', 'target_minutes', v_report -> 'target_minutes',
        'visits', jsonb_build_object('now', app.reminder_effect(v_row.tenant_id, v_first, v_last, null),
          'before', app.reminder_effect(v_row.tenant_id, lower(v_before), upper(v_before) - 1, null))),
      format('report:%s:%s:%s', v_row.id, v_first, p.id))
    from public.tenant_members m
    join public.profiles p on p.id = m.user_id
    where m.tenant_id = v_row.tenant_id and m.user_id = any (v_row.user_ids) and m.status = 'active' and m.role in ('owner', 'admin', 'supervisor');
    update public.report_schedules s set next_on = app.next_report_day(v_row.every, v_row.today)
    where s.tenant_id = v_row.tenant_id and s.id = v_row.id;
    v_count := v_count + 1;
  end loop;
  return v_count;
end;
$function$;

CREATE OR REPLACE FUNCTION app.service_numbers (
  p_tenant_id   uuid,
  p_from        date,
  p_to          date,
  p_before_from date,
  p_before_to   date,
  p_grain       text,
  p_hours       text,
  p_person_id   uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_answer text := 'answer_' || p_hours;
  v_closing text := 'closing_' || p_hours;
  v_target integer := coalesce((select s.answer_target_minutes from public.report_settings s where s.tenant_id = p_tenant_id), 60);
begin
  return (
    with rows as materialized (
      select 'now' as period, greatest(date_trunc(p_grain, r.day)::date, p_from) as bucket, r.*
      from app.report_rows(p_tenant_id, p_from, p_to, p_person_id) r
      union all
      select 'before', null, r.* from app.report_rows(p_tenant_id, p_before_from, p_before_to, p_person_id) r
    ), sums as (
      select w.period, w.person_id, w.channel_id, w.bucket,
        case when grouping(w.person_id) = 0 then 'person' when grouping(w.channel_id) = 0 then 'channel' when grouping(w.bucket) = 0 then 'bucket' else 'all' end as by,
        coalesce(sum(w.number) filter (where w.measure = 'received'), 0) as received,
        coalesce(sum(w.number) filter (where w.measure = 'sent'), 0) as sent,
        coalesce(sum(w.number) filter (where w.measure = 'automatic'), 0) as automatic,
        sum(w.total) filter (where w.measure = v_answer)::bigint as answer_total,
        sum(w.total) filter (where w.measure = v_closing)::bigint as closing_total
      from rows w
      group by grouping sets ((w.period), (w.period, w.person_id), (w.period, w.channel_id), (w.period, w.bucket))
    ), slots as (
      select w.period, w.measure, w.person_id, w.bucket,
        case when grouping(w.person_id) = 0 then 'person' when grouping(w.bucket) = 0 then 'bucket' else 'all' end as by,
        u.slot::integer as slot, sum(u.n) as n
      from rows w, unnest(w.counts) with ordinality u (n, slot)
      where w.measure in (v_answer, v_closing) and u.n <> 0
      group by grouping sets ((w.period, w.measure, u.slot), (w.period, w.measure, w.person_id, u.slot), (w.period, w.measure, w.bucket, u.slot))
    ), ranked as (
      select s.*, sum(s.n) over (partition by s.period, s.measure, s.by, s.person_id, s.bucket order by s.slot) as upto,
        sum(s.n) over (partition by s.period, s.measure, s.by, s.person_id, s.bucket) as number
      from slots s
    ), durations as (
      select r.period, r.measure, r.by, r.person_id, r.bucket, max(r.number)::bigint as number,
        (app.slot_minutes(min(r.slot) filter (where r.upto >= ceil(r.number / 2)))
          + app.slot_minutes(min(r.slot) filter (where r.upto >= floor(r.number / 2) + 1))) / 2 as median,
        app.slot_minutes(min(r.slot) filter (where r.upto >= ceil(r.number * 0.9))) as p90,
        coalesce(sum(r.n) filter (where r.slot < app.duration_slot(v_target)), 0)::bigint as within
      from ranked r
      where r.n > 0
      group by 1, 2, 3, 4, 5
    ), lines as (
      select s.period, s.by, s.person_id, s.channel_id, s.bucket, s.received, s.sent, s.automatic,
        app.duration_numbers(a.number, s.answer_total, a.median, a.p90, a.within) as answers,
        app.duration_numbers(c.number, s.closing_total, c.median, c.p90, null) - 'within_rate' as closings
      from sums s
      left join durations a on a.period = s.period and a.measure = v_answer and a.by = s.by
        and a.person_id is not distinct from s.person_id and a.bucket is not distinct from s.bucket
      left join durations c on c.period = s.period and c.measure = v_closing and c.by = s.by
        and c.person_id is not distinct from s.person_id and c.bucket is not distinct from s.bucket
    ), filled as (
      select l.period, l.by, l.person_id, l.channel_id, l.bucket, jsonb_build_object('received', l.received, 'sent', l.sent,
        'automatic', l.automatic, 'answers', l.answers, 'closings', l.closings) as numbers
      from lines l
    ), zeros as (
      select jsonb_build_object('received', 0, 'sent', 0, 'automatic', 0, 'answers', app.duration_numbers(0, 0, null, null, null),
        'closings', app.duration_numbers(0, 0, null, null, null) - 'within_rate') as numbers
    )
    select jsonb_build_object(
      'target_minutes', v_target,
      'totals', (
        select jsonb_object_agg(p.period, coalesce(f.numbers, z.numbers))
        from zeros z, (values ('now'), ('before')) p (period)
        left join filled f on f.period = p.period and f.by = 'all'),
      'series', (
        select coalesce(jsonb_agg(coalesce(f.numbers, z.numbers) || jsonb_build_object('day', g.day) order by g.day), '[]')
        from zeros z, (
          select distinct greatest(date_trunc(p_grain, x)::date, p_from) as day
          from generate_series(p_from::timestamp, p_to::timestamp, '1 day') x) g
        left join filled f on f.period = 'now' and f.by = 'bucket' and f.bucket = g.day),
      'people', (
        select coalesce(jsonb_agg(coalesce(f.numbers, z.numbers) - 'received' - 'automatic' || jsonb_build_object('person_id', nullif(p.id, app.no_one()),
          'name', p.name, 'before', coalesce(b.numbers, z.numbers) - 'received' - 'automatic') order by p.name nulls last), '[]')
        from zeros z, (
          select m.user_id as id, coalesce(nullif(u.full_name, ''), u.email) as name, m.status = 'active' as is_active
          from public.tenant_members m join public.profiles u on u.id = m.user_id
          where m.tenant_id = p_tenant_id and (p_person_id is null or m.user_id = p_person_id)
          union all select app.no_one(), null, false where p_person_id is null) p
        left join filled f on f.period = 'now' and f.by = 'person' and f.person_id = p.id
        left join filled b on b.period = 'before' and b.by = 'person' and b.person_id = p.id
        where p.is_active or exists (
          select from lines l where l.by = 'person' and l.person_id = p.id and (l.sent > 0 or l.answers ->> 'count' <> '0' or l.closings ->> 'count' <> '0'))),
      'channels', (
        select coalesce(jsonb_agg(f.numbers - 'answers' - 'closings' || jsonb_build_object('channel_id', c.id, 'provider', c.provider,
          'name', c.display_name, 'phone', c.phone) order by c.created_at, c.id), '[]')
        from filled f
        join public.notification_channels c on c.tenant_id = p_tenant_id and c.id = f.channel_id
        where f.period = 'now' and f.by = 'channel'),
      'hours', (
        select coalesce(jsonb_agg(jsonb_build_object('weekday', h.weekday, 'hour', h.slot - 1, 'received', h.received, 'sent', h.sent)
          order by h.weekday, h.slot), '[]')
        from (
          select extract(isodow from w.day)::integer as weekday, u.slot, coalesce(sum(u.n) filter (where w.measure = 'received'), 0) as received,
            coalesce(sum(u.n) filter (where w.measure = 'sent'), 0) as sent
          from rows w, unnest(w.counts) with ordinality u (n, slot)
          where w.period = 'now' and w.measure in ('received', 'sent') and u.n <> 0
          group by 1, 2) h)));
end;
$function$;

CREATE OR REPLACE FUNCTION app.slot_minutes (
  p_slot integer
)
  RETURNS numeric
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select case when p_slot <= 64 then p_slot - 1
    else (1 << (6 + (p_slot - 65) / 16)) + ((p_slot - 65) % 16 + 0.5) * (1 << (2 + (p_slot - 65) / 16)) - 0.5 end::numeric;
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
  update app.resolutions r set thread_id = new.thread_id where r.tenant_id = old.tenant_id and r.thread_id = old.thread_id;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_messages__count_changed()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  insert into app.report_changes (tenant_id, day, measure, person_id, channel_id, slot, number)
  select new.tenant_id, (x.occurred_at at time zone t.time_zone)::date, x.measure, coalesce(x.sent_by, app.no_one()), x.channel_id,
    extract(hour from x.occurred_at at time zone t.time_zone)::smallint + 1, x.number
  from public.tenants t, (values
    (old.occurred_at, app.report_measure(old.direction, old.origin, old.kind), old.sent_by, old.channel_id, -1),
    (new.occurred_at, app.report_measure(new.direction, new.origin, new.kind), new.sent_by, new.channel_id, 1)) x (occurred_at, measure, sent_by, channel_id, number)
  where t.id = new.tenant_id and x.measure is not null;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_messages__count_new()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  -- app.report_measure, without a call for each message
  insert into app.report_changes (tenant_id, day, measure, person_id, channel_id, slot, number)
  select m.tenant_id, (m.occurred_at at time zone t.time_zone)::date,
    case when m.direction = 'inbound' then 'received' when m.origin = 'automation' then 'automatic' else 'sent' end,
    coalesce(m.sent_by, app.no_one()), m.channel_id, extract(hour from m.occurred_at at time zone t.time_zone)::smallint + 1, count(*)
  from added m
  join public.tenants t on t.id = m.tenant_id
  where m.kind <> 'system'
  group by 1, 2, 3, 4, 5, 6;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_messages__count_removed()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  -- app.report_measure, without a call for each message
  -- of a clinic that is just being removed there is no row of tenants any more
  insert into app.report_changes (tenant_id, day, measure, person_id, channel_id, slot, number)
  select m.tenant_id, (m.occurred_at at time zone t.time_zone)::date,
    case when m.direction = 'inbound' then 'received' when m.origin = 'automation' then 'automatic' else 'sent' end,
    coalesce(m.sent_by, app.no_one()), m.channel_id, extract(hour from m.occurred_at at time zone t.time_zone)::smallint + 1, -count(*)
  from removed m
  join public.tenants t on t.id = m.tenant_id
  where m.kind <> 'system'
  group by 1, 2, 3, 4, 5, 6;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_threads__note_resolution()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_last app.resolutions;
  v_opened_at timestamptz;
begin
  select * into v_last from app.resolutions l
  where l.tenant_id = new.tenant_id and l.thread_id = new.id order by l.finished_at desc limit 1;
  if new.status = 'open' then
    -- opened again without a word of anybody: it was not finished after all
    if not exists (
      select from public.conversation_messages m
      where m.tenant_id = new.tenant_id and m.thread_id = new.id and m.occurred_at > v_last.finished_at) then
      delete from app.resolutions r where r.tenant_id = new.tenant_id and r.id = v_last.id;
    end if;
    return null;
  end if;
  -- one that came with its history was finished long before
  if old.last_message_id is null then
    return null;
  end if;
  select min(m.occurred_at) into v_opened_at from public.conversation_messages m
  where m.tenant_id = new.tenant_id and m.thread_id = new.id and m.occurred_at > coalesce(v_last.finished_at, '-infinity');
  if v_opened_at is not null then
    insert into app.resolutions (tenant_id, thread_id, opened_at, finished_at, finished_by, business_minutes)
    values (new.tenant_id, new.id, least(v_opened_at, clock_timestamp()), clock_timestamp(), auth.uid(),
      app.business_minutes(new.tenant_id, v_opened_at, clock_timestamp()));
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_first_answers__count()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if tg_op <> 'INSERT' then
    perform app.note_duration(old.tenant_id, 'answer', old.answered_by, old.asked_at, old.answered_at, old.asked_at, old.business_minutes, -1);
  end if;
  if tg_op <> 'DELETE' then
    perform app.note_duration(new.tenant_id, 'answer', new.answered_by, new.asked_at, new.answered_at, new.asked_at, new.business_minutes, 1);
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_resolutions__count()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if tg_op <> 'INSERT' then
    perform app.note_duration(old.tenant_id, 'closing', old.finished_by, old.opened_at, old.finished_at, old.finished_at, old.business_minutes, -1);
  end if;
  if tg_op <> 'DELETE' then
    perform app.note_duration(new.tenant_id, 'closing', new.finished_by, new.opened_at, new.finished_at, new.finished_at, new.business_minutes, 1);
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_tenants__recount_reports()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.recount_reports(new.id);
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION public.delete_report_schedule (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS boolean
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor']);
  delete from public.report_schedules s where s.tenant_id = p_tenant_id and s.id = p_id;
  return found;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."delete_report_schedule"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_service_report (
  p_tenant_id uuid,
  p_from      date,
  p_to        date,
  p_unit      text DEFAULT 'custom'::text,
  p_hours     text DEFAULT 'open'::text,
  p_person_id uuid DEFAULT NULL::uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
  v_leads boolean := v_role in ('owner', 'admin', 'supervisor');
  v_person uuid := app.report_reader(p_tenant_id, p_person_id);
  v_before daterange;
  v_grain text := case when p_to - p_from < 32 then 'day' when p_to - p_from < 190 then 'week' else 'month' end;
begin
  perform app.require_report_days(p_tenant_id, p_from, p_to);
  if coalesce(p_unit, '') not in ('week', 'month', 'quarter', 'year', 'custom') or coalesce(p_hours, '') not in ('open', 'clock') then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  v_before := app.dashboard_period(p_from, p_to, p_unit, 'before');
  return app.service_numbers(p_tenant_id, p_from, p_to, lower(v_before), upper(v_before) - 1, v_grain, p_hours, v_person)
    || jsonb_build_object('from', p_from, 'to', p_to, 'today', app.clinic_today(p_tenant_id), 'grain', v_grain, 'hours_counted', p_hours,
      'before', jsonb_build_object('from', lower(v_before), 'to', upper(v_before) - 1), 'is_own', not v_leads,
      'members', (
        select coalesce(jsonb_agg(jsonb_build_object('user_id', m.user_id, 'name', coalesce(nullif(u.full_name, ''), u.email))
          order by u.full_name), '[]')
        from public.tenant_members m join public.profiles u on u.id = m.user_id
        where m.tenant_id = p_tenant_id and m.status = 'active' and v_leads),
      'backlog', (
        select jsonb_build_object('open', count(*), 'waiting', count(h.waiting_since), 'waiting_since', min(h.waiting_since))
        from public.conversation_threads h
        where h.tenant_id = p_tenant_id and h.status = 'open' and h.snoozed_until is null and h.blocked_at is null
          and (v_person is null or h.assigned_to = v_person)),
      'backlog_days', (
        select coalesce(jsonb_agg(jsonb_build_object('day', b.day, 'open', b.open, 'waiting', b.waiting) order by b.day), '[]')
        from app.backlog_days b
        where b.tenant_id = p_tenant_id and v_person is null and b.day between p_from and p_to),
      'visits', jsonb_build_object(
        'now', app.reminder_effect(p_tenant_id, p_from, p_to, v_person),
        'before', app.reminder_effect(p_tenant_id, lower(v_before), upper(v_before) - 1, v_person)));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_service_report"(uuid, date, date, text, text, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_report_conversations (
  p_tenant_id     uuid,
  p_from          date,
  p_to            date,
  p_what          text,
  p_hours         text    DEFAULT 'open'::text,
  p_person_id     uuid    DEFAULT NULL::uuid,
  p_limit         integer DEFAULT 50,
  p_after_minutes integer DEFAULT NULL::integer,
  p_after_id      text    DEFAULT NULL::text
)
  RETURNS TABLE (
    id           text,
    thread_key   text,
    contact_name text,
    phone        text,
    from_at      timestamp with time zone,
    to_at        timestamp with time zone,
    minutes      integer,
    person_name  text
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_person uuid := app.report_reader(p_tenant_id, p_person_id);
  v_zone text := app.clinic_zone(p_tenant_id);
  v_from timestamptz;
  v_to timestamptz;
begin
  perform app.require_report_days(p_tenant_id, p_from, p_to);
  if coalesce(p_what, '') not in ('answers', 'closings') or coalesce(p_hours, '') not in ('open', 'clock') then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  v_from := app.local_moment(p_from::timestamp, v_zone);
  v_to := app.local_moment((p_to + 1)::timestamp, v_zone);
  return query
    select x.id, t.thread_key, t.contact_name, t.phone, x.from_at, x.to_at, x.minutes, coalesce(nullif(u.full_name, ''), u.email)
    from (
      select a.thread_id || ':' || extract(epoch from a.asked_at) as id, a.thread_id, a.asked_at as from_at, a.answered_at as to_at,
        case p_hours when 'open' then a.business_minutes else app.clock_minutes(a.asked_at, a.answered_at)::integer end as minutes, a.answered_by as person_id
      from app.first_answers a
      where p_what = 'answers' and a.tenant_id = p_tenant_id and a.asked_at >= v_from and a.asked_at < v_to
      union all
      select r.id::text, r.thread_id, r.opened_at, r.finished_at,
        case p_hours when 'open' then r.business_minutes else app.clock_minutes(r.opened_at, r.finished_at)::integer end, r.finished_by
      from app.resolutions r
      where p_what = 'closings' and r.tenant_id = p_tenant_id and r.finished_at >= v_from and r.finished_at < v_to
    ) x
    join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = x.thread_id
    left join public.profiles u on u.id = x.person_id
    where (v_person is null or x.person_id = v_person)
      and (p_after_minutes is null or (x.minutes, x.id) < (p_after_minutes, p_after_id))
    order by x.minutes desc, x.id desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_report_conversations"(uuid, date, date, text, text, uuid, integer, integer, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_report_schedules (
  p_tenant_id uuid
)
  RETURNS TABLE (
    id       uuid,
    every    text,
    hours    text,
    next_on  date,
    user_ids uuid[],
    names    text[]
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor']);
  return query
    select s.id, s.every, s.hours, s.next_on, s.user_ids, array(
      select coalesce(nullif(p.full_name, ''), p.email) from public.profiles p where p.id = any (s.user_ids) order by p.full_name, p.id)
    from public.report_schedules s
    where s.tenant_id = p_tenant_id
    order by s.created_at, s.id;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_report_schedules"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_report_visits (
  p_tenant_id uuid,
  p_from      date,
  p_to        date,
  p_reminder  text                     DEFAULT NULL::text,
  p_status    text                     DEFAULT 'missed'::text,
  p_person_id uuid                     DEFAULT NULL::uuid,
  p_limit     integer                  DEFAULT 50,
  p_after_at  timestamp with time zone DEFAULT NULL::timestamp WITH time zone,
  p_after_id  uuid                     DEFAULT NULL::uuid
)
  RETURNS TABLE (
    session_id     uuid,
    patient_id     uuid,
    patient_name   text,
    therapist_name text,
    starts_at      timestamp with time zone,
    status         text,
    reminder       text
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_person uuid := app.report_reader(p_tenant_id, p_person_id);
  v_zone text := app.clinic_zone(p_tenant_id);
begin
  perform app.require_report_days(p_tenant_id, p_from, p_to);
  if p_reminder is not null and p_reminder not in ('confirmed', 'cancelled', 'silent', 'none')
    or coalesce(p_status, '') not in ('attended', 'missed', 'cancelled') then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  return query
    select x.* from (
      select s.id, sp.patient_id, p.name as patient_name, t.name as therapist_name, s.starts_at, sp.status, (
        select case when max(l.answer) is not null then max(l.answer) when bool_or(l.state = 'sent') then 'silent' else 'none' end
        from public.conversation_session_reminders_logs l
        where l.tenant_id = p_tenant_id and l.session_id = s.id and l.patient_id = sp.patient_id and l.starts_at = s.starts_at) as reminder
      from public.sessions s
      join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = s.id
      join public.patients p on p.tenant_id = p_tenant_id and p.id = sp.patient_id
      left join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = s.therapist_id
      where s.tenant_id = p_tenant_id and s.starts_at >= app.local_moment(p_from::timestamp, v_zone)
        and s.starts_at < least(app.local_moment((p_to + 1)::timestamp, v_zone), now())
        and (v_person is null or s.therapist_id = v_person) and sp.status = p_status
        and (p_after_at is null or (s.starts_at, sp.patient_id) < (p_after_at, p_after_id))
    ) x
    where p_reminder is null or x.reminder = p_reminder
    order by x.starts_at desc, x.patient_id desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_report_visits"(uuid, date, date, text, text, uuid, integer, timestamp WITH time zone, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_report_schedule (
  p_tenant_id uuid,
  p_id        uuid,
  p_every     text,
  p_hours     text,
  p_user_ids  uuid[]
)
  RETURNS public.report_schedules
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.report_schedules;
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor']);
  if p_id is null or coalesce(p_every, '') not in ('week', 'month') or coalesce(p_hours, '') not in ('open', 'clock')
    or coalesce(cardinality(p_user_ids), 0) not between 1 and 50 or array_position(p_user_ids, null) is not null then
    raise sqlstate 'PT400' using message = 'invalid_settings';
  end if;
  -- what is mailed are everybody's numbers
  if exists (
    select from unnest(p_user_ids) u (id) where not exists (
      select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = u.id and m.status = 'active'
        and m.role in ('owner', 'admin', 'supervisor'))) then
    raise sqlstate 'PT400' using message = 'invalid_settings', detail = 'Only who leads the clinic gets its numbers.';
  end if;
  if (select count(*) from public.report_schedules s where s.tenant_id = p_tenant_id and s.id <> p_id) >= 20 then
    raise sqlstate 'PT400' using message = 'invalid_settings', detail = 'At most twenty.';
  end if;
  insert into public.report_schedules as s (tenant_id, id, every, hours, user_ids, next_on, created_by)
  values (p_tenant_id, p_id, p_every, p_hours, array(select distinct unnest(p_user_ids)), app.next_report_day(p_every, app.clinic_today(p_tenant_id)), auth.uid())
  on conflict (tenant_id, id) do update set every = excluded.every, hours = excluded.hours, user_ids = excluded.user_ids,
    next_on = case when s.every = excluded.every then s.next_on else excluded.next_on end
  returning * into v_row;
  return v_row;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_report_schedule"(uuid, uuid, text, text, uuid[]) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_report_settings (
  p_tenant_id             uuid,
  p_answer_target_minutes integer
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor']);
  if p_answer_target_minutes is null or p_answer_target_minutes not in (5, 10, 15, 20, 30, 45, 60, 120, 240, 480, 960) then
    raise sqlstate 'PT400' using message = 'invalid_settings';
  end if;
  insert into public.report_settings (tenant_id, answer_target_minutes) values (p_tenant_id, p_answer_target_minutes)
  on conflict (tenant_id) do update set answer_target_minutes = excluded.answer_target_minutes
  where report_settings.answer_target_minutes <> excluded.answer_target_minutes;
  return p_answer_target_minutes;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_report_settings"(uuid, integer) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."backlog_days"
  ADD CONSTRAINT "backlog_days_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "app"."report_changes"
  ADD CONSTRAINT "report_changes_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "app"."report_days"
  ADD CONSTRAINT "report_days_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "app"."resolutions"
  ADD CONSTRAINT "resolutions_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."report_schedules"
  ADD CONSTRAINT "report_schedules_created_by_fkey" FOREIGN KEY (created_by) REFERENCES public.profiles(id) ON DELETE SET NULL;

ALTER TABLE "public"."report_schedules"
  ADD CONSTRAINT "report_schedules_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."report_settings"
  ADD CONSTRAINT "report_settings_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

CREATE INDEX resolutions_finished ON app.resolutions USING btree (tenant_id, finished_at);

CREATE INDEX resolutions_thread ON app.resolutions USING btree (tenant_id, thread_id, finished_at DESC);

CREATE INDEX report_schedules_created_by ON public.report_schedules USING btree (created_by);

CREATE INDEX report_schedules_due ON public.report_schedules USING btree (next_on);

CREATE TRIGGER first_answers_count
  AFTER INSERT OR DELETE OR UPDATE OF answered_by, asked_at, answered_at, business_minutes ON app.first_answers
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_first_answers__count();

CREATE TRIGGER resolutions_count
  AFTER INSERT OR DELETE OR UPDATE OF finished_by, opened_at, finished_at, business_minutes ON app.resolutions
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_resolutions__count();

CREATE TRIGGER conversation_messages_count_changed
  AFTER UPDATE OF occurred_at, channel_id, sent_by, origin, kind ON public.conversation_messages
  FOR EACH ROW
  WHEN
    (((old.occurred_at IS DISTINCT FROM new.occurred_at) OR (old.channel_id IS DISTINCT FROM new.channel_id) OR (old.sent_by IS DISTINCT FROM new.sent_by) OR (old.origin IS
    DISTINCT FROM new.origin) OR (old.kind IS DISTINCT FROM new.kind)))
  EXECUTE FUNCTION app.tg_conversation_messages__count_changed();

CREATE TRIGGER conversation_messages_count_new
  AFTER INSERT ON public.conversation_messages REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT
  EXECUTE FUNCTION app.tg_conversation_messages__count_new();

CREATE TRIGGER conversation_messages_count_removed
  AFTER DELETE ON public.conversation_messages REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT
  EXECUTE FUNCTION app.tg_conversation_messages__count_removed();

CREATE TRIGGER conversation_threads_note_resolution
  AFTER UPDATE OF status ON public.conversation_threads
  FOR EACH ROW
  WHEN ((old.status IS DISTINCT FROM new.status))
  EXECUTE FUNCTION app.tg_conversation_threads__note_resolution();

CREATE TRIGGER report_schedules_touch
  BEFORE UPDATE ON public.report_schedules
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER report_settings_touch
  BEFORE UPDATE ON public.report_settings
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER tenants_recount_reports
  AFTER UPDATE OF time_zone ON public.tenants
  FOR EACH ROW
  WHEN ((old.time_zone IS DISTINCT FROM new.time_zone))
  EXECUTE FUNCTION app.tg_tenants__recount_reports();

CREATE POLICY "select_nobody" ON "app"."backlog_days"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."report_changes"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."report_days"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."resolutions"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_leaders" ON "public"."report_schedules"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_members" ON "public"."report_settings"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

COMMENT ON COLUMN "app"."report_days"."channel_id" IS 'Of messages; all zeros: of durations.';

COMMENT ON COLUMN "app"."report_days"."counts" IS 'How many of it in each slot: of messages the hour (1 is midnight), of durations app.duration_slot.';

COMMENT ON COLUMN "app"."report_days"."day" IS 'In the clinic''s time: of a message its own, of an answer that of the question, of a closing that of the closing.';

COMMENT ON COLUMN "app"."report_days"."measure" IS 'Messages (received, sent by a person, automatic), or durations: first answers and closings, in minutes of open hours or of the clock.';

COMMENT ON COLUMN "app"."report_days"."person_id" IS 'Who wrote, answered or closed; all zeros: nobody who is known.';

COMMENT ON COLUMN "app"."report_days"."total" IS 'Of durations the minutes, added up.';

COMMENT ON COLUMN "app"."resolutions"."business_minutes" IS 'As of app.first_answers.';

COMMENT ON COLUMN "app"."resolutions"."finished_by" IS 'Who of the clinic; NULL when a rule did.';

COMMENT ON COLUMN "public"."report_schedules"."next_on" IS 'The day of the next; moved on in the transaction that queues its e-mails.';

COMMENT ON COLUMN "public"."report_schedules"."user_ids" IS 'Whoever leads the clinic at that moment among them gets it.';

COMMENT ON COLUMN "public"."report_settings"."answer_target_minutes" IS 'A first answer in fewer minutes is within the target. Those that save_report_settings takes are edges of slots, so that the share is exact.';

COMMENT ON FUNCTION "app"."add_counts"(integer[], integer[]) IS 'Two rows of counts, slot by slot.';

COMMENT ON FUNCTION "app"."begin_reports"(uuid) IS 'The first count of a clinic whose messages are older than its summaries.';

COMMENT ON FUNCTION "app"."clock_minutes"(timestamp with time zone, timestamp with time zone) IS 'Minutes between two moments; a quarter at most, as app.business_minutes.';

COMMENT ON FUNCTION "app"."count_report_days"(uuid) IS 'The recount: what messages, first answers and closings say of each day.';

COMMENT ON FUNCTION "app"."duration_numbers"(bigint, bigint, numeric, numeric, bigint) IS 'What screens get of some durations, in minutes; null where there is none.';

COMMENT ON FUNCTION "app"."duration_slot"(bigint) IS 'Where a duration is counted: each minute under 64 by itself, above it sixteen slots for each doubling, so that what is read from a slot is at most 3.2 % off. A quarter is the longest.';

COMMENT ON FUNCTION "app"."fold_report_changes"(uuid) IS 'Moves what changed into the summaries; how many days of somebody it touched.';

COMMENT ON FUNCTION "app"."fold_reports"() IS 'Caller: process-jobs, every ten minutes. Brings the summaries of reports up to date, and notes how much is open; how many clinics had changes. Errors: none.';

COMMENT ON FUNCTION "app"."next_report_day"(text, date) IS 'The Monday, or the first of a month, after a day.';

COMMENT ON FUNCTION "app"."no_one"() IS 'Stands in keys for nobody and for no channel.';

COMMENT ON FUNCTION "app"."note_duration"(uuid, text, uuid, timestamp with time zone, timestamp with time zone, timestamp
  with time zone, bigint, integer) IS 'Counts an answer or a closing (p_what) by both clocks on the day of p_at; p_number -1 takes it back. Of a clinic that is being removed nothing is counted.';

COMMENT ON FUNCTION "app"."recount_reports"(uuid) IS 'Counts all of a clinic anew; how many rows it wrote.';

COMMENT ON FUNCTION "app"."reminder_effect"(uuid, date, date, uuid) IS 'Visits of these days until now by what became of their reminder: answered with confirmed or cancelled, sent and not answered (silent), none sent; and all. {attended, missed, cancelled, no_show_rate}.';

COMMENT ON FUNCTION "app"."report_faults"() IS 'Caller: app.check_books and tests. Clinics whose summaries of reports differ from a recount; no row is the only right answer.';

COMMENT ON FUNCTION "app"."report_measure"(text, text, text) IS 'As what a message is counted; null: a notice of WhatsApp itself.';

COMMENT ON FUNCTION "app"."report_reader"(uuid, uuid) IS 'Whose numbers the caller gets who asks for those of p_person_id (null: everybody''s). Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "app"."report_rows"(uuid, date, date, uuid) IS 'What was counted of these days, as of this moment: the summaries and what they have not been told yet. p_person_id null: everybody.';

COMMENT ON FUNCTION "app"."require_report_days"(uuid, date, date) IS 'Errors: PT400 invalid_date.';

COMMENT ON FUNCTION "app"."send_due_reports"(timestamp with time zone) IS 'Caller: process-jobs, every ten minutes. Queues the e-mails of reports that fell due, once: the schedule moves on in the same transaction. How many schedules. Errors: none.';

COMMENT ON FUNCTION "app"."service_numbers"(uuid, date, date, date, date, text, text, uuid) IS 'What get_service_report answers of messages, first answers and closings: {target_minutes, totals {now, before}, series, people, channels, hours}. Medians are read from slots (app.duration_slot).';

COMMENT ON FUNCTION "app"."slot_minutes"(integer) IS 'The middle of what app.duration_slot counts in a slot.';

COMMENT ON FUNCTION "app"."tg_conversation_messages__count_changed"() IS 'Definer: whoever changes a message has no rights on app.report_changes.';

COMMENT ON FUNCTION "app"."tg_conversation_messages__count_new"() IS 'Definer: whoever stores a message has no rights on app.report_changes.';

COMMENT ON FUNCTION "app"."tg_conversation_messages__count_removed"() IS 'Definer: whoever removes a message has no rights on app.report_changes.';

COMMENT ON FUNCTION "app"."tg_conversation_threads__note_resolution"() IS 'A conversation was finished, or opened again. Definer: whoever does it has no rights on app.resolutions.';

COMMENT ON FUNCTION "app"."tg_first_answers__count"() IS 'Definer: whoever answers has no rights on app.report_changes.';

COMMENT ON FUNCTION "app"."tg_resolutions__count"() IS 'Definer: whoever finishes a conversation has no rights on app.report_changes.';

COMMENT ON FUNCTION "app"."tg_tenants__recount_reports"() IS 'Another time zone has other days. Definer: whoever changes the clinic has no rights on app.report_days.';

COMMENT ON FUNCTION "public"."delete_report_schedule"(uuid, uuid) IS 'Caller: owner, admin and supervisor. Whether there was one. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."get_service_report"(uuid, date, date, text, text, uuid) IS 'Caller: members; owner, admin and supervisor see everybody or one person (p_person_id), anybody else the own numbers. How people were served from p_from to p_to (days of the clinic) beside the period before (p_unit week|month|quarter|year|custom), in minutes of open hours or of the clock (p_hours open|clock): messages, first answers and closings in totals, series, people, channels, hours; backlog, visits by reminder. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_date, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."list_report_conversations"(uuid, date, date, text, text, uuid, integer, integer, text) IS 'Caller: members, as of get_service_report. The conversations behind a number of it (p_what answers|closings), the longest first; pass minutes and id of the last row for the next page. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_date, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."list_report_schedules"(uuid) IS 'Caller: owner, admin and supervisor. Reports by e-mail, with the names of who gets them. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."list_report_visits"(uuid, date, date, text, text, uuid, integer, timestamp with time zone, uuid) IS 'Caller: members, as of get_service_report. The visits behind its numbers: attended, missed or cancelled, of one answer to the reminder or all; the latest first; pass starts_at and patient_id of the last row for the next page. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_date, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."save_report_schedule"(uuid, uuid, text, text, uuid[]) IS 'Caller: owner, admin and supervisor. A report by e-mail every week or month, to people who lead the clinic. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_settings.';

COMMENT ON FUNCTION "public"."save_report_settings"(uuid, integer) IS 'Caller: owner, admin and supervisor. Within how many minutes a first answer is to come. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_settings.';

COMMENT ON TABLE "app"."backlog_days" IS 'How many conversations were open, and how many people waited, when the clock last looked on that day (app.fold_reports).';

COMMENT ON TABLE "app"."report_changes" IS 'Written by triggers, moved into app.report_days by app.fold_report_changes.';

COMMENT ON TABLE "app"."report_days" IS 'What app.count_report_days says, kept; app.report_rows adds what app.report_changes has not told it yet.';

COMMENT ON TABLE "app"."resolutions" IS 'From the first message after the closing before it until it was finished. Opened again by hand it never was finished: the row goes. No foreign key: it follows its conversation into another.';

COMMENT ON TABLE "public"."report_schedules" IS 'Reports by e-mail: on Monday of the week before, or on the first of the month before, at seven in the clinic''s time.';

COMMENT ON TABLE "public"."report_settings" IS 'What a clinic promises itself; without a row, an hour.';

REVOKE ALL ON FUNCTION "app"."add_counts"(integer[], integer[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."add_counts"(integer[], integer[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."add_counts"(integer[], integer[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."begin_reports"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."begin_reports"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_reports"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."clock_minutes"(timestamp WITH time zone, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."clock_minutes"(timestamp WITH time zone, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."clock_minutes"(timestamp WITH time zone, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."count_report_days"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."count_report_days"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."count_report_days"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."duration_numbers"(bigint, bigint, numeric, numeric, bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."duration_numbers"(bigint, bigint, numeric, numeric, bigint) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."duration_numbers"(bigint, bigint, numeric, numeric, bigint) TO "postgres";

REVOKE ALL ON FUNCTION "app"."duration_slot"(bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."duration_slot"(bigint) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."duration_slot"(bigint) TO "postgres";

REVOKE ALL ON FUNCTION "app"."fold_report_changes"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."fold_report_changes"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."fold_report_changes"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."fold_reports"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."fold_reports"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."fold_reports"() TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."fold_reports"() TO "service_role";

REVOKE ALL ON FUNCTION "app"."next_report_day"(text, date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."next_report_day"(text, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."next_report_day"(text, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."no_one"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."no_one"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."no_one"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."note_duration"(uuid, text, uuid, timestamp WITH time zone, timestamp WITH time zone, timestamp WITH time zone, bigint, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."note_duration"(uuid, text, uuid, timestamp WITH time zone, timestamp WITH time zone, timestamp WITH time zone, bigint, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_duration"(uuid, text, uuid, timestamp WITH time zone, timestamp WITH time zone, timestamp WITH time zone, bigint, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."recount_reports"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."recount_reports"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."recount_reports"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."recount_reports"(uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."reminder_effect"(uuid, date, date, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."reminder_effect"(uuid, date, date, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."reminder_effect"(uuid, date, date, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."report_faults"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."report_faults"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."report_faults"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."report_measure"(text, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."report_measure"(text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."report_measure"(text, text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."report_reader"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."report_reader"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."report_reader"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."report_rows"(uuid, date, date, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."report_rows"(uuid, date, date, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."report_rows"(uuid, date, date, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_report_days"(uuid, date, date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_report_days"(uuid, date, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_report_days"(uuid, date, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."send_due_reports"(timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."send_due_reports"(timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."send_due_reports"(timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."send_due_reports"(timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."service_numbers"(uuid, date, date, date, date, text, text, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."service_numbers"(uuid, date, date, date, date, text, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."service_numbers"(uuid, date, date, date, date, text, text, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."slot_minutes"(integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."slot_minutes"(integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."slot_minutes"(integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_conversation_messages__count_changed"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_conversation_messages__count_changed"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_conversation_messages__count_changed"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_conversation_messages__count_new"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_conversation_messages__count_new"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_conversation_messages__count_new"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_conversation_messages__count_removed"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_conversation_messages__count_removed"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_conversation_messages__count_removed"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_conversation_threads__note_resolution"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_conversation_threads__note_resolution"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_conversation_threads__note_resolution"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_first_answers__count"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_first_answers__count"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_first_answers__count"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_resolutions__count"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_resolutions__count"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_resolutions__count"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_tenants__recount_reports"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_tenants__recount_reports"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_tenants__recount_reports"() TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_report_schedule"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."delete_report_schedule"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_report_schedule"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_service_report"(uuid, date, date, text, text, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_service_report"(uuid, date, date, text, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_service_report"(uuid, date, date, text, text, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_report_conversations"(uuid, date, date, text, text, uuid, integer, integer, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_report_conversations"(uuid, date, date, text, text, uuid, integer, integer, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_report_conversations"(uuid, date, date, text, text, uuid, integer, integer, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_report_schedules"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_report_schedules"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_report_schedules"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_report_visits"(uuid, date, date, text, text, uuid, integer, timestamp WITH time zone, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_report_visits"(uuid, date, date, text, text, uuid, integer, timestamp WITH time zone, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_report_visits"(uuid, date, date, text, text, uuid, integer, timestamp WITH time zone, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_report_schedule"(uuid, uuid, text, text, uuid[]) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_report_schedule"(uuid, uuid, text, text, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_report_schedule"(uuid, uuid, text, text, uuid[]) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_report_settings"(uuid, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_report_settings"(uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_report_settings"(uuid, integer) TO "postgres";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "app"."backlog_days" TO "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "app"."report_changes" TO "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "app"."report_days" TO "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "app"."resolutions" TO "service_role";

REVOKE ALL ON TABLE "public"."report_schedules" FROM "authenticated";

GRANT SELECT ON TABLE "public"."report_schedules" TO "authenticated";

REVOKE ALL ON TABLE "public"."report_schedules" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."report_schedules" TO "service_role";

REVOKE ALL ON TABLE "public"."report_settings" FROM "authenticated";

GRANT SELECT ON TABLE "public"."report_settings" TO "authenticated";

REVOKE ALL ON TABLE "public"."report_settings" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."report_settings" TO "service_role";

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

-- birthdays from half past five in the morning in São Paulo on; again every hour, for those that were missed
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('tell-birthdays', 'process-jobs', '29 8-22 * * *', '{"task": "birthdays"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- the fees at a quarter past five in the morning in São Paulo
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('refresh-summaries', 'process-jobs', '*/10 * * * *', '{"task": "summaries"}'),
  ('post-monthly-fees', 'process-jobs', '13 8 * * *', '{"task": "fees"}'),
  ('send-session-reminders', 'send-session-reminders', '* * * * *', '{}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;

-- the chains of the audit at night, once the books were checked
insert into app.scheduled_functions (name, function_name, schedule, body) values
  ('seal-audit', 'process-jobs', '* * * * *', '{"task": "audit"}'),
  ('check-audit', 'process-jobs', '41 6 * * *', '{"task": "audit_check"}'),
  ('fold-reports', 'process-jobs', '4-59/10 * * * *', '{"task": "reports"}')
on conflict (name) do update set function_name = excluded.function_name, schedule = excluded.schedule, body = excluded.body;
