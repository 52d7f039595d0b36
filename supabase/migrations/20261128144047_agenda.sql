-- agenda: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE EXTENSION "btree_gist" SCHEMA "extensions";

CREATE SEQUENCE "app"."session_event_numbers" AS bigint INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1 NO CYCLE;

CREATE TABLE "app"."session_events" (
  "tenant_id"  uuid                     NOT NULL,
  "id"         bigint                   NOT NULL DEFAULT nextval('app.session_event_numbers'::regclass),
  "session_id" uuid                     NOT NULL,
  "kind"       text                     NOT NULL,
  "actor_id"   uuid,
  "before"     jsonb,
  "after"      jsonb,
  "created_at" timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "due_at"     timestamp with time zone NOT NULL,
  CONSTRAINT "session_event_kind_is_known"
    CHECK ((kind = ANY (ARRAY['booked'::text, 'moved'::text, 'changed'::text, 'status'::text, 'cancelled'::text, 'joined'::text, 'left'::text]))),
  CONSTRAINT "session_events_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "app"."session_events"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."agenda_day_notes" (
  "tenant_id"  uuid                     NOT NULL,
  "id"         uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "day"        date                     NOT NULL,
  "body"       text                     NOT NULL,
  "created_by" uuid,
  "created_at" timestamp with time zone NOT NULL DEFAULT now(),
  "updated_at" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "agenda_day_notes_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "day_note_fits" CHECK (((char_length(body) >= 1) AND (char_length(body) <= 500)))
);

ALTER TABLE "public"."agenda_day_notes"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."agenda_day_notes" FROM "anon";

CREATE TABLE "public"."agenda_exceptions" (
  "tenant_id"    uuid                     NOT NULL,
  "id"           uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "therapist_id" uuid,
  "kind"         text                     NOT NULL,
  "starts_at"    timestamp with time zone NOT NULL,
  "ends_at"      timestamp with time zone NOT NULL,
  "room_id"      uuid,
  "title"        text,
  "created_by"   uuid,
  "created_at"   timestamp with time zone NOT NULL DEFAULT now(),
  "updated_at"   timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "agenda_exceptions_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "exception_ends_after_it_begins" CHECK (((ends_at > starts_at) AND (ends_at <= (starts_at + '400 days'::interval)))),
  CONSTRAINT "exception_kind_is_known" CHECK ((kind = ANY (ARRAY['absence'::text, 'extra'::text, 'recess'::text]))),
  CONSTRAINT "recess_is_of_the_clinic" CHECK (((kind = 'recess'::text) = (therapist_id IS NULL))),
  CONSTRAINT "room_is_of_extra_hours" CHECK (((room_id IS NULL) OR (kind = 'extra'::text))),
  CONSTRAINT "exception_title_is_one_plain_line" CHECK (((title = app.normalize_name(title)) AND ((char_length(title) >= 1) AND (char_length(title) <= 120))))
);

ALTER TABLE "public"."agenda_exceptions"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."agenda_exceptions" FROM "anon";

CREATE TABLE "public"."agenda_settings" (
  "tenant_id"      uuid                     NOT NULL,
  "grace_minutes"  smallint                 NOT NULL DEFAULT 3,
  "week_starts_on" text                     NOT NULL DEFAULT 'mon'::text,
  "grid_from"      time without time zone   NOT NULL DEFAULT '07:00:00'::time WITHOUT time zone,
  "grid_until"     time without time zone   NOT NULL DEFAULT '20:00:00'::time WITHOUT time zone,
  "slot_minutes"   smallint                 NOT NULL DEFAULT 30,
  "updated_at"     timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "agenda_settings_pkey" PRIMARY KEY (tenant_id),
  CONSTRAINT "grace_is_short" CHECK (((grace_minutes >= 0) AND (grace_minutes <= 60))),
  CONSTRAINT "grid_has_hours" CHECK ((grid_until > grid_from)),
  CONSTRAINT "slot_minutes_are_known" CHECK (((slot_minutes >= 5) AND ((60 % (slot_minutes)::integer) = 0))),
  CONSTRAINT "week_starts_on_is_known" CHECK ((week_starts_on = ANY (ARRAY['mon'::text, 'sun'::text])))
);

ALTER TABLE "public"."agenda_settings"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."agenda_settings" FROM "anon";

CREATE TABLE "public"."clinic_holidays" (
  "tenant_id"  uuid                     NOT NULL,
  "id"         uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "day"        date                     NOT NULL,
  "name"       text                     NOT NULL,
  "created_at" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "clinic_holidays_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "holiday_name_is_one_plain_line" CHECK (((name = app.normalize_name(name)) AND ((char_length(name) >= 2) AND (char_length(name) <= 120))))
);

ALTER TABLE "public"."clinic_holidays"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."clinic_holidays" FROM "anon";

CREATE TABLE "public"."rooms" (
  "tenant_id"   uuid                     NOT NULL,
  "id"          uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "name"        text                     NOT NULL,
  CONSTRAINT "rooms_pkey" PRIMARY KEY (tenant_id, id),
  "name_key"    text                     GENERATED ALWAYS AS (app.normalize_text(name)) STORED NOT NULL,
  "position"    integer                  NOT NULL DEFAULT 100,
  "archived_at" timestamp with time zone,
  "created_at"  timestamp with time zone NOT NULL DEFAULT now(),
  "updated_at"  timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "room_name_is_one_plain_line" CHECK (((name = app.normalize_name(name)) AND ((char_length(name) >= 2) AND (char_length(name) <= 60)))),
  CONSTRAINT "room_name_is_unique" UNIQUE (tenant_id, name_key)
);

ALTER TABLE "public"."rooms"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."rooms" FROM "anon";

CREATE TABLE "public"."session_patients" (
  "tenant_id"  uuid                     NOT NULL,
  "session_id" uuid                     NOT NULL,
  "patient_id" uuid                     NOT NULL,
  "status"     text                     NOT NULL DEFAULT 'scheduled'::text,
  "position"   smallint                 NOT NULL DEFAULT 0,
  "created_at" timestamp with time zone NOT NULL DEFAULT now(),
  "updated_at" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "session_patients_pkey" PRIMARY KEY (tenant_id, session_id, patient_id)
);

ALTER TABLE "public"."session_patients"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."session_patients" FROM "anon";

CREATE TABLE "public"."session_series" (
  "tenant_id"       uuid                     NOT NULL,
  "id"              uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "therapist_id"    uuid                     NOT NULL,
  "room_id"         uuid,
  "session_type_id" uuid                     NOT NULL,
  "freq"            text                     NOT NULL,
  "weekdays"        text[]                   NOT NULL,
  "nth"             smallint,
  "count"           smallint,
  "until_date"      date,
  "start_date"      date                     NOT NULL,
  "start_time"      time without time zone   NOT NULL,
  "minutes"         smallint                 NOT NULL,
  "skipped"         date[]                   NOT NULL DEFAULT '{}'::date[],
  "parent_id"       uuid,
  "created_by"      uuid,
  "created_at"      timestamp with time zone NOT NULL DEFAULT now(),
  "updated_at"      timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "count_is_of_a_series" CHECK (((count >= 0) AND (count <= 200))),
  CONSTRAINT "freq_is_known" CHECK ((freq = ANY (ARRAY['weekly'::text, 'biweekly'::text, 'monthly_nth'::text]))),
  CONSTRAINT "nth_is_of_a_month" CHECK ((((freq = 'monthly_nth'::text) = (nth IS NOT NULL)) AND (nth = ANY (ARRAY['-1'::integer, 1, 2, 3, 4, 5])))),
  CONSTRAINT "series_ends" CHECK (((count IS NOT NULL) OR (until_date IS NOT NULL))),
  CONSTRAINT "session_series_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "weekdays_are_known"
    CHECK
    (((weekdays <@ ARRAY['mon'::text, 'tue'::text, 'wed'::text, 'thu'::text, 'fri'::text, 'sat'::text, 'sun'::text]) AND ((cardinality(weekdays) >= 1) AND (cardinality(weekdays) <=
    7))))
);

ALTER TABLE "public"."session_series"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."session_series" FROM "anon";

CREATE TABLE "public"."session_statuses" (
  "key"         text     NOT NULL,
  "position"    smallint NOT NULL,
  "blocks_time" boolean  NOT NULL,
  "is_outcome"  boolean  NOT NULL,
  "prevails"    smallint NOT NULL,
  CONSTRAINT "session_status_prevails_once" UNIQUE (prevails),
  CONSTRAINT "session_statuses_pkey" PRIMARY KEY (key)
);

ALTER TABLE "public"."session_statuses"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."session_statuses" FROM "anon";

CREATE TABLE "public"."session_types" (
  "tenant_id"   uuid                     NOT NULL,
  "id"          uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "name"        text                     NOT NULL,
  CONSTRAINT "session_types_pkey" PRIMARY KEY (tenant_id, id),
  "name_key"    text                     GENERATED ALWAYS AS (app.normalize_text(name)) STORED NOT NULL,
  "minutes"     smallint                 NOT NULL DEFAULT 50,
  "price_cents" integer,
  "color"       text                     NOT NULL DEFAULT 'gray'::text,
  "capacity"    smallint                 NOT NULL DEFAULT 1,
  "is_online"   boolean                  NOT NULL DEFAULT false,
  "position"    integer                  NOT NULL DEFAULT 100,
  "archived_at" timestamp with time zone,
  "created_at"  timestamp with time zone NOT NULL DEFAULT now(),
  "updated_at"  timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "capacity_of_a_session" CHECK (((capacity >= 1) AND (capacity <= 100))),
  CONSTRAINT "minutes_of_a_session" CHECK (((minutes >= 5) AND (minutes <= 720))),
  CONSTRAINT "price_is_not_negative" CHECK (((price_cents >= 0) AND (price_cents <= 100000000))),
  CONSTRAINT "session_type_color_is_known"
    CHECK ((color = ANY (ARRAY['gray'::text, 'red'::text, 'orange'::text, 'amber'::text, 'green'::text, 'teal'::text, 'blue'::text, 'violet'::text, 'pink'::text]))),
  CONSTRAINT "session_type_name_is_one_plain_line" CHECK (((name = app.normalize_name(name)) AND ((char_length(name) >= 2) AND (char_length(name) <= 60)))),
  CONSTRAINT "session_type_name_is_unique" UNIQUE (tenant_id, name_key)
);

ALTER TABLE "public"."session_types"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."session_types" FROM "anon";

CREATE TABLE "public"."sessions" (
  "tenant_id"          uuid                     NOT NULL,
  "id"                 uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "therapist_id"       uuid                     NOT NULL,
  "room_id"            uuid,
  "session_type_id"    uuid                     NOT NULL,
  "starts_at"          timestamp with time zone NOT NULL,
  "ends_at"            timestamp with time zone NOT NULL,
  "during"             tstzrange                GENERATED ALWAYS AS (tstzrange(starts_at, ends_at, '[)'::text)) STORED NOT NULL,
  "status"             text                     NOT NULL DEFAULT 'scheduled'::text,
  "blocks_time"        boolean                  NOT NULL,
  "is_online"          boolean                  NOT NULL DEFAULT false,
  "online_url"         text,
  "price_cents"        integer,
  "capacity"           smallint                 NOT NULL DEFAULT 1,
  "title"              text,
  "note"               text,
  "series_id"          uuid,
  "slot_date"          date,
  "squeezed_in_by"     uuid,
  "squeezed_in_at"     timestamp with time zone,
  "squeezed_in_reason" text,
  "cancel_reason"      text,
  "version"            integer                  NOT NULL DEFAULT 1,
  "created_by"         uuid,
  "created_at"         timestamp with time zone NOT NULL DEFAULT now(),
  "updated_at"         timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "cancel_reason_fits" CHECK (((char_length(cancel_reason) >= 1) AND (char_length(cancel_reason) <= 200))),
  CONSTRAINT "online_url_is_a_link" CHECK (((online_url ~ '^https?://[^\s]{3,}$'::text) AND (char_length(online_url) <= 500))),
  CONSTRAINT "session_capacity_is_sane" CHECK (((capacity >= 1) AND (capacity <= 100))),
  CONSTRAINT "session_ends_after_it_begins" CHECK (((ends_at > starts_at) AND (ends_at <= (starts_at + '12:00:00'::interval)))),
  CONSTRAINT "session_note_fits" CHECK (((char_length(note) >= 1) AND (char_length(note) <= 500))),
  CONSTRAINT "session_price_is_not_negative" CHECK (((price_cents >= 0) AND (price_cents <= 100000000))),
  CONSTRAINT "sessions_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "slot_belongs_to_a_series" CHECK (((series_id IS NULL) = (slot_date IS NULL))),
  CONSTRAINT "squeeze_in_is_whole" CHECK ((((squeezed_in_at IS NULL) = (squeezed_in_by IS NULL)) AND ((squeezed_in_at IS NULL) = (squeezed_in_reason IS NULL)))),
  CONSTRAINT "squeezed_in_reason_fits" CHECK (((char_length(squeezed_in_reason) >= 1) AND (char_length(squeezed_in_reason) <= 200))),
  CONSTRAINT "session_title_is_one_plain_line" CHECK (((title = app.normalize_name(title)) AND ((char_length(title) >= 1) AND (char_length(title) <= 120))))
);

ALTER TABLE "public"."sessions"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."sessions" FROM "anon";

CREATE TABLE "public"."therapists" (
  "tenant_id"      uuid                     NOT NULL,
  "user_id"        uuid                     NOT NULL,
  "name"           text                     NOT NULL,
  "council"        text,
  "council_region" text,
  "council_number" text,
  "color"          text                     NOT NULL DEFAULT 'teal'::text,
  "supervisor_id"  uuid,
  "is_active"      boolean                  NOT NULL DEFAULT true,
  "position"       integer                  NOT NULL DEFAULT 100,
  "created_at"     timestamp with time zone NOT NULL DEFAULT now(),
  "updated_at"     timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "council_is_known"
    CHECK
    ((council = ANY (ARRAY['CRM'::text, 'CRP'::text, 'CREFITO'::text, 'CREFONO'::text, 'CRN'::text, 'CRO'::text, 'COREN'::text, 'CRESS'::text, 'CREF'::text, 'CRF'::text,
    'other'::text]))),
  CONSTRAINT "council_is_whole" CHECK (((council IS NULL) = (council_number IS NULL))),
  CONSTRAINT "council_number_fits" CHECK ((council_number ~ '^[0-9A-Z/.-]{1,15}$'::text)),
  CONSTRAINT "council_region_is_a_region" CHECK ((council_region ~ '^[A-Z0-9]{1,2}$'::text)),
  CONSTRAINT "supervisor_is_somebody_else" CHECK ((supervisor_id <> user_id)),
  CONSTRAINT "therapist_color_is_known"
    CHECK ((color = ANY (ARRAY['gray'::text, 'red'::text, 'orange'::text, 'amber'::text, 'green'::text, 'teal'::text, 'blue'::text, 'violet'::text, 'pink'::text]))),
  CONSTRAINT "therapists_pkey" PRIMARY KEY (tenant_id, user_id),
  CONSTRAINT "therapist_name_is_one_plain_line" CHECK (((name = app.normalize_name(name)) AND ((char_length(name) >= 2) AND (char_length(name) <= 120))))
);

ALTER TABLE "public"."therapists"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."therapists" FROM "anon";

CREATE TABLE "public"."working_hours" (
  "tenant_id"    uuid                     NOT NULL,
  "id"           uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "therapist_id" uuid                     NOT NULL,
  "weekday"      text                     NOT NULL,
  "from_time"    time without time zone   NOT NULL,
  "until_time"   time without time zone   NOT NULL,
  "room_id"      uuid,
  "every_weeks"  smallint                 NOT NULL DEFAULT 1,
  "counted_from" date                     NOT NULL DEFAULT '2024-01-01'::date,
  "created_at"   timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "hours_end_after_they_begin" CHECK ((until_time > from_time)),
  CONSTRAINT "weekday_is_known" CHECK ((weekday = ANY (ARRAY['mon'::text, 'tue'::text, 'wed'::text, 'thu'::text, 'fri'::text, 'sat'::text, 'sun'::text]))),
  CONSTRAINT "weeks_are_few" CHECK (((every_weeks >= 1) AND (every_weeks <= 8))),
  CONSTRAINT "working_hours_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."working_hours"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."working_hours" FROM "anon";

CREATE OR REPLACE FUNCTION app.agenda_settings_of (
  p_tenant_id uuid
)
  RETURNS public.agenda_settings
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(
    (select s from public.agenda_settings s where s.tenant_id = p_tenant_id),
    row(p_tenant_id, 3::smallint, 'mon', '07:00'::time, '20:00'::time, 30::smallint, now())::public.agenda_settings);
$function$;

CREATE OR REPLACE FUNCTION app.blocks (
  p_hits jsonb
)
  RETURNS boolean
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select p_hits @> '[{"blocks": true}]';
$function$;

CREATE OR REPLACE FUNCTION app.cancel_sessions (
  p_tenant_id uuid,
  p_ids       uuid[],
  p_reason    text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_before jsonb := (select jsonb_object_agg(i, app.session_state(p_tenant_id, i)) from unnest(p_ids) i);
begin
  update public.session_patients p set status = 'cancelled'
  from public.session_statuses u
  where p.tenant_id = p_tenant_id and p.session_id = any (p_ids) and u.key = p.status and not u.is_outcome;
  update public.sessions s set status = 'cancelled', cancel_reason = app.trimmed(p_reason, 200), version = s.version + 1
  where s.tenant_id = p_tenant_id and s.id = any (p_ids);
  perform app.note_session_event(p_tenant_id, i, 'cancelled', v_before -> i::text) from unnest(p_ids) i;
end;
$function$;

CREATE OR REPLACE FUNCTION app.clinic_zone (
  p_tenant_id uuid
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select t.time_zone from public.tenants t where t.id = p_tenant_id;
$function$;

CREATE OR REPLACE FUNCTION app.easter (
  p_year integer
)
  RETURNS date
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
declare
  -- the Gregorian computus of Meeus, Jones and Butcher
  a int := p_year % 19;
  b int := p_year / 100;
  c int := p_year % 100;
  h int := (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  l int := (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  m int := (a + 11 * h + 22 * l) / 451;
  n int := h + l - 7 * m + 114;
begin
  return make_date(p_year, n / 31, n % 31 + 1);
end;
$function$;

CREATE OR REPLACE FUNCTION app.end_series_before (
  r     public.session_series,
  p_n   integer,
  p_day date
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  update public.session_series o set
    count = case when o.count is not null then p_n - 1 end,
    until_date = case when o.until_date is not null or o.count is null then p_day - 1 end
  where o.tenant_id = r.tenant_id and o.id = r.id;
$function$;

CREATE OR REPLACE FUNCTION app.expand_rule (
  p_start    date,
  p_freq     text,
  p_weekdays text[],
  p_nth      integer,
  p_count    integer,
  p_until    date
)
  RETURNS TABLE (
    n   integer,
    day date
  )
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_limit integer := least(coalesce(p_count, 201), 201);
  v_monday date := date_trunc('week', p_start::timestamp)::date;
  v_until date := least(coalesce(p_until, p_start + 36525), p_start + 36525);
begin
  if p_freq = 'monthly_nth' then
    return query
      select (row_number() over (order by c.day))::int, c.day
      from (
        select case when p_nth > 0 then f.first_one + 7 * (p_nth - 1) else l.last_one end as day, m.first_day
        from (
          -- a fifth weekday comes at least once in three months
          select (date_trunc('month', p_start::timestamp) + make_interval(months => g))::date as first_day
          from generate_series(0, 3 * v_limit + 3) g
        ) m
        cross join lateral (
          select m.first_day + (array_position(array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], p_weekdays[1])
            - extract(isodow from m.first_day)::int + 7) % 7 as first_one) f
        cross join lateral (
          select f.first_one + 7 * ((extract(day from m.first_day + interval '1 month - 1 day')::int - extract(day from f.first_one)::int) / 7) as last_one) l
      ) c
      where c.day >= p_start and c.day <= v_until and date_trunc('month', c.day::timestamp)::date = c.first_day
      order by c.day limit v_limit;
  else
    return query
      select (row_number() over (order by c.day))::int, c.day
      from (
        select v_monday + g * (case p_freq when 'biweekly' then 14 else 7 end)
          + array_position(array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], w) - 1 as day
        from generate_series(0, v_limit) g, unnest(p_weekdays) w
      ) c
      where c.day >= p_start and c.day <= v_until
      order by c.day limit v_limit;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.first_open_session (
  p_tenant_id uuid,
  p_series_id uuid
)
  RETURNS public.sessions
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select s from public.sessions s
  join public.session_statuses u on u.key = s.status and not u.is_outcome
  where s.tenant_id = p_tenant_id and s.series_id = p_series_id
  order by s.starts_at < now(), s.slot_date limit 1;
$function$;

CREATE OR REPLACE FUNCTION app.holidays_between (
  p_tenant_id uuid,
  p_from      date,
  p_to        date
)
  RETURNS TABLE (
    id    uuid,
    day   date,
    name  text,
    scope text
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select null::uuid, n.day, n.name, n.scope
  from generate_series(extract(year from p_from)::int, extract(year from p_to)::int) y, app.national_holidays(y) n
  where n.day between p_from and p_to
  union all
  select h.id, h.day, h.name, 'local' from public.clinic_holidays h where h.tenant_id = p_tenant_id and h.day between p_from and p_to;
$function$;

CREATE OR REPLACE FUNCTION app.insert_session (
  s             public.sessions,
  p_patient_ids uuid[],
  p_kind        text            DEFAULT 'booked'::text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  insert into public.sessions (tenant_id, id, therapist_id,
    room_id, session_type_id, starts_at, ends_at, status, blocks_time, is_online, online_url, price_cents, capacity,
    title, note, series_id, slot_date, squeezed_in_by, squeezed_in_at, squeezed_in_reason, cancel_reason, created_by)
  values (
    s.tenant_id, s.id, s.therapist_id, s.room_id, s.session_type_id, s.starts_at, s.ends_at, s.status, true, s.is_online, s.online_url,
    s.price_cents, s.capacity, s.title, s.note, s.series_id, s.slot_date, s.squeezed_in_by, s.squeezed_in_at, s.squeezed_in_reason,
    s.cancel_reason, s.created_by);
  insert into public.session_patients (tenant_id, session_id, patient_id, status, position)
  select s.tenant_id, s.id, p.id, s.status, p.n from unnest(p_patient_ids) with ordinality p (id, n);
  -- whoever is booked treats
  perform app.join_care_team(s.tenant_id, i, s.therapist_id) from unnest(p_patient_ids) i;
  perform app.note_session_event(s.tenant_id, s.id, p_kind, null);
end;
$function$;

CREATE OR REPLACE FUNCTION app.local_moment (
  p_local timestamp without time zone,
  p_zone  text
)
  RETURNS timestamp WITH time zone
  LANGUAGE plpgsql
  STABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
declare
  v_moment timestamptz := p_local at time zone p_zone;
  v_day_before timestamptz := v_moment - interval '1 day';
  -- with the offset of the day before: of a time that comes twice it is the first
  v_first timestamptz := (p_local at time zone 'UTC') - ((v_day_before at time zone p_zone) - (v_day_before at time zone 'UTC'));
begin
  if v_first < v_moment and v_first at time zone p_zone = p_local then
    return v_first;
  end if;
  return v_moment;
end;
$function$;

CREATE OR REPLACE FUNCTION app.local_text (
  p_moment timestamp with time zone,
  p_zone   text
)
  RETURNS text
  LANGUAGE sql
  STABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select to_char(p_moment at time zone p_zone, 'YYYY-MM-DD"T"HH24:MI');
$function$;

CREATE OR REPLACE FUNCTION app.lock_agenda (
  p_tenant_id     uuid,
  p_therapist_ids uuid[],
  p_room_ids      uuid[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_therapists uuid[] := array(select distinct u from unnest(p_therapist_ids) u where u is not null);
  v_rooms uuid[] := array(select distinct u from unnest(p_room_ids) u where u is not null);
  v_count integer;
begin
  -- one writer an agenda and a room, always in this order: who waits sees what the one before has booked
  select count(*) into v_count from (
    select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = any (v_therapists)
    order by t.user_id for no key update) l;
  if v_count < cardinality(v_therapists) then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  end if;
  select count(*) into v_count from (
    select from public.rooms r where r.tenant_id = p_tenant_id and r.id = any (v_rooms)
    order by r.id for no key update) l;
  if v_count < cardinality(v_rooms) then
    raise sqlstate 'PT404' using message = 'room_not_found';
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_series_of (
  p_tenant_id uuid,
  p_id        uuid,
  p_scope     text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_series uuid;
begin
  if p_scope = 'this' then
    return;
  end if;
  select s.series_id into v_series from public.sessions s where s.tenant_id = p_tenant_id and s.id = p_id;
  perform from public.session_series r where r.tenant_id = p_tenant_id and r.id = v_series for update;
  perform from public.sessions s where s.tenant_id = p_tenant_id and s.series_id = v_series order by s.slot_date for update;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_session (
  p_tenant_id uuid,
  p_id        uuid,
  p_version   integer DEFAULT NULL::integer
)
  RETURNS public.sessions
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.sessions;
begin
  perform app.require_member(p_tenant_id);
  select * into v_row from public.sessions s where s.tenant_id = p_tenant_id and s.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'session_not_found';
  end if;
  perform app.require_agenda_writer(p_tenant_id, array[v_row.therapist_id]);
  if p_version is not null and v_row.version <> p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.move_one_session (
  v_old               public.sessions,
  p_starts_at         timestamp with time zone,
  p_ends_at           timestamp with time zone,
  p_therapist_id      uuid,
  p_room_id           uuid,
  p_squeeze_in_reason text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_reason text := app.trimmed(p_squeeze_in_reason, 200);
  v_before jsonb;
  v_hits jsonb;
  v_squeezed boolean;
  v_again boolean := p_starts_at <> v_old.starts_at;
begin
  perform app.lock_agenda(v_old.tenant_id, array[p_therapist_id, v_old.therapist_id], array[p_room_id]);
  v_hits := app.session_hits(v_old.tenant_id, p_therapist_id, p_room_id, p_starts_at, p_ends_at, array[v_old.id]);
  v_squeezed := app.blocks(v_hits);
  if v_squeezed and v_reason is null then
    raise sqlstate 'PT409' using message = 'time_taken', detail = v_hits::text;
  end if;
  v_before := app.session_state(v_old.tenant_id, v_old.id);
  update public.sessions s set
    starts_at = p_starts_at, ends_at = p_ends_at, therapist_id = p_therapist_id, room_id = p_room_id, version = s.version + 1,
    -- somebody who confirmed did so for the time before
    status = case when v_again and s.status = 'confirmed' then 'scheduled' else s.status end,
    squeezed_in_by = case when v_squeezed then auth.uid() end, squeezed_in_at = case when v_squeezed then now() end,
    squeezed_in_reason = case when v_squeezed then v_reason end
  where s.tenant_id = v_old.tenant_id and s.id = v_old.id;
  if v_again then
    update public.session_patients p set status = 'scheduled'
    where p.tenant_id = v_old.tenant_id and p.session_id = v_old.id and p.status = 'confirmed';
  end if;
  if p_therapist_id <> v_old.therapist_id then
    perform app.join_care_team(v_old.tenant_id, p.patient_id, p_therapist_id)
    from public.session_patients p where p.tenant_id = v_old.tenant_id and p.session_id = v_old.id;
  end if;
  perform app.note_session_event(v_old.tenant_id, v_old.id, 'moved', v_before);
exception when exclusion_violation then
  raise sqlstate 'PT409' using message = 'time_taken', detail = app.session_hits(
    v_old.tenant_id, p_therapist_id, p_room_id, p_starts_at, p_ends_at, array[v_old.id])::text;
end;
$function$;

CREATE OR REPLACE FUNCTION app.move_series (
  v_old          public.sessions,
  p_starts_at    timestamp with time zone,
  p_minutes      integer,
  p_therapist_id uuid,
  p_room_id      uuid,
  p_scope        text,
  p_set          jsonb,
  p_decisions    jsonb,
  p_reason       text
)
  RETURNS uuid[]
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(v_old.tenant_id);
  v_series public.session_series;
  v_pivot public.sessions := v_old;
  v_local timestamp := p_starts_at at time zone v_zone;
  v_rule jsonb;
  v_new public.session_series;
  v_session public.sessions;
  v_n integer;
  v_is_same boolean;
  v_open uuid[];
  v_patients uuid[];
  v_plan jsonb;
  v_before jsonb;
  v_gone uuid[];
  v_kept uuid[];
  v_one record;
begin
  select * into v_series from public.session_series r where r.tenant_id = v_old.tenant_id and r.id = v_old.series_id;
  if p_scope = 'all' then
    v_pivot := app.first_open_session(v_old.tenant_id, v_old.series_id);
    v_local := v_pivot.slot_date + v_series.start_time + (v_local - (v_old.starts_at at time zone v_zone));
  end if;
  select e.n into v_n from app.expand_rule(
    v_series.start_date, v_series.freq, v_series.weekdays, v_series.nth, v_series.count, v_series.until_date) e
  where e.day = v_pivot.slot_date;
  if v_n is null then
    raise sqlstate 'PT400' using message = 'invalid_rule', detail = 'The series has ended.';
  end if;

  -- the rule so far, changed by what is set; the weekday that moved is the one of the new beginning
  v_rule := jsonb_build_object('freq', v_series.freq, 'weekdays', (
      select to_jsonb(array_agg(distinct case when d = app.weekday_of(v_pivot.slot_date) then app.weekday_of(v_local::date) else d end))
      from unnest(v_series.weekdays) d),
    'nth', case
      when v_series.nth = -1 and v_local::date + 7 >= date_trunc('month', v_local) + interval '1 month' then -1
      when v_series.nth is not null then app.nth_of_month(v_local::date) end,
    'count', case when p_set ? 'until' and not p_set ? 'count' then null else v_series.count - v_n + 1 end,
    'until', case when p_set ? 'count' and not p_set ? 'until' then null else v_series.until_date end) || (coalesce(p_set, '{}') - 'room_id');
  v_new := app.typed_rule(v_rule, v_local::date);
  v_new.id := gen_random_uuid();
  v_new.start_time := v_local::time;
  v_new.minutes := p_minutes;
  v_new.skipped := v_series.skipped;
  v_is_same := (v_new.freq, cardinality(v_new.weekdays)) = (v_series.freq, cardinality(v_series.weekdays));
  v_session := v_pivot;
  v_session.therapist_id := p_therapist_id;
  v_session.room_id := p_room_id;

  v_open := array(
    select s.id from public.sessions s join public.session_statuses u on u.key = s.status and not u.is_outcome
    where s.tenant_id = v_old.tenant_id and s.series_id = v_series.id and s.slot_date >= v_pivot.slot_date);
  perform app.lock_agenda(v_old.tenant_id, array[p_therapist_id, v_old.therapist_id], array[p_room_id]);

  -- each new slot with the session that takes it: by number while the rhythm stays, otherwise whichever is next
  select jsonb_agg(to_jsonb(o) || jsonb_build_object('old_id', p.id, 'is_closed', p.id is not null and not p.is_open,
    'is_open', o.is_open and (p.id is null or p.is_open)) order by o.n)
  into v_plan
  from app.series_occurrences(v_session, v_new, coalesce(p_decisions, '{}'), v_open, app.trimmed(p_reason, 200)) o
  left join (
    select s.id, s.id = any (v_open) as is_open,
      case when v_is_same then e.n - v_n + 1 else row_number() over (order by s.slot_date) end as n
    from app.expand_rule(v_series.start_date, v_series.freq, v_series.weekdays, v_series.nth, v_series.count, v_series.until_date) e
    join public.sessions s on s.tenant_id = v_old.tenant_id and s.series_id = v_series.id and s.slot_date = e.day
    where e.n >= v_n and (v_is_same or s.id = any (v_open))
  ) p on p.n = o.n;
  perform app.require_decided(v_plan);

  select jsonb_object_agg(i, app.session_state(v_old.tenant_id, i)) into v_before from unnest(v_open) i;
  insert into public.session_series (tenant_id, id, therapist_id,
    room_id, session_type_id, freq, weekdays, nth, count, until_date, start_date, start_time, minutes, skipped,
    parent_id, created_by)
  values (v_old.tenant_id, v_new.id, p_therapist_id, p_room_id, v_series.session_type_id, v_new.freq, v_new.weekdays, v_new.nth, v_new.count,
    v_new.until_date, v_new.start_date, v_new.start_time, v_new.minutes, v_new.skipped || array(
      select (o ->> 'day')::date from jsonb_array_elements(v_plan) o
      where o ->> 'decision' = 'skip' and (o ->> 'day')::date <> all (v_new.skipped)),
    v_series.id, auth.uid());
  v_kept := array(
    select app.typed_id(o ->> 'old_id') from jsonb_array_elements(v_plan) o
    where app.typed_id(o ->> 'old_id') = any (v_open) and coalesce(o ->> 'decision', '') not in ('skip', 'cancel'));
  v_gone := array(select i from unnest(v_open) i where i <> all (v_kept));
  perform app.cancel_sessions(v_old.tenant_id, v_gone, 'series_changed');
  -- all at once: a series that moves by a week meets nothing of its own
  update public.sessions s set
    series_id = v_new.id, slot_date = o.day, starts_at = o.starts_at, ends_at = o.ends_at, therapist_id = p_therapist_id, room_id = p_room_id,
    status = case when s.status = 'confirmed' and s.starts_at <> o.starts_at then 'scheduled' else s.status end, version = s.version + 1,
    squeezed_in_by = case when o.decision = 'squeeze_in' then auth.uid() end,
    squeezed_in_at = case when o.decision = 'squeeze_in' then now() end,
    squeezed_in_reason = case when o.decision = 'squeeze_in' then o.reason end
  from jsonb_to_recordset(v_plan) o (old_id uuid, day date, starts_at timestamptz, ends_at timestamptz, decision text, reason text)
  where s.tenant_id = v_old.tenant_id and s.id = o.old_id and s.id = any (v_kept);
  update public.session_patients p set status = s.status
  from public.sessions s
  where s.tenant_id = v_old.tenant_id and s.id = any (v_kept) and s.status = 'scheduled'
    and p.tenant_id = v_old.tenant_id and p.session_id = s.id and p.status = 'confirmed';
  if p_therapist_id <> v_old.therapist_id then
    perform app.join_care_team(v_old.tenant_id, o.patient_id, p_therapist_id) from (
      select distinct p.patient_id from public.session_patients p
      where p.tenant_id = v_old.tenant_id and p.session_id = any (v_kept)) o;
  end if;
  perform app.note_session_event(v_old.tenant_id, i, 'moved', v_before -> i::text) from unnest(v_kept) i;

  v_patients := array(
    select p.patient_id from public.session_patients p join public.session_statuses u on u.key = p.status and u.blocks_time
    where p.tenant_id = v_old.tenant_id and p.session_id = v_pivot.id order by p.position);
  v_session.series_id := v_new.id;
  v_session.cancel_reason := null;
  v_session.created_by := auth.uid();
  for v_one in
    select * from jsonb_to_recordset(v_plan) o (
      old_id uuid, is_closed boolean, day date, starts_at timestamptz, ends_at timestamptz, decision text, reason text)
    where o.old_id is null and o.decision is distinct from 'skip' order by o.day
  loop
    v_session.id := gen_random_uuid();
    v_session.slot_date := v_one.day;
    v_session.starts_at := v_one.starts_at;
    v_session.ends_at := v_one.ends_at;
    v_session.status := case when v_one.decision = 'cancel' then 'cancelled' else 'scheduled' end;
    v_session.squeezed_in_by := case when v_one.decision = 'squeeze_in' then auth.uid() end;
    v_session.squeezed_in_at := case when v_one.decision = 'squeeze_in' then now() end;
    v_session.squeezed_in_reason := case when v_one.decision = 'squeeze_in' then v_one.reason end;
    perform app.insert_session(v_session, v_patients);
    v_kept := v_kept || v_session.id;
  end loop;
  perform app.end_series_before(v_series, v_n, v_pivot.slot_date);
  return v_kept || v_gone;
exception when exclusion_violation then
  raise sqlstate 'PT409' using message = 'time_taken', detail = '[]';
end;
$function$;

CREATE OR REPLACE FUNCTION app.national_holidays (
  p_year integer
)
  RETURNS TABLE (
    day   date,
    name  text,
    scope text
  )
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select make_date(p_year, f.month, f.of_month), f.name, f.scope
  from (values
    (1, 1, 'Confraternização Universal', 'national'),
    (4, 21, 'Tiradentes', 'national'),
    (5, 1, 'Dia do Trabalho', 'national'),
    (9, 7, 'Independência do Brasil', 'national'),
    (10, 12, 'Nossa Senhora Aparecida', 'national'),
    (10, 28, 'Dia do Servidor Público', 'optional'),
    (11, 2, 'Finados', 'national'),
    (11, 15, 'Proclamação da República', 'national'),
    (11, 20, 'Dia da Consciência Negra', 'national'),
    (12, 24, 'Véspera de Natal', 'optional'),
    (12, 25, 'Natal', 'national'),
    (12, 31, 'Véspera de Ano-Novo', 'optional')
  ) f (month, of_month, name, scope)
  where f.month <> 11 or f.of_month <> 20 or p_year >= 2024
  union all
  select app.easter(p_year) + m.days, m.name, m.scope
  from (values
    (-48, 'Carnaval', 'optional'),
    (-47, 'Carnaval', 'optional'),
    (-46, 'Quarta-feira de Cinzas', 'optional'),
    (-2, 'Paixão de Cristo', 'national'),
    (60, 'Corpus Christi', 'optional')
  ) m (days, name, scope);
$function$;

CREATE OR REPLACE FUNCTION app.note_session_event (
  p_tenant_id uuid,
  p_id        uuid,
  p_kind      text,
  p_before    jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  insert into app.session_events (tenant_id, session_id, kind, actor_id, before, after, due_at)
  values (p_tenant_id, p_id, p_kind, auth.uid(), p_before, app.session_state(p_tenant_id, p_id),
    clock_timestamp() + make_interval(mins => (app.agenda_settings_of(p_tenant_id)).grace_minutes));
end;
$function$;

CREATE OR REPLACE FUNCTION app.nth_of_month (
  p_day date
)
  RETURNS integer
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select (extract(day from p_day)::int + 6) / 7;
$function$;

CREATE OR REPLACE FUNCTION app.occurrence_payload (
  p_occurrence jsonb
)
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select (p_occurrence - 'day' - 'is_open' - 'reason') || jsonb_build_object('date', p_occurrence -> 'day');
$function$;

CREATE OR REPLACE FUNCTION app.places_taken (
  p_tenant_id  uuid,
  p_session_id uuid
)
  RETURNS bigint
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select count(*) from public.session_patients p
  join public.session_statuses u on u.key = p.status and u.blocks_time
  where p.tenant_id = p_tenant_id and p.session_id = p_session_id;
$function$;

CREATE OR REPLACE FUNCTION app.publish_sessions (
  p_tenant_id uuid,
  p_ids       uuid[],
  p_days      date[] DEFAULT '{}'::date[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_days date[];
begin
  if cardinality(p_ids) = 0 then
    return;
  end if;
  select p_days || coalesce(array_agg((s.starts_at at time zone v_zone)::date), '{}') into v_days
  from public.sessions s where s.tenant_id = p_tenant_id and s.id = any (p_ids);
  perform app.broadcast(p_tenant_id, 'session', jsonb_build_object('ids', to_jsonb(p_ids[1:200]),
    'from', (select min(d) from unnest(v_days) d), 'to', (select max(d) from unnest(v_days) d),
    'session', case when cardinality(p_ids) = 1 then app.session_payload(p_tenant_id, p_ids[1]) end));
end;
$function$;

CREATE OR REPLACE FUNCTION app.put_session_status (
  v_old    public.sessions,
  p_status text,
  p_kind   text,
  p_before jsonb,
  p_reason text            DEFAULT NULL::text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_takes boolean := (select u.blocks_time from public.session_statuses u where u.key = p_status);
  v_took boolean := (select u.blocks_time from public.session_statuses u where u.key = v_old.status);
  v_hits jsonb;
begin
  -- back into the agenda: the time may be somebody else's by now
  if v_takes and not v_took and v_old.squeezed_in_at is null then
    perform app.lock_agenda(v_old.tenant_id, array[v_old.therapist_id], array[v_old.room_id]);
    v_hits := app.session_hits(v_old.tenant_id, v_old.therapist_id, v_old.room_id, v_old.starts_at, v_old.ends_at, array[v_old.id]);
    if v_hits @> '[{"kind": "session"}]' or v_hits @> '[{"kind": "room"}]' then
      raise sqlstate 'PT409' using message = 'time_taken', detail = v_hits::text;
    end if;
  end if;
  update public.sessions s set status = p_status, version = s.version + 1,
    cancel_reason = case when p_status = 'cancelled' then coalesce(app.trimmed(p_reason, 200), s.cancel_reason) end
  where s.tenant_id = v_old.tenant_id and s.id = v_old.id;
  perform app.note_session_event(v_old.tenant_id, v_old.id, p_kind, p_before);
exception when exclusion_violation then
  raise sqlstate 'PT409' using message = 'time_taken', detail = app.session_hits(
    v_old.tenant_id, v_old.therapist_id, v_old.room_id, v_old.starts_at, v_old.ends_at, array[v_old.id])::text;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_agenda_keeper (
  p_tenant_id uuid
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor', 'operator']);
$function$;

CREATE OR REPLACE FUNCTION app.require_agenda_writer (
  p_tenant_id     uuid,
  p_therapist_ids uuid[]
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
begin
  if v_role = 'therapist' and not p_therapist_ids <@ array[auth.uid()] then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Ask the reception of the clinic.';
  end if;
  return v_role;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_color (
  p_color   text,
  p_default text
)
  RETURNS text
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
begin
  if coalesce(p_color, p_default) not in ('gray', 'red', 'orange', 'amber', 'green', 'teal', 'blue', 'violet', 'pink') then
    raise sqlstate 'PT400' using message = 'invalid_color', detail = left(p_color, 40);
  end if;
  return coalesce(p_color, p_default);
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_decided (
  p_occurrences jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_open jsonb := (
    select jsonb_agg(app.occurrence_payload(o) order by (o ->> 'n')::int)
    from jsonb_array_elements(p_occurrences) o where (o ->> 'is_open')::boolean);
begin
  if v_open is not null then
    raise sqlstate 'PT409' using message = 'series_clashes', detail = v_open::text;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_link (
  p_link text
)
  RETURNS text
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_link text := nullif(btrim(p_link), '');
begin
  if v_link !~ '^https?://[^\s]{3,}$' or char_length(v_link) > 500 then
    raise sqlstate 'PT400' using message = 'invalid_link', detail = left(v_link, 80);
  end if;
  return v_link;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_session_status (
  p_status text
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  if not exists (select from public.session_statuses u where u.key = p_status) then
    raise sqlstate 'PT400' using message = 'invalid_status', detail = coalesce(left(p_status, 40), '');
  end if;
  return p_status;
end;
$function$;

CREATE OR REPLACE FUNCTION app.series_occurrences (
  s           public.sessions,
  r           public.session_series,
  p_decisions jsonb,
  p_ignore    uuid[]                DEFAULT '{}'::uuid[],
  p_reason    text                  DEFAULT NULL::text
)
  RETURNS TABLE (
    n              integer,
    day            date,
    start_local    text,
    starts_at      timestamp with time zone,
    ends_at        timestamp with time zone,
    hits           jsonb,
    needs_decision boolean,
    decision       text,
    reason         text,
    is_open        boolean
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(s.tenant_id);
  v_slot record;
  v_said jsonb;
begin
  for v_slot in select * from app.expand_rule(r.start_date, r.freq, r.weekdays, r.nth, r.count, r.until_date) loop
    n := v_slot.n;
    day := v_slot.day;
    v_said := p_decisions -> day::text;
    decision := case when day = any (r.skipped) then 'skip' else v_said ->> 'action' end;
    reason := app.trimmed(v_said ->> 'reason', 200);
    starts_at := app.local_moment(day + r.start_time, v_zone);
    hits := case when decision = 'skip' then '[]'
      else app.session_hits(s.tenant_id, s.therapist_id, s.room_id, starts_at, starts_at + make_interval(mins => r.minutes), p_ignore) end;
    needs_decision := app.blocks(hits) or hits @> '[{"kind": "holiday"}]';
    if decision = 'move' then
      starts_at := app.local_moment(app.typed_moment(v_said ->> 'start_local'), v_zone);
      hits := app.session_hits(s.tenant_id, s.therapist_id, s.room_id, starts_at, starts_at + make_interval(mins => r.minutes), p_ignore);
    elsif decision is null and needs_decision and p_reason is not null then
      decision := case when app.blocks(hits) then 'squeeze_in' else 'keep' end;
      reason := p_reason;
    end if;
    start_local := app.local_text(starts_at, v_zone);
    ends_at := starts_at + make_interval(mins => r.minutes);
    is_open := case
      when decision in ('skip', 'cancel') then false
      when decision in ('keep', 'move') then app.blocks(hits)
      when decision = 'squeeze_in' then reason is null
      else needs_decision end;
    return next;
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.session_hits (
  p_tenant_id    uuid,
  p_therapist_id uuid,
  p_room_id      uuid,
  p_starts_at    timestamp with time zone,
  p_ends_at      timestamp with time zone,
  p_ignore       uuid[]                   DEFAULT '{}'::uuid[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_first date := (p_starts_at at time zone v_zone)::date;
  v_last date := ((p_ends_at - interval '1 second') at time zone v_zone)::date;
begin
  return coalesce((
    with hit as (
      select case when s.therapist_id = p_therapist_id then 'session' else 'room' end as kind, true as blocks, null::text as title,
        s.starts_at, s.ends_at, s.id as session_id
      from public.sessions s
      join public.session_statuses u on u.key = s.status and u.blocks_time
      where s.tenant_id = p_tenant_id and s.starts_at < p_ends_at and s.starts_at > p_starts_at - interval '12 hours'
        and s.ends_at > p_starts_at and s.id <> all (p_ignore) and (s.therapist_id = p_therapist_id or s.room_id = p_room_id)
      union all
      select e.kind, true, e.title, e.starts_at, e.ends_at, null
      from public.agenda_exceptions e
      where e.tenant_id = p_tenant_id and e.kind in ('absence', 'recess') and coalesce(e.therapist_id, p_therapist_id) = p_therapist_id
        and e.starts_at < p_ends_at and e.ends_at > p_starts_at
      union all
      select 'holiday', false, h.name, app.local_moment(h.day::timestamp, v_zone), app.local_moment((h.day + 1)::timestamp, v_zone), null
      from app.holidays_between(p_tenant_id, v_first, v_last) h where h.scope <> 'optional'
      union all
      select 'outside_hours', false, null, p_starts_at, p_ends_at, null
      where exists (select from public.working_hours w where w.tenant_id = p_tenant_id and w.therapist_id = p_therapist_id)
        and not coalesce((
          select range_agg(tstzrange(w.starts_at, w.ends_at)) @> tstzrange(p_starts_at, p_ends_at)
          from app.working_ranges(p_tenant_id, v_first - 1, v_last, array[p_therapist_id]) w), false)
    )
    select jsonb_agg(jsonb_build_object(
      'kind', h.kind, 'blocks', h.blocks, 'title', h.title, 'starts_at', h.starts_at, 'ends_at', h.ends_at,
      'starts_local', app.local_text(h.starts_at, v_zone), 'ends_local', app.local_text(h.ends_at, v_zone),
      'session', case when s.id is not null then jsonb_build_object('id', s.id, 'therapist_name', t.name, 'room_name', r.name,
        'status', s.status, 'patients', coalesce((
          select jsonb_agg(o.name order by sp.position) from public.session_patients sp
          join public.patients o on o.tenant_id = p_tenant_id and o.id = sp.patient_id
          where sp.tenant_id = p_tenant_id and sp.session_id = s.id), '[]')) end
      ) order by h.blocks desc, h.starts_at, h.kind)
    from hit h
    left join public.sessions s on s.tenant_id = p_tenant_id and s.id = h.session_id
    left join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = s.therapist_id
    left join public.rooms r on r.tenant_id = p_tenant_id and r.id = s.room_id), '[]');
end;
$function$;

CREATE OR REPLACE FUNCTION app.session_payload (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select app.sessions_payload(p_tenant_id, array[p_id]) -> 0;
$function$;

CREATE OR REPLACE FUNCTION app.session_state (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('starts_at', s.starts_at, 'ends_at', s.ends_at, 'therapist_id', s.therapist_id, 'room_id', s.room_id,
    'session_type_id', s.session_type_id, 'status', s.status, 'is_online', s.is_online, 'patients', coalesce((
      select jsonb_agg(jsonb_build_object('patient_id', p.patient_id, 'status', p.status) order by p.position, p.patient_id)
      from public.session_patients p where p.tenant_id = p_tenant_id and p.session_id = p_id), '[]'))
  from public.sessions s where s.tenant_id = p_tenant_id and s.id = p_id;
$function$;

CREATE OR REPLACE FUNCTION app.sessions_payload (
  p_tenant_id uuid,
  p_ids       uuid[]
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object(
      'id', s.id, 'therapist_id', s.therapist_id, 'therapist_name', t.name, 'color', t.color, 'room_id', s.room_id, 'room_name', r.name,
      'session_type_id', s.session_type_id, 'type_name', y.name, 'type_color', y.color, 'starts_at', s.starts_at, 'ends_at', s.ends_at,
      'starts_local', app.local_text(s.starts_at, z.zone), 'ends_local', app.local_text(s.ends_at, z.zone), 'status', s.status,
      'blocks_time', s.blocks_time, 'is_online', s.is_online, 'online_url', s.online_url, 'price_cents', s.price_cents,
      'capacity', s.capacity)
    || jsonb_build_object('title', s.title, 'note', s.note, 'series_id', s.series_id, 'slot_date', s.slot_date,
      'squeezed_in', case when s.squeezed_in_at is not null then jsonb_build_object(
        'by', s.squeezed_in_by, 'by_name', f.full_name, 'at', s.squeezed_in_at, 'reason', s.squeezed_in_reason) end,
      'cancel_reason', s.cancel_reason, 'version', s.version, 'patients', coalesce(p.patients, '[]')) order by s.starts_at, s.id), '[]')
  from (select app.clinic_zone(p_tenant_id) as zone) z
  join public.sessions s on s.tenant_id = p_tenant_id and s.id = any (p_ids)
  join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = s.therapist_id
  join public.session_types y on y.tenant_id = p_tenant_id and y.id = s.session_type_id
  left join public.rooms r on r.tenant_id = p_tenant_id and r.id = s.room_id
  left join public.profiles f on f.id = s.squeezed_in_by
  left join (
    select sp.session_id,
      jsonb_agg(jsonb_build_object('patient_id', sp.patient_id, 'name', o.name, 'status', sp.status) order by sp.position, o.sort_name) as patients
    from public.session_patients sp
    join public.patients o on o.tenant_id = p_tenant_id and o.id = sp.patient_id
    where sp.tenant_id = p_tenant_id and sp.session_id = any (p_ids)
    group by sp.session_id
  ) p on p.session_id = s.id;
$function$;

CREATE OR REPLACE FUNCTION app.tell_agenda (
  p_tenant_id uuid,
  p_what      text
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select app.broadcast(p_tenant_id, 'agenda', jsonb_build_object('what', p_what));
$function$;

CREATE OR REPLACE FUNCTION app.tg_sessions__block_time()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  new.blocks_time := new.squeezed_in_at is null
    and (select t.blocks_time from public.session_statuses t where t.key = new.status);
  return new;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_tenant_members__rest_therapist()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  update public.therapists t set is_active = false where t.tenant_id = old.tenant_id and t.user_id = old.user_id and t.is_active;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.typed_id (
  p_text text
)
  RETURNS uuid
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select case when p_text ~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then p_text::uuid end;
$function$;

CREATE OR REPLACE FUNCTION app.typed_moment (
  p_text text
)
  RETURNS timestamp WITHOUT time zone
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_parts text[] := regexp_match(p_text, '^([0-9]{4})-([0-9]{2})-([0-9]{2})[T ]([0-9]{2}):([0-9]{2})(?::[0-9]{2})?$');
begin
  if v_parts is null or v_parts[1]::int not between 1990 and 2200 then
    raise sqlstate 'PT400' using message = 'invalid_moment', detail = coalesce(left(p_text, 40), '');
  end if;
  return make_timestamp(v_parts[1]::int, v_parts[2]::int, v_parts[3]::int, v_parts[4]::int, v_parts[5]::int, 0);
exception when datetime_field_overflow then
  raise sqlstate 'PT400' using message = 'invalid_moment', detail = left(p_text, 40);
end;
$function$;

CREATE OR REPLACE FUNCTION app.typed_number (
  p_text text
)
  RETURNS integer
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select case when p_text ~ '^-?[0-9]{1,9}$' then p_text::int end;
$function$;

CREATE OR REPLACE FUNCTION app.typed_patients (
  p_tenant_id uuid,
  p_ids       jsonb,
  p_capacity  integer
)
  RETURNS uuid[]
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_given uuid[];
  v_known integer;
begin
  if jsonb_typeof(p_ids) is distinct from 'array' then
    return '{}';
  end if;
  -- each once, in the order of the form
  v_given := array(
    select app.typed_id(e.value) from jsonb_array_elements_text(p_ids) with ordinality e (value, n)
    group by e.value order by min(e.n));
  if cardinality(v_given) > p_capacity then
    raise sqlstate 'PT409' using message = 'session_full', detail = p_capacity::text;
  end if;
  select count(*) into v_known from public.patients p
  where p.tenant_id = p_tenant_id and p.id = any (v_given) and p.archived_at is null;
  if v_known < cardinality(v_given) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  return v_given;
end;
$function$;

CREATE OR REPLACE FUNCTION app.typed_rule (
  p_rule  jsonb,
  p_start date
)
  RETURNS public.session_series
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_days constant text[] := array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  v_row public.session_series;
begin
  v_row.freq := p_rule ->> 'freq';
  v_row.start_date := p_start;
  v_row.until_date := app.typed_date(p_rule ->> 'until');
  v_row.weekdays := array[app.weekday_of(p_start)];
  if v_row.freq is null or v_row.freq not in ('weekly', 'biweekly', 'monthly_nth') then
    raise sqlstate 'PT400' using message = 'invalid_rule', detail = 'freq';
  end if;
  if v_row.freq = 'monthly_nth' then
    v_row.nth := coalesce(app.typed_number(p_rule ->> 'nth'), app.nth_of_month(p_start));
    if v_row.nth not in (-1, 1, 2, 3, 4, 5) then
      raise sqlstate 'PT400' using message = 'invalid_rule', detail = 'nth';
    end if;
  elsif jsonb_typeof(p_rule -> 'weekdays') = 'array' and p_rule -> 'weekdays' <> '[]' then
    v_row.weekdays := array(select d from unnest(v_days) d where p_rule -> 'weekdays' ? d);
    if cardinality(v_row.weekdays) <> (select count(distinct e) from jsonb_array_elements_text(p_rule -> 'weekdays') e) then
      raise sqlstate 'PT400' using message = 'invalid_rule', detail = 'weekdays';
    end if;
  end if;
  if p_rule ->> 'count' is not null then
    if coalesce(app.typed_number(p_rule ->> 'count'), 0) not between 1 and 200 then
      raise sqlstate 'PT400' using message = 'invalid_rule', detail = 'count';
    end if;
    v_row.count := app.typed_number(p_rule ->> 'count');
  end if;
  if (v_row.count is null and v_row.until_date is null) or v_row.until_date < p_start then
    raise sqlstate 'PT400' using message = 'invalid_rule', detail = 'until';
  end if;
  if jsonb_typeof(p_rule -> 'skip') = 'array' then
    v_row.skipped := array(select app.typed_date(e) from jsonb_array_elements_text(p_rule -> 'skip') e);
  end if;
  v_row.skipped := coalesce(v_row.skipped, '{}');
  if (select count(*) from app.expand_rule(p_start, v_row.freq, v_row.weekdays, v_row.nth, v_row.count, v_row.until_date)) not between 1 and 200 then
    raise sqlstate 'PT400' using message = 'invalid_rule', detail = 'A series has 1 to 200 sessions.';
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.typed_session (
  p_tenant_id uuid,
  p_session   jsonb
)
  RETURNS public.sessions
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_type public.session_types;
  v_row public.sessions;
  v_minutes integer;
  v_price integer;
begin
  if jsonb_typeof(p_session) is distinct from 'object' then
    raise sqlstate 'PT404' using message = 'session_type_not_found';
  end if;
  select * into v_type from public.session_types t
  where t.tenant_id = p_tenant_id and t.id = app.typed_id(p_session ->> 'session_type_id') and t.archived_at is null;
  if v_type.id is null then
    raise sqlstate 'PT404' using message = 'session_type_not_found';
  end if;
  v_row.tenant_id := p_tenant_id;
  v_row.session_type_id := v_type.id;
  select t.user_id into v_row.therapist_id from public.therapists t
  where t.tenant_id = p_tenant_id and t.user_id = app.typed_id(p_session ->> 'therapist_id') and t.is_active;
  if v_row.therapist_id is null then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  end if;
  if p_session ->> 'room_id' is not null then
    select r.id into v_row.room_id from public.rooms r
    where r.tenant_id = p_tenant_id and r.id = app.typed_id(p_session ->> 'room_id') and r.archived_at is null;
    if v_row.room_id is null then
      raise sqlstate 'PT404' using message = 'room_not_found';
    end if;
  end if;
  v_minutes := coalesce(app.typed_number(p_session ->> 'minutes'), v_type.minutes);
  if v_minutes not between 5 and 720 then
    raise sqlstate 'PT400' using message = 'invalid_moment', detail = 'A session takes 5 minutes to 12 hours.';
  end if;
  v_row.starts_at := app.local_moment(app.typed_moment(p_session ->> 'start_local'), app.clinic_zone(p_tenant_id));
  v_row.ends_at := v_row.starts_at + make_interval(mins => v_minutes);
  v_row.is_online := coalesce(p_session -> 'is_online' = 'true', v_type.is_online);
  v_row.online_url := app.require_link(p_session ->> 'online_url');
  v_price := case when p_session ? 'price_cents' then app.typed_number(p_session ->> 'price_cents') else v_type.price_cents end;
  if v_price not between 0 and 100000000 then
    raise sqlstate 'PT400' using message = 'invalid_price';
  end if;
  v_row.price_cents := v_price;
  v_row.capacity := least(greatest(coalesce(app.typed_number(p_session ->> 'capacity'), v_type.capacity), 1), 100);
  v_row.title := app.trimmed(p_session ->> 'title', 120);
  v_row.note := nullif(btrim(app.normalize_lines(left(p_session ->> 'note', 500))), '');
  v_row.created_by := auth.uid();
  v_row.status := 'scheduled';
  v_row.version := 1;
  v_row.created_at := clock_timestamp();
  v_row.updated_at := now();
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.weekday_of (
  p_day date
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select (array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])[extract(isodow from p_day)::int];
$function$;

CREATE OR REPLACE FUNCTION app.working_ranges (
  p_tenant_id     uuid,
  p_from          date,
  p_to            date,
  p_therapist_ids uuid[]
)
  RETURNS TABLE (
    therapist_id uuid,
    room_id      uuid,
    day          date,
    starts_at    timestamp with time zone,
    ends_at      timestamp with time zone,
    is_extra     boolean
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
begin
  return query
    select h.therapist_id, h.room_id, d.day, app.local_moment(d.day + h.from_time, v_zone), app.local_moment(d.day + h.until_time, v_zone), false
    from (select g::date as day, date_trunc('week', g)::date as monday from generate_series(p_from::timestamp, p_to::timestamp, '1 day') g) d
    join public.working_hours h on h.tenant_id = p_tenant_id and h.weekday = app.weekday_of(d.day)
      and (d.monday - date_trunc('week', h.counted_from::timestamp)::date) / 7 % h.every_weeks = 0
    where p_therapist_ids is null or h.therapist_id = any (p_therapist_ids)
    union all
    select e.therapist_id, e.room_id, (e.starts_at at time zone v_zone)::date, e.starts_at, e.ends_at, true
    from public.agenda_exceptions e
    where e.tenant_id = p_tenant_id and e.kind = 'extra' and (p_therapist_ids is null or e.therapist_id = any (p_therapist_ids))
      and e.ends_at > app.local_moment(p_from::timestamp, v_zone) and e.starts_at < app.local_moment((p_to + 1)::timestamp, v_zone);
end;
$function$;

CREATE OR REPLACE FUNCTION public.archive_room (
  p_tenant_id uuid,
  p_id        uuid,
  p_archived  boolean
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_agenda_keeper(p_tenant_id);
  update public.rooms r set archived_at = case when p_archived then coalesce(r.archived_at, now()) end
  where r.tenant_id = p_tenant_id and r.id = p_id;
  if not found then
    raise sqlstate 'PT404' using message = 'room_not_found';
  end if;
  perform app.tell_agenda(p_tenant_id, 'rooms');
end;
$function$;

REVOKE ALL ON FUNCTION "public"."archive_room"(uuid, uuid, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.archive_session_type (
  p_tenant_id uuid,
  p_id        uuid,
  p_archived  boolean
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_agenda_keeper(p_tenant_id);
  update public.session_types t set archived_at = case when p_archived then coalesce(t.archived_at, now()) end
  where t.tenant_id = p_tenant_id and t.id = p_id;
  if not found then
    raise sqlstate 'PT404' using message = 'session_type_not_found';
  end if;
  perform app.tell_agenda(p_tenant_id, 'session_types');
end;
$function$;

REVOKE ALL ON FUNCTION "public"."archive_session_type"(uuid, uuid, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.book_series (
  p_tenant_id uuid,
  p_id        uuid,
  p_series    jsonb,
  p_decisions jsonb DEFAULT '{}'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_session public.sessions;
  v_rule public.session_series;
  v_patients uuid[];
  v_occurrences jsonb;
  v_one record;
  v_ids uuid[] := '{}';
begin
  perform app.require_agenda_writer(p_tenant_id, array[app.typed_id(p_series ->> 'therapist_id')]);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if not exists (select from public.session_series r where r.tenant_id = p_tenant_id and r.id = p_id) then
    v_session := app.typed_session(p_tenant_id, p_series);
    v_patients := app.typed_patients(p_tenant_id, p_series -> 'patient_ids', v_session.capacity);
    v_rule := app.typed_rule(p_series, app.typed_moment(p_series ->> 'start_local')::date);
    v_rule.start_time := app.typed_moment(p_series ->> 'start_local')::time;
    v_rule.minutes := extract(epoch from v_session.ends_at - v_session.starts_at) / 60;
    perform app.lock_agenda(p_tenant_id, array[v_session.therapist_id], array[v_session.room_id]);
    select jsonb_agg(to_jsonb(o) order by o.n) into v_occurrences
    from app.series_occurrences(v_session, v_rule, p_decisions) o;
    perform app.require_decided(v_occurrences);
    insert into public.session_series (tenant_id, id, therapist_id,
      room_id, session_type_id, freq, weekdays, nth, count, until_date, start_date, start_time, minutes, skipped,
      created_by)
    values (p_tenant_id, p_id, v_session.therapist_id, v_session.room_id, v_session.session_type_id, v_rule.freq, v_rule.weekdays, v_rule.nth,
      v_rule.count, v_rule.until_date, v_rule.start_date, v_rule.start_time, v_rule.minutes, array(
        select (o ->> 'day')::date from jsonb_array_elements(v_occurrences) o where o ->> 'decision' = 'skip'), auth.uid());
    v_session.series_id := p_id;
    for v_one in
      select * from jsonb_to_recordset(v_occurrences) o (day date, starts_at timestamptz, ends_at timestamptz, decision text, reason text)
      where o.decision is distinct from 'skip' order by o.day
    loop
      v_session.id := gen_random_uuid();
      v_session.slot_date := v_one.day;
      v_session.starts_at := v_one.starts_at;
      v_session.ends_at := v_one.ends_at;
      v_session.status := case when v_one.decision = 'cancel' then 'cancelled' else 'scheduled' end;
      v_session.squeezed_in_by := case when v_one.decision = 'squeeze_in' then auth.uid() end;
      v_session.squeezed_in_at := case when v_one.decision = 'squeeze_in' then now() end;
      v_session.squeezed_in_reason := case when v_one.decision = 'squeeze_in' then v_one.reason end;
      perform app.insert_session(v_session, v_patients);
      v_ids := v_ids || v_session.id;
    end loop;
    perform app.publish_sessions(p_tenant_id, v_ids);
  end if;
  return (
    select jsonb_build_object('series_id', r.id, 'skipped', to_jsonb(r.skipped), 'sessions', (
        select count(*) from public.sessions s where s.tenant_id = p_tenant_id and s.series_id = r.id),
      'ids', (select coalesce(jsonb_agg(s.id order by s.starts_at), '[]') from public.sessions s
        where s.tenant_id = p_tenant_id and s.series_id = r.id))
    from public.session_series r where r.tenant_id = p_tenant_id and r.id = p_id);
exception when exclusion_violation then
  raise sqlstate 'PT409' using message = 'time_taken', detail = '[]';
end;
$function$;

REVOKE ALL ON FUNCTION "public"."book_series"(uuid, uuid, jsonb, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.book_session (
  p_tenant_id         uuid,
  p_id                uuid,
  p_session           jsonb,
  p_squeeze_in_reason text  DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_reason text := app.trimmed(p_squeeze_in_reason, 200);
  v_row public.sessions;
  v_patients uuid[];
  v_hits jsonb;
begin
  perform app.require_agenda_writer(p_tenant_id, array[app.typed_id(p_session ->> 'therapist_id')]);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if exists (select from public.sessions s where s.tenant_id = p_tenant_id and s.id = p_id) then
    return app.session_payload(p_tenant_id, p_id);
  end if;
  v_row := app.typed_session(p_tenant_id, p_session);
  v_row.id := p_id;
  v_patients := app.typed_patients(p_tenant_id, p_session -> 'patient_ids', v_row.capacity);
  perform app.lock_agenda(p_tenant_id, array[v_row.therapist_id], array[v_row.room_id]);
  v_hits := app.session_hits(p_tenant_id, v_row.therapist_id, v_row.room_id, v_row.starts_at, v_row.ends_at, array[p_id]);
  if app.blocks(v_hits) then
    if v_reason is null then
      raise sqlstate 'PT409' using message = 'time_taken', detail = v_hits::text;
    end if;
    v_row.squeezed_in_by := auth.uid();
    v_row.squeezed_in_at := now();
    v_row.squeezed_in_reason := v_reason;
  end if;
  perform app.insert_session(v_row, v_patients);
  perform app.publish_sessions(p_tenant_id, array[p_id]);
  return app.session_payload(p_tenant_id, p_id);
exception
  when unique_violation then
    -- the same call, twice at once
    return app.session_payload(p_tenant_id, p_id);
  when exclusion_violation then
    raise sqlstate 'PT409' using message = 'time_taken', detail = app.session_hits(
      p_tenant_id, v_row.therapist_id, v_row.room_id, v_row.starts_at, v_row.ends_at)::text;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."book_session"(uuid, uuid, jsonb, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.cancel_session (
  p_tenant_id uuid,
  p_id        uuid,
  p_version   integer,
  p_scope     text    DEFAULT 'this'::text,
  p_reason    text    DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_old public.sessions;
  v_series public.session_series;
  v_pivot public.sessions;
  v_ids uuid[];
begin
  perform app.require_member(p_tenant_id);
  if p_scope is null or p_scope not in ('this', 'following', 'all') then
    raise sqlstate 'PT400' using message = 'invalid_scope';
  end if;
  perform app.lock_series_of(p_tenant_id, p_id, p_scope);
  v_old := app.lock_session(p_tenant_id, p_id, p_version);
  v_ids := array[p_id];
  if p_scope <> 'this' and v_old.series_id is not null then
    v_pivot := case when p_scope = 'all' then app.first_open_session(p_tenant_id, v_old.series_id) else v_old end;
    v_ids := array(
      select s.id from public.sessions s join public.session_statuses u on u.key = s.status and not u.is_outcome
      where s.tenant_id = p_tenant_id and s.series_id = v_old.series_id and s.slot_date >= v_pivot.slot_date order by s.slot_date);
    select * into v_series from public.session_series r where r.tenant_id = p_tenant_id and r.id = v_old.series_id;
    perform app.end_series_before(v_series, e.n, v_pivot.slot_date)
    from app.expand_rule(v_series.start_date, v_series.freq, v_series.weekdays, v_series.nth, v_series.count, v_series.until_date) e
    where e.day = v_pivot.slot_date;
  elsif v_old.status = 'cancelled' then
    v_ids := '{}';
  end if;
  perform app.cancel_sessions(p_tenant_id, v_ids, p_reason);
  perform app.publish_sessions(p_tenant_id, v_ids);
  return jsonb_build_object(
    'session', app.session_payload(p_tenant_id, p_id), 'cancelled', cardinality(v_ids), 'ids', to_jsonb(v_ids));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."cancel_session"(uuid, uuid, integer, text, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.change_session (
  p_tenant_id uuid,
  p_id        uuid,
  p_version   integer,
  p_changes   jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_old public.sessions := app.lock_session(p_tenant_id, p_id, p_version);
  v_new public.sessions := v_old;
  v_before jsonb := app.session_state(p_tenant_id, p_id);
begin
  if p_changes ? 'session_type_id' then
    select t.id into v_new.session_type_id from public.session_types t
    where t.tenant_id = p_tenant_id and t.id = app.typed_id(p_changes ->> 'session_type_id');
    if v_new.session_type_id is null then
      raise sqlstate 'PT404' using message = 'session_type_not_found';
    end if;
  end if;
  if p_changes ? 'is_online' then
    v_new.is_online := coalesce(p_changes ->> 'is_online' = 'true', false);
  end if;
  if p_changes ? 'online_url' then
    v_new.online_url := app.require_link(p_changes ->> 'online_url');
  end if;
  if p_changes ? 'price_cents' then
    v_new.price_cents := app.typed_number(p_changes ->> 'price_cents');
    if v_new.price_cents not between 0 and 100000000 then
      raise sqlstate 'PT400' using message = 'invalid_price';
    end if;
  end if;
  if p_changes ? 'capacity' then
    v_new.capacity := least(greatest(coalesce(app.typed_number(p_changes ->> 'capacity'), v_old.capacity), 1), 100);
    if v_new.capacity < app.places_taken(p_tenant_id, p_id) then
      raise sqlstate 'PT409' using message = 'session_full', detail = v_new.capacity::text;
    end if;
  end if;
  if p_changes ? 'title' then
    v_new.title := app.trimmed(p_changes ->> 'title', 120);
  end if;
  if p_changes ? 'note' then
    v_new.note := nullif(btrim(app.normalize_lines(left(p_changes ->> 'note', 500))), '');
  end if;
  if p_changes ? 'room_id' and app.typed_id(p_changes ->> 'room_id') is distinct from v_old.room_id then
    v_new.room_id := app.typed_id(p_changes ->> 'room_id');
    perform app.lock_agenda(p_tenant_id, array[v_old.therapist_id], array[v_new.room_id]);
    if v_old.blocks_time and exists (
      select from jsonb_array_elements(app.session_hits(
        p_tenant_id, v_old.therapist_id, v_new.room_id, v_old.starts_at, v_old.ends_at, array[p_id])) h
      where h ->> 'kind' = 'room'
    ) then
      raise sqlstate 'PT409' using message = 'time_taken', detail = app.session_hits(
        p_tenant_id, v_old.therapist_id, v_new.room_id, v_old.starts_at, v_old.ends_at, array[p_id])::text;
    end if;
  end if;
  update public.sessions s set
    session_type_id = v_new.session_type_id, room_id = v_new.room_id, is_online = v_new.is_online, online_url = v_new.online_url,
    price_cents = v_new.price_cents, capacity = v_new.capacity, title = v_new.title, note = v_new.note, version = s.version + 1
  where s.tenant_id = p_tenant_id and s.id = p_id;
  perform app.note_session_event(p_tenant_id, p_id, 'changed', v_before);
  perform app.publish_sessions(p_tenant_id, array[p_id]);
  return app.session_payload(p_tenant_id, p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."change_session"(uuid, uuid, integer, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.check_session (
  p_tenant_id    uuid,
  p_therapist_id uuid,
  p_start_local  text,
  p_minutes      integer,
  p_room_id      uuid    DEFAULT NULL::uuid,
  p_session_id   uuid    DEFAULT NULL::uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_starts_at timestamptz;
  v_hits jsonb;
begin
  perform app.require_member(p_tenant_id);
  if p_minutes is null or p_minutes not between 5 and 720 then
    raise sqlstate 'PT400' using message = 'invalid_moment', detail = 'A session takes 5 minutes to 12 hours.';
  end if;
  v_starts_at := app.local_moment(app.typed_moment(p_start_local), app.clinic_zone(p_tenant_id));
  v_hits := app.session_hits(p_tenant_id, p_therapist_id, p_room_id, v_starts_at, v_starts_at + make_interval(mins => p_minutes),
    array_remove(array[p_session_id], null));
  return jsonb_build_object('is_free', not app.blocks(v_hits), 'may_squeeze_in', app.blocks(v_hits), 'hits', v_hits);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."check_session"(uuid, uuid, text, integer, uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.delete_agenda_day_note (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  delete from public.agenda_day_notes n where n.tenant_id = p_tenant_id and n.id = p_id;
  if not found then
    raise sqlstate 'PT404' using message = 'note_not_found';
  end if;
  perform app.tell_agenda(p_tenant_id, 'day_notes');
end;
$function$;

REVOKE ALL ON FUNCTION "public"."delete_agenda_day_note"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.delete_agenda_exception (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.agenda_exceptions;
begin
  perform app.require_member(p_tenant_id);
  select * into v_row from public.agenda_exceptions e where e.tenant_id = p_tenant_id and e.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'exception_not_found';
  end if;
  perform app.require_agenda_writer(p_tenant_id, array[v_row.therapist_id]);
  delete from public.agenda_exceptions e where e.tenant_id = p_tenant_id and e.id = p_id;
  perform app.tell_agenda(p_tenant_id, 'exceptions');
end;
$function$;

REVOKE ALL ON FUNCTION "public"."delete_agenda_exception"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.delete_clinic_holiday (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_agenda_keeper(p_tenant_id);
  delete from public.clinic_holidays h where h.tenant_id = p_tenant_id and h.id = p_id;
  if not found then
    raise sqlstate 'PT404' using message = 'holiday_not_found';
  end if;
  perform app.tell_agenda(p_tenant_id, 'holidays');
end;
$function$;

REVOKE ALL ON FUNCTION "public"."delete_clinic_holiday"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.find_free_slots (
  p_tenant_id    uuid,
  p_therapist_id uuid,
  p_minutes      integer,
  p_after        text    DEFAULT NULL::text,
  p_limit        integer DEFAULT 10,
  p_session_id   uuid    DEFAULT NULL::uuid,
  p_room_id      uuid    DEFAULT NULL::uuid
)
  RETURNS TABLE (
    starts_at    timestamp with time zone,
    ends_at      timestamp with time zone,
    starts_local text,
    ends_local   text,
    room_id      uuid
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_zone text;
  v_after timestamptz;
  v_first date;
  v_length interval;
  v_step interval;
begin
  perform app.require_member(p_tenant_id);
  if p_minutes is null or p_minutes not between 5 and 720 then
    raise sqlstate 'PT400' using message = 'invalid_moment', detail = 'A session takes 5 minutes to 12 hours.';
  end if;
  v_zone := app.clinic_zone(p_tenant_id);
  v_after := case when p_after is null then now() else app.local_moment(app.typed_moment(p_after), v_zone) end;
  v_first := (v_after at time zone v_zone)::date;
  v_length := make_interval(mins => p_minutes);
  v_step := make_interval(mins => (app.agenda_settings_of(p_tenant_id)).slot_minutes);
  return query
    with work as (
      select w.room_id, range_agg(tstzrange(w.starts_at, w.ends_at)) as open
      from app.working_ranges(p_tenant_id, v_first, v_first + 60, array[p_therapist_id]) w
      group by w.room_id
    ), taken as (
      select coalesce(range_agg(x.during), '{}'::tstzmultirange) as during
      from (
        select s.during from public.sessions s
        join public.session_statuses u on u.key = s.status and u.blocks_time
        where s.tenant_id = p_tenant_id and s.starts_at > v_after - interval '12 hours' and s.starts_at < v_after + interval '61 days'
          and s.id is distinct from p_session_id and (s.therapist_id = p_therapist_id or s.room_id = p_room_id)
        union all
        select tstzrange(e.starts_at, e.ends_at) from public.agenda_exceptions e
        where e.tenant_id = p_tenant_id and e.kind in ('absence', 'recess') and coalesce(e.therapist_id, p_therapist_id) = p_therapist_id
          and e.ends_at > v_after
        union all
        select tstzrange(app.local_moment(h.day::timestamp, v_zone), app.local_moment((h.day + 1)::timestamp, v_zone))
        from app.holidays_between(p_tenant_id, v_first, v_first + 60) h where h.scope <> 'optional'
      ) x
    )
    select distinct on (g.at) g.at, g.at + v_length, app.local_text(g.at, v_zone), app.local_text(g.at + v_length, v_zone), coalesce(p_room_id, w.room_id)
    from work w, taken t, unnest(w.open - t.during) f (free),
      generate_series(lower(f.free), upper(f.free) - v_length, v_step) g (at)
    where g.at >= v_after
    order by g.at, w.room_id limit least(greatest(coalesce(p_limit, 10), 1), 100);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."find_free_slots"(uuid, uuid, integer, text, integer, uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_agenda_settings (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_row public.agenda_settings;
begin
  perform app.require_member(p_tenant_id);
  v_row := app.agenda_settings_of(p_tenant_id);
  return jsonb_build_object('grace_minutes', v_row.grace_minutes, 'week_starts_on', v_row.week_starts_on,
    'grid_from', to_char(v_row.grid_from, 'HH24:MI'), 'grid_until', to_char(v_row.grid_until, 'HH24:MI'),
    'slot_minutes', v_row.slot_minutes, 'time_zone', app.clinic_zone(p_tenant_id));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_agenda_settings"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_session (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_session jsonb;
begin
  perform app.require_member(p_tenant_id);
  v_session := app.session_payload(p_tenant_id, p_id);
  if v_session is null then
    raise sqlstate 'PT404' using message = 'session_not_found';
  end if;
  return v_session || jsonb_build_object(
    'patients', coalesce((
      select jsonb_agg(jsonb_build_object('patient_id', p.patient_id, 'name', o.name, 'status', p.status, 'pronoun', o.pronoun,
        'phone', c.phone, 'thread_key', t.thread_key) order by p.position, o.sort_name)
      from public.session_patients p
      join public.patients o on o.tenant_id = p_tenant_id and o.id = p.patient_id
      left join public.contact_phones c on c.tenant_id = p_tenant_id and c.entity_type = 'patient' and c.entity_id = p.patient_id and c.is_primary
      left join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = app.thread_of_phone(p_tenant_id, c.phone)
      where p.tenant_id = p_tenant_id and p.session_id = p_id), '[]'),
    'series', (
      select jsonb_build_object('id', r.id, 'freq', r.freq, 'weekdays', r.weekdays, 'nth', r.nth, 'count', r.count, 'until_date', r.until_date,
        'start_date', r.start_date, 'start_time', to_char(r.start_time, 'HH24:MI'), 'minutes', r.minutes)
      from public.session_series r
      where r.tenant_id = p_tenant_id and r.id = app.typed_id(v_session ->> 'series_id')),
    'events', coalesce((
      select jsonb_agg(jsonb_build_object('kind', e.kind, 'actor_id', e.actor_id, 'actor_name', f.full_name, 'created_at', e.created_at,
        'before', e.before, 'after', e.after) order by e.id desc)
      from (
        select * from app.session_events v where v.tenant_id = p_tenant_id and v.session_id = p_id order by v.id desc limit 50
      ) e left join public.profiles f on f.id = e.actor_id), '[]'));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_session"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.join_session (
  p_tenant_id  uuid,
  p_id         uuid,
  p_patient_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_old public.sessions := app.lock_session(p_tenant_id, p_id);
  v_before jsonb := app.session_state(p_tenant_id, p_id);
begin
  if exists (
    select from public.session_patients p join public.session_statuses u on u.key = p.status and u.blocks_time
    where p.tenant_id = p_tenant_id and p.session_id = p_id and p.patient_id = p_patient_id
  ) then
    return app.session_payload(p_tenant_id, p_id);
  end if;
  if not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id and p.archived_at is null) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  if not (select u.blocks_time from public.session_statuses u where u.key = v_old.status) then
    raise sqlstate 'PT409' using message = 'session_closed', detail = v_old.status;
  end if;
  if app.places_taken(p_tenant_id, p_id) >= v_old.capacity then
    raise sqlstate 'PT409' using message = 'session_full', detail = v_old.capacity::text;
  end if;
  insert into public.session_patients (tenant_id, session_id, patient_id, position)
  values (p_tenant_id, p_id, p_patient_id, (
    select coalesce(max(p.position), 0) + 1 from public.session_patients p where p.tenant_id = p_tenant_id and p.session_id = p_id))
  on conflict (tenant_id, session_id, patient_id) do update set status = 'scheduled';
  perform app.join_care_team(p_tenant_id, p_patient_id, v_old.therapist_id);
  update public.sessions s set version = s.version + 1 where s.tenant_id = p_tenant_id and s.id = p_id;
  perform app.note_session_event(p_tenant_id, p_id, 'joined', v_before);
  perform app.publish_sessions(p_tenant_id, array[p_id]);
  return app.session_payload(p_tenant_id, p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."join_session"(uuid, uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.leave_session (
  p_tenant_id  uuid,
  p_id         uuid,
  p_patient_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_old public.sessions := app.lock_session(p_tenant_id, p_id);
  v_before jsonb := app.session_state(p_tenant_id, p_id);
begin
  update public.session_patients p set status = 'cancelled'
  where p.tenant_id = p_tenant_id and p.session_id = p_id and p.patient_id = p_patient_id;
  if not found then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  update public.sessions s set version = s.version + 1 where s.tenant_id = p_tenant_id and s.id = p_id;
  perform app.note_session_event(p_tenant_id, p_id, 'left', v_before);
  perform app.publish_sessions(p_tenant_id, array[p_id]);
  return app.session_payload(p_tenant_id, p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."leave_session"(uuid, uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_agenda (
  p_tenant_id     uuid,
  p_from          date,
  p_to            date,
  p_therapist_ids uuid[] DEFAULT NULL::uuid[],
  p_room_ids      uuid[] DEFAULT NULL::uuid[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_zone text;
  v_from timestamptz;
  v_to timestamptz;
  v_ids uuid[];
begin
  perform app.require_member(p_tenant_id);
  if p_from is null or p_to is null or not isfinite(p_from) or not isfinite(p_to) or p_to < p_from or p_to - p_from > 61 then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = '62 days at most.';
  end if;
  v_zone := app.clinic_zone(p_tenant_id);
  v_from := app.local_moment(p_from::timestamp, v_zone);
  v_to := app.local_moment((p_to + 1)::timestamp, v_zone);
  v_ids := array(
    select s.id from public.sessions s
    where s.tenant_id = p_tenant_id and s.starts_at > v_from - interval '12 hours' and s.starts_at < v_to and s.ends_at > v_from
      and (p_therapist_ids is null or s.therapist_id = any (p_therapist_ids)) and (p_room_ids is null or s.room_id = any (p_room_ids)));
  return jsonb_build_object(
    'time_zone', v_zone, 'from', p_from, 'to', p_to, 'sessions', app.sessions_payload(p_tenant_id, v_ids),
    'working_hours', coalesce((
      select jsonb_agg(jsonb_build_object('therapist_id', w.therapist_id, 'room_id', w.room_id, 'date', w.day, 'starts_at', w.starts_at,
        'ends_at', w.ends_at, 'starts_local', app.local_text(w.starts_at, v_zone), 'ends_local', app.local_text(w.ends_at, v_zone),
        'is_extra', w.is_extra) order by w.starts_at, w.therapist_id)
      from app.working_ranges(p_tenant_id, p_from, p_to, p_therapist_ids) w
      join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = w.therapist_id and t.is_active), '[]'),
    'exceptions', coalesce((
      select jsonb_agg(to_jsonb(e)) from public.list_agenda_exceptions(p_tenant_id, p_from, p_to) e
      where p_therapist_ids is null or e.therapist_id is null or e.therapist_id = any (p_therapist_ids)), '[]'),
    'holidays', coalesce((
      select jsonb_agg(jsonb_build_object('day', h.day, 'name', h.name, 'scope', h.scope) order by h.day)
      from app.holidays_between(p_tenant_id, p_from, p_to) h), '[]'),
    'day_notes', coalesce((
      select jsonb_agg(jsonb_build_object('id', n.id, 'day', n.day, 'body', n.body, 'created_by', n.created_by,
        'created_by_name', p.full_name, 'created_at', n.created_at) order by n.day, n.created_at, n.id)
      from public.agenda_day_notes n left join public.profiles p on p.id = n.created_by
      where n.tenant_id = p_tenant_id and n.day between p_from and p_to), '[]'));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_agenda"(uuid, date, date, uuid[], uuid[]) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_agenda_exceptions (
  p_tenant_id uuid,
  p_from      date,
  p_to        date
)
  RETURNS TABLE (
    id           uuid,
    kind         text,
    therapist_id uuid,
    room_id      uuid,
    title        text,
    starts_at    timestamp with time zone,
    ends_at      timestamp with time zone,
    starts_local text,
    ends_local   text
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_zone text;
begin
  perform app.require_member(p_tenant_id);
  v_zone := app.clinic_zone(p_tenant_id);
  return query
    select e.id, e.kind, e.therapist_id, e.room_id, e.title, e.starts_at, e.ends_at, app.local_text(e.starts_at, v_zone),
      app.local_text(e.ends_at, v_zone)
    from public.agenda_exceptions e
    where e.tenant_id = p_tenant_id and e.ends_at > app.local_moment(p_from::timestamp, v_zone)
      and e.starts_at < app.local_moment((p_to + 1)::timestamp, v_zone)
    order by e.starts_at, e.id;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_agenda_exceptions"(uuid, date, date) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_holidays (
  p_tenant_id uuid,
  p_year      integer
)
  RETURNS TABLE (
    id    uuid,
    day   date,
    name  text,
    scope text
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_year integer;
begin
  perform app.require_member(p_tenant_id);
  v_year := least(greatest(coalesce(p_year, extract(year from now())::int), 1990), 2200);
  return query
    select h.id, h.day, h.name, h.scope from app.holidays_between(p_tenant_id, make_date(v_year, 1, 1), make_date(v_year, 12, 31)) h
    order by h.day, h.name;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_holidays"(uuid, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_patient_sessions (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_after      jsonb   DEFAULT NULL::jsonb,
  p_limit      integer DEFAULT 50
)
  RETURNS TABLE (
    id              uuid,
    starts_at       timestamp with time zone,
    ends_at         timestamp with time zone,
    starts_local    text,
    ends_local      text,
    status          text,
    session_status  text,
    therapist_id    uuid,
    therapist_name  text,
    session_type_id uuid,
    type_name       text,
    room_name       text,
    is_online       boolean,
    online_url      text,
    price_cents     integer,
    series_id       uuid,
    patients        integer,
    version         integer
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_zone text;
begin
  perform app.require_member(p_tenant_id);
  if not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  v_zone := app.clinic_zone(p_tenant_id);
  return query
    select s.id, s.starts_at, s.ends_at, app.local_text(s.starts_at, v_zone), app.local_text(s.ends_at, v_zone), p.status, s.status,
      s.therapist_id, t.name, s.session_type_id, y.name, r.name, s.is_online, s.online_url, s.price_cents, s.series_id,
      (select count(*)::int from public.session_patients o where o.tenant_id = p_tenant_id and o.session_id = s.id), s.version
    from public.session_patients p
    join public.sessions s on s.tenant_id = p_tenant_id and s.id = p.session_id
    join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = s.therapist_id
    join public.session_types y on y.tenant_id = p_tenant_id and y.id = s.session_type_id
    left join public.rooms r on r.tenant_id = p_tenant_id and r.id = s.room_id
    where p.tenant_id = p_tenant_id and p.patient_id = p_patient_id
      and (s.starts_at, s.id) < (coalesce((p_after ->> 'starts_at')::timestamptz, 'infinity'),
        coalesce((p_after ->> 'id')::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
    order by s.starts_at desc, s.id desc limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_patient_sessions"(uuid, uuid, jsonb, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_rooms (
  p_tenant_id uuid,
  p_archived  boolean DEFAULT false
)
  RETURNS TABLE (
    id          uuid,
    name        text,
    "position"  integer,
    archived_at timestamp with time zone
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return query
    select r.id, r.name, r.position, r.archived_at from public.rooms r
    where r.tenant_id = p_tenant_id and (r.archived_at is null or p_archived)
    order by r.position, r.name_key, r.id;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_rooms"(uuid, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_session_types (
  p_tenant_id uuid,
  p_archived  boolean DEFAULT false
)
  RETURNS TABLE (
    id          uuid,
    name        text,
    minutes     smallint,
    price_cents integer,
    color       text,
    capacity    smallint,
    is_online   boolean,
    "position"  integer,
    archived_at timestamp with time zone
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return query
    select t.id, t.name, t.minutes, t.price_cents, t.color, t.capacity, t.is_online, t.position, t.archived_at from public.session_types t
    where t.tenant_id = p_tenant_id and (t.archived_at is null or p_archived)
    order by t.position, t.name_key, t.id;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_session_types"(uuid, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_therapists (
  p_tenant_id uuid,
  p_inactive  boolean DEFAULT false
)
  RETURNS TABLE (
    user_id         uuid,
    name            text,
    council         text,
    council_region  text,
    council_number  text,
    color           text,
    supervisor_id   uuid,
    supervisor_name text,
    is_active       boolean,
    "position"      integer
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return query
    select t.user_id, t.name, t.council, t.council_region, t.council_number, t.color, t.supervisor_id, s.name, t.is_active, t.position
    from public.therapists t
    left join public.therapists s on s.tenant_id = p_tenant_id and s.user_id = t.supervisor_id
    where t.tenant_id = p_tenant_id and (t.is_active or p_inactive)
    order by t.position, t.name, t.user_id;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_therapists"(uuid, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_working_hours (
  p_tenant_id    uuid,
  p_therapist_id uuid DEFAULT NULL::uuid
)
  RETURNS TABLE (
    id           uuid,
    therapist_id uuid,
    weekday      text,
    from_time    text,
    until_time   text,
    room_id      uuid,
    every_weeks  smallint,
    counted_from date
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return query
    select h.id, h.therapist_id, h.weekday, to_char(h.from_time, 'HH24:MI'), to_char(h.until_time, 'HH24:MI'), h.room_id, h.every_weeks,
      h.counted_from
    from public.working_hours h
    where h.tenant_id = p_tenant_id and (p_therapist_id is null or h.therapist_id = p_therapist_id)
    order by h.therapist_id, array_position(array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], h.weekday), h.from_time, h.id;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_working_hours"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.move_session (
  p_tenant_id         uuid,
  p_id                uuid,
  p_version           integer,
  p_start_local       text    DEFAULT NULL::text,
  p_minutes           integer DEFAULT NULL::integer,
  p_therapist_id      uuid    DEFAULT NULL::uuid,
  p_room_id           uuid    DEFAULT NULL::uuid,
  p_scope             text    DEFAULT 'this'::text,
  p_set               jsonb   DEFAULT '{}'::jsonb,
  p_decisions         jsonb   DEFAULT '{}'::jsonb,
  p_squeeze_in_reason text    DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_old public.sessions;
  v_starts_at timestamptz;
  v_minutes integer;
  v_therapist uuid;
  v_room uuid;
  v_ids uuid[];
  v_zone text;
begin
  perform app.require_member(p_tenant_id);
  if p_scope is null or p_scope not in ('this', 'following', 'all') then
    raise sqlstate 'PT400' using message = 'invalid_scope';
  end if;
  perform app.lock_series_of(p_tenant_id, p_id, p_scope);
  v_old := app.lock_session(p_tenant_id, p_id, p_version);
  v_zone := app.clinic_zone(p_tenant_id);
  v_therapist := coalesce(p_therapist_id, v_old.therapist_id);
  perform app.require_agenda_writer(p_tenant_id, array[v_therapist]);
  if v_therapist <> v_old.therapist_id and not exists (
    select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = v_therapist and t.is_active
  ) then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  end if;
  v_room := case when p_set ? 'room_id' then app.typed_id(p_set ->> 'room_id') else coalesce(p_room_id, v_old.room_id) end;
  if (select u.is_outcome from public.session_statuses u where u.key = v_old.status) then
    raise sqlstate 'PT409' using message = 'session_closed', detail = v_old.status;
  end if;
  v_minutes := coalesce(p_minutes, (extract(epoch from v_old.ends_at - v_old.starts_at) / 60)::int);
  if v_minutes not between 5 and 720 then
    raise sqlstate 'PT400' using message = 'invalid_moment', detail = 'A session takes 5 minutes to 12 hours.';
  end if;
  v_starts_at := case when p_start_local is null then v_old.starts_at else app.local_moment(app.typed_moment(p_start_local), v_zone) end;
  if p_scope = 'this' or v_old.series_id is null then
    perform app.move_one_session(v_old, v_starts_at, v_starts_at + make_interval(mins => v_minutes), v_therapist, v_room, p_squeeze_in_reason);
    v_ids := array[p_id];
  else
    v_ids := app.move_series(v_old, v_starts_at, v_minutes, v_therapist, v_room, p_scope, p_set, p_decisions, p_squeeze_in_reason);
  end if;
  perform app.publish_sessions(p_tenant_id, v_ids, array[(v_old.starts_at at time zone v_zone)::date]);
  return jsonb_build_object('session', app.session_payload(p_tenant_id, p_id), 'moved', cardinality(v_ids), 'ids', to_jsonb(v_ids));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."move_session"(uuid, uuid, integer, text, integer, uuid, uuid, text, jsonb, jsonb, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.preview_series (
  p_tenant_id uuid,
  p_series    jsonb,
  p_decisions jsonb DEFAULT '{}'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_session public.sessions;
  v_rule public.session_series;
  v_answer jsonb;
begin
  perform app.require_member(p_tenant_id);
  v_session := app.typed_session(p_tenant_id, p_series);
  v_rule := app.typed_rule(p_series, app.typed_moment(p_series ->> 'start_local')::date);
  v_rule.start_time := app.typed_moment(p_series ->> 'start_local')::time;
  v_rule.minutes := extract(epoch from v_session.ends_at - v_session.starts_at) / 60;
  select jsonb_build_object('occurrences', jsonb_agg(app.occurrence_payload(to_jsonb(o)) order by o.n), 'count', count(*),
    'undecided', count(*) filter (where o.is_open), 'last_date', max(o.day))
  into v_answer
  from app.series_occurrences(v_session, v_rule, p_decisions) o;
  return v_answer;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."preview_series"(uuid, jsonb, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_agenda_day_note (
  p_tenant_id uuid,
  p_id        uuid,
  p_day       date,
  p_body      text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_body text;
  v_row public.agenda_day_notes;
begin
  perform app.require_member(p_tenant_id);
  v_body := nullif(btrim(app.normalize_lines(left(p_body, 500))), '');
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if v_body is null then
    raise sqlstate 'PT400' using message = 'empty_body';
  end if;
  if p_day is null or p_day not between '1990-01-01' and '2200-01-01' then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = coalesce(p_day::text, '');
  end if;
  insert into public.agenda_day_notes (tenant_id, id, day, body, created_by) values (p_tenant_id, p_id, p_day, v_body, auth.uid())
  on conflict (tenant_id, id) do update set day = excluded.day, body = excluded.body
  returning * into v_row;
  perform app.tell_agenda(p_tenant_id, 'day_notes');
  return jsonb_build_object('id', v_row.id, 'day', v_row.day, 'body', v_row.body, 'created_by', v_row.created_by,
    'created_by_name', (select p.full_name from public.profiles p where p.id = v_row.created_by), 'created_at', v_row.created_at);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_agenda_day_note"(uuid, uuid, date, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_agenda_exception (
  p_tenant_id uuid,
  p_id        uuid,
  p_exception jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_kind text := p_exception ->> 'kind';
  v_therapist uuid := app.typed_id(p_exception ->> 'therapist_id');
  v_room uuid := app.typed_id(p_exception ->> 'room_id');
  v_from text := p_exception ->> 'from_local';
  v_until text := p_exception ->> 'until_local';
  v_zone text;
  v_old public.agenda_exceptions;
  v_row public.agenda_exceptions;
begin
  perform app.require_agenda_writer(p_tenant_id, array[v_therapist]);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if v_kind is null or v_kind not in ('absence', 'extra', 'recess') or (v_kind = 'recess') <> (v_therapist is null)
    or (v_room is not null and v_kind <> 'extra') then
    raise sqlstate 'PT400' using message = 'invalid_exception', detail = 'absence and extra are of a therapist, recess is of the clinic.';
  end if;
  select * into v_old from public.agenda_exceptions e where e.tenant_id = p_tenant_id and e.id = p_id for update;
  if v_old.id is not null then
    perform app.require_agenda_writer(p_tenant_id, array[v_old.therapist_id]);
  end if;
  v_zone := app.clinic_zone(p_tenant_id);
  v_row.starts_at := app.local_moment(
    app.typed_moment(case when char_length(v_from) = 10 then v_from || 'T00:00' else v_from end), v_zone);
  v_row.ends_at := app.local_moment(
    case when char_length(v_until) = 10 then app.typed_moment(v_until || 'T00:00') + interval '1 day' else app.typed_moment(v_until) end, v_zone);
  if v_row.ends_at <= v_row.starts_at or v_row.ends_at > v_row.starts_at + interval '400 days' then
    raise sqlstate 'PT400' using message = 'invalid_moment', detail = 'The end is after the beginning, 400 days at most.';
  end if;
  perform app.lock_agenda(p_tenant_id, array[v_therapist], array[v_room]);
  insert into public.agenda_exceptions (tenant_id, id, therapist_id, kind, starts_at, ends_at, room_id, title, created_by)
  values (p_tenant_id, p_id, v_therapist, v_kind, v_row.starts_at, v_row.ends_at, v_room, app.trimmed(p_exception ->> 'title', 120), auth.uid())
  on conflict (tenant_id, id) do update set
    therapist_id = excluded.therapist_id, kind = excluded.kind, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
    room_id = excluded.room_id, title = excluded.title;
  perform app.tell_agenda(p_tenant_id, 'exceptions');
  return jsonb_build_object(
    'exception', (
      select to_jsonb(l) from public.list_agenda_exceptions(
        p_tenant_id, (v_row.starts_at at time zone v_zone)::date, (v_row.ends_at at time zone v_zone)::date) l
      where l.id = p_id),
    'sessions', case when v_kind = 'extra' then '[]'::jsonb else app.sessions_payload(p_tenant_id, array(
      select s.id from public.sessions s join public.session_statuses u on u.key = s.status and u.blocks_time and not u.is_outcome
      where s.tenant_id = p_tenant_id and s.starts_at < v_row.ends_at and s.starts_at > v_row.starts_at - interval '12 hours'
        and s.ends_at > v_row.starts_at and (v_therapist is null or s.therapist_id = v_therapist)
      order by s.starts_at limit 200)) end);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_agenda_exception"(uuid, uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_agenda_settings (
  p_tenant_id uuid,
  p_settings  jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_old public.agenda_settings;
  v_grace integer;
  v_slot integer;
  v_week text;
  v_from text;
  v_until text;
begin
  perform app.require_agenda_keeper(p_tenant_id);
  v_old := app.agenda_settings_of(p_tenant_id);
  v_grace := coalesce(app.typed_number(p_settings ->> 'grace_minutes'), v_old.grace_minutes);
  v_slot := coalesce(app.typed_number(p_settings ->> 'slot_minutes'), v_old.slot_minutes);
  v_week := coalesce(p_settings ->> 'week_starts_on', v_old.week_starts_on);
  v_from := coalesce(p_settings ->> 'grid_from', to_char(v_old.grid_from, 'HH24:MI'));
  v_until := coalesce(p_settings ->> 'grid_until', to_char(v_old.grid_until, 'HH24:MI'));
  if v_grace not between 0 and 60 or v_slot not between 5 and 60 or 60 % v_slot <> 0 or v_week not in ('mon', 'sun')
    or v_from !~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' or v_until !~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$' or v_until <= v_from then
    raise sqlstate 'PT400' using message = 'invalid_settings';
  end if;
  insert into public.agenda_settings (tenant_id, grace_minutes, week_starts_on, grid_from, grid_until, slot_minutes)
  values (p_tenant_id, v_grace, v_week, v_from::time, v_until::time, v_slot)
  on conflict (tenant_id) do update set
    grace_minutes = excluded.grace_minutes, week_starts_on = excluded.week_starts_on, grid_from = excluded.grid_from,
    grid_until = excluded.grid_until, slot_minutes = excluded.slot_minutes;
  perform app.tell_agenda(p_tenant_id, 'settings');
  return public.get_agenda_settings(p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_agenda_settings"(uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_clinic_holiday (
  p_tenant_id uuid,
  p_id        uuid,
  p_day       date,
  p_name      text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.clinic_holidays;
begin
  perform app.require_agenda_keeper(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if p_day is null or p_day not between '1990-01-01' and '2200-01-01' then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = coalesce(p_day::text, '');
  end if;
  insert into public.clinic_holidays (tenant_id, id, day, name) values (p_tenant_id, p_id, p_day, app.require_name(p_name))
  on conflict (tenant_id, id) do update set day = excluded.day, name = excluded.name
  returning * into v_row;
  perform app.tell_agenda(p_tenant_id, 'holidays');
  return jsonb_build_object('id', v_row.id, 'day', v_row.day, 'name', v_row.name, 'scope', 'local');
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_clinic_holiday"(uuid, uuid, date, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_room (
  p_tenant_id uuid,
  p_id        uuid,
  p_name      text,
  p_position  integer DEFAULT NULL::integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_name text;
begin
  perform app.require_agenda_keeper(p_tenant_id);
  v_name := app.require_name(p_name, 60);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  insert into public.rooms as r (tenant_id, id, name, position) values (p_tenant_id, p_id, v_name, coalesce(p_position, 100))
  on conflict (tenant_id, id) do update set name = excluded.name, position = coalesce(p_position, r.position);
  perform app.tell_agenda(p_tenant_id, 'rooms');
  return (select to_jsonb(l) from public.list_rooms(p_tenant_id, true) l where l.id = p_id);
exception when unique_violation then
  raise sqlstate 'PT409' using message = 'name_in_use', detail = v_name;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_room"(uuid, uuid, text, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_session_type (
  p_tenant_id uuid,
  p_id        uuid,
  p_type      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_old public.session_types;
  v_name text;
  v_minutes integer;
  v_price integer;
  v_capacity integer;
begin
  perform app.require_agenda_keeper(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  select * into v_old from public.session_types t where t.tenant_id = p_tenant_id and t.id = p_id for update;
  v_name := case when p_type ? 'name' or v_old.id is null then app.require_name(p_type ->> 'name', 60) else v_old.name end;
  v_minutes := coalesce(app.typed_number(p_type ->> 'minutes'), v_old.minutes, 50);
  v_price := case when p_type ? 'price_cents' then app.typed_number(p_type ->> 'price_cents') else v_old.price_cents end;
  v_capacity := coalesce(app.typed_number(p_type ->> 'capacity'), v_old.capacity, 1);
  if v_minutes not between 5 and 720 or v_price not between 0 and 100000000 or v_capacity not between 1 and 100 then
    raise sqlstate 'PT400' using message = 'invalid_session_type', detail = '5 to 720 minutes, 1 to 100 people, a price that is not negative.';
  end if;
  insert into public.session_types as t (tenant_id, id, name, minutes, price_cents, color, capacity, is_online, position)
  values (p_tenant_id, p_id, v_name, v_minutes, v_price, app.require_color(p_type ->> 'color', coalesce(v_old.color, 'gray')), v_capacity,
    coalesce((p_type ->> 'is_online') = 'true', v_old.is_online, false), coalesce(app.typed_number(p_type ->> 'position'), v_old.position, 100))
  on conflict (tenant_id, id) do update set
    name = excluded.name, minutes = excluded.minutes, price_cents = excluded.price_cents, color = excluded.color,
    capacity = excluded.capacity, is_online = excluded.is_online, position = excluded.position;
  perform app.tell_agenda(p_tenant_id, 'session_types');
  return (select to_jsonb(l) from public.list_session_types(p_tenant_id, true) l where l.id = p_id);
exception when unique_violation then
  raise sqlstate 'PT409' using message = 'name_in_use', detail = v_name;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_session_type"(uuid, uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_therapist (
  p_tenant_id uuid,
  p_user_id   uuid,
  p_therapist jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
  v_leads boolean := v_role in ('owner', 'admin', 'supervisor');
  v_old public.therapists;
  v_row public.therapists;
  v_council text := nullif(p_therapist ->> 'council', '');
  v_number text := nullif(upper(regexp_replace(p_therapist ->> 'council_number', '\s', '', 'g')), '');
  v_region text := nullif(upper(btrim(p_therapist ->> 'council_region')), '');
begin
  select * into v_old from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = p_user_id for update;
  -- somebody's own row: what they are, not whether they are one
  if not v_leads and (v_old.user_id is null or p_user_id <> auth.uid()) then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Ask an administrator of the clinic.';
  end if;
  if not exists (
    select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = p_user_id and m.status = 'active'
  ) and (v_old.user_id is null or p_therapist -> 'is_active' = 'true') then
    raise sqlstate 'PT400' using message = 'assignee_not_a_member';
  end if;
  v_row := v_old;
  v_row.name := coalesce(
    case when p_therapist ->> 'name' ~ '\S' then app.require_name(p_therapist ->> 'name') end, v_old.name,
    (select app.require_name(coalesce(p.full_name, split_part(p.email, '@', 1))) from public.profiles p where p.id = p_user_id));
  if p_therapist ? 'council' or p_therapist ? 'council_number' then
    if (v_council is null) <> (v_number is null)
      or v_council not in ('CRM', 'CRP', 'CREFITO', 'CREFONO', 'CRN', 'CRO', 'COREN', 'CRESS', 'CREF', 'CRF', 'other')
      or v_number !~ '^[0-9A-Z/.-]{1,15}$' or v_region !~ '^[A-Z0-9]{1,2}$' then
      raise sqlstate 'PT400' using message = 'invalid_council', detail = 'A council has a number, and a number a council.';
    end if;
    v_row.council := v_council;
    v_row.council_number := v_number;
    v_row.council_region := v_region;
  end if;
  v_row.color := app.require_color(p_therapist ->> 'color', coalesce(v_old.color, 'teal'));
  v_row.position := coalesce(app.typed_number(p_therapist ->> 'position'), v_old.position, 100);
  v_row.is_active := coalesce(v_old.is_active, true);
  if v_leads then
    if p_therapist ? 'supervisor_id' then
      v_row.supervisor_id := app.typed_id(p_therapist ->> 'supervisor_id');
    end if;
    v_row.is_active := coalesce((p_therapist ->> 'is_active') = 'true', v_row.is_active);
  end if;
  if v_row.supervisor_id is distinct from v_old.supervisor_id and v_row.supervisor_id is not null and (
    v_row.supervisor_id = p_user_id or not exists (
      select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = v_row.supervisor_id and t.is_active)
  ) then
    raise sqlstate 'PT404' using message = 'therapist_not_found';
  end if;
  insert into public.therapists as t (
    tenant_id, user_id, name, council, council_region, council_number, color, supervisor_id, is_active, position)
  values (p_tenant_id, p_user_id, v_row.name, v_row.council, v_row.council_region, v_row.council_number, v_row.color, v_row.supervisor_id,
    v_row.is_active, v_row.position)
  on conflict (tenant_id, user_id) do update set
    name = excluded.name, council = excluded.council, council_region = excluded.council_region, council_number = excluded.council_number,
    color = excluded.color, supervisor_id = excluded.supervisor_id, is_active = excluded.is_active, position = excluded.position;
  perform app.tell_agenda(p_tenant_id, 'therapists');
  return (select to_jsonb(l) from public.list_therapists(p_tenant_id, true) l where l.user_id = p_user_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_therapist"(uuid, uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_working_hours (
  p_tenant_id    uuid,
  p_therapist_id uuid,
  p_hours        jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_rules jsonb := case when jsonb_typeof(p_hours) = 'array' then p_hours else '[null]' end;
begin
  perform app.require_agenda_writer(p_tenant_id, array[p_therapist_id]);
  if jsonb_array_length(v_rules) > 100 or exists (
    select from jsonb_array_elements(v_rules) h
    where jsonb_typeof(h) <> 'object'
      or coalesce(h ->> 'weekday', '') not in ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')
      or coalesce(h ->> 'from_time', '') !~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
      or coalesce(h ->> 'until_time', '') !~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'
      or h ->> 'until_time' <= h ->> 'from_time'
      or coalesce(app.typed_number(h ->> 'every_weeks'), 1) not between 1 and 8
  ) then
    raise sqlstate 'PT400' using message = 'invalid_hours', detail = 'A weekday, and an end after the beginning.';
  end if;
  perform app.lock_agenda(p_tenant_id, array[p_therapist_id], array(
    select app.typed_id(h ->> 'room_id') from jsonb_array_elements(v_rules) h));
  delete from public.working_hours h where h.tenant_id = p_tenant_id and h.therapist_id = p_therapist_id;
  insert into public.working_hours (tenant_id, therapist_id, weekday, from_time, until_time, room_id, every_weeks, counted_from)
  select p_tenant_id, p_therapist_id, h ->> 'weekday', (h ->> 'from_time')::time, (h ->> 'until_time')::time, app.typed_id(h ->> 'room_id'),
    coalesce(app.typed_number(h ->> 'every_weeks'), 1), coalesce(app.typed_date(h ->> 'counted_from'), '2024-01-01')
  from jsonb_array_elements(v_rules) h;
  perform app.tell_agenda(p_tenant_id, 'working_hours');
  return (select coalesce(jsonb_agg(to_jsonb(l)), '[]') from public.list_working_hours(p_tenant_id, p_therapist_id) l);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_working_hours"(uuid, uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.set_attendance (
  p_tenant_id  uuid,
  p_id         uuid,
  p_patient_id uuid,
  p_status     text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_old public.sessions := app.lock_session(p_tenant_id, p_id);
  v_before jsonb := app.session_state(p_tenant_id, p_id);
  v_status text;
begin
  perform app.require_session_status(p_status);
  update public.session_patients p set status = p_status
  where p.tenant_id = p_tenant_id and p.session_id = p_id and p.patient_id = p_patient_id;
  if not found then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  if app.places_taken(p_tenant_id, p_id) > v_old.capacity then
    raise sqlstate 'PT409' using message = 'session_full', detail = v_old.capacity::text;
  end if;
  select u.key into v_status from public.session_patients p join public.session_statuses u on u.key = p.status
  where p.tenant_id = p_tenant_id and p.session_id = p_id order by u.prevails desc limit 1;
  perform app.put_session_status(v_old, v_status, 'status', v_before);
  perform app.publish_sessions(p_tenant_id, array[p_id]);
  return app.session_payload(p_tenant_id, p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."set_attendance"(uuid, uuid, uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.set_session_status (
  p_tenant_id uuid,
  p_id        uuid,
  p_status    text,
  p_version   integer DEFAULT NULL::integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_old public.sessions := app.lock_session(p_tenant_id, p_id, p_version);
  v_before jsonb := app.session_state(p_tenant_id, p_id);
begin
  perform app.require_session_status(p_status);
  if v_old.status = p_status then
    return app.session_payload(p_tenant_id, p_id);
  end if;
  -- everybody who stood as the session did; who has an answer of their own keeps it
  update public.session_patients p set status = p_status
  where p.tenant_id = p_tenant_id and p.session_id = p_id and (p.status = v_old.status or not exists (
    select from public.session_patients o
    where o.tenant_id = p_tenant_id and o.session_id = p_id and o.patient_id <> p.patient_id));
  perform app.put_session_status(v_old, p_status, case when p_status = 'cancelled' then 'cancelled' else 'status' end, v_before);
  perform app.publish_sessions(p_tenant_id, array[p_id]);
  return app.session_payload(p_tenant_id, p_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."set_session_status"(uuid, uuid, text, integer) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."session_events"
  ADD CONSTRAINT "session_events_actor_id_fkey" FOREIGN KEY (actor_id) REFERENCES public.profiles(id) ON DELETE SET NULL;

ALTER TABLE "public"."agenda_day_notes"
  ADD CONSTRAINT "agenda_day_notes_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."agenda_exceptions"
  ADD CONSTRAINT "agenda_exceptions_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."agenda_settings"
  ADD CONSTRAINT "agenda_settings_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."clinic_holidays"
  ADD CONSTRAINT "clinic_holidays_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."agenda_exceptions"
  ADD CONSTRAINT "agenda_exceptions_tenant_id_room_id_fkey" FOREIGN KEY (tenant_id, room_id) REFERENCES public.rooms(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."rooms"
  ADD CONSTRAINT "rooms_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."session_patients"
  ADD CONSTRAINT "session_patients_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."session_series"
  ADD CONSTRAINT "session_series_tenant_id_parent_id_fkey" FOREIGN KEY (tenant_id, parent_id) REFERENCES public.session_series(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."session_series"
  ADD CONSTRAINT "session_series_tenant_id_room_id_fkey" FOREIGN KEY (tenant_id, room_id) REFERENCES public.rooms(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."session_patients"
  ADD CONSTRAINT "session_patients_status_fkey" FOREIGN KEY (status) REFERENCES public.session_statuses(key) ON DELETE RESTRICT;

ALTER TABLE "public"."session_series"
  ADD CONSTRAINT "session_series_tenant_id_session_type_id_fkey" FOREIGN KEY (tenant_id, session_type_id) REFERENCES public.session_types(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."session_types"
  ADD CONSTRAINT "session_types_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."sessions"
  ADD CONSTRAINT "room_is_free" EXCLUDE USING gist (tenant_id WITH =, room_id WITH =, during WITH &&) WHERE ((blocks_time AND (room_id IS NOT NULL))) DEFERRABLE;

ALTER TABLE "app"."session_events"
  ADD CONSTRAINT "session_events_tenant_id_session_id_fkey" FOREIGN KEY (tenant_id, session_id) REFERENCES public.sessions(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."session_patients"
  ADD CONSTRAINT "session_patients_tenant_id_session_id_fkey" FOREIGN KEY (tenant_id, session_id) REFERENCES public.sessions(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."sessions"
  ADD CONSTRAINT "sessions_status_fkey" FOREIGN KEY (status) REFERENCES public.session_statuses(key) ON DELETE RESTRICT;

ALTER TABLE "public"."sessions"
  ADD CONSTRAINT "sessions_tenant_id_room_id_fkey" FOREIGN KEY (tenant_id, room_id) REFERENCES public.rooms(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."sessions"
  ADD CONSTRAINT "sessions_tenant_id_series_id_fkey" FOREIGN KEY (tenant_id, series_id) REFERENCES public.session_series(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."sessions"
  ADD CONSTRAINT "sessions_tenant_id_session_type_id_fkey" FOREIGN KEY (tenant_id, session_type_id) REFERENCES public.session_types(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."sessions"
  ADD CONSTRAINT "therapist_is_free" EXCLUDE USING gist (tenant_id WITH =, therapist_id WITH =, during WITH &&) WHERE (blocks_time) DEFERRABLE;

ALTER TABLE "public"."agenda_exceptions"
  ADD CONSTRAINT "agenda_exceptions_tenant_id_therapist_id_fkey" FOREIGN KEY (tenant_id, therapist_id) REFERENCES public.therapists(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE "public"."session_series"
  ADD CONSTRAINT "session_series_tenant_id_therapist_id_fkey" FOREIGN KEY (tenant_id, therapist_id) REFERENCES public.therapists(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE "public"."sessions"
  ADD CONSTRAINT "sessions_tenant_id_therapist_id_fkey" FOREIGN KEY (tenant_id, therapist_id) REFERENCES public.therapists(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE "public"."therapists"
  ADD CONSTRAINT "therapists_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."therapists"
  ADD CONSTRAINT "therapists_tenant_id_supervisor_id_fkey" FOREIGN KEY (tenant_id, supervisor_id) REFERENCES public.therapists(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE "public"."working_hours"
  ADD CONSTRAINT "working_hours_tenant_id_room_id_fkey" FOREIGN KEY (tenant_id, room_id) REFERENCES public.rooms(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."working_hours"
  ADD CONSTRAINT "working_hours_tenant_id_therapist_id_fkey" FOREIGN KEY (tenant_id, therapist_id) REFERENCES public.therapists(tenant_id, user_id) ON DELETE CASCADE;

CREATE INDEX session_events_actor ON app.session_events USING btree (actor_id);

CREATE INDEX session_events_session ON app.session_events USING btree (tenant_id, session_id, id DESC);

CREATE INDEX agenda_day_notes_day ON public.agenda_day_notes USING btree (tenant_id, day);

CREATE INDEX agenda_exceptions_ends ON public.agenda_exceptions USING btree (tenant_id, ends_at);

CREATE INDEX agenda_exceptions_room ON public.agenda_exceptions USING btree (tenant_id, room_id)
  WHERE (room_id IS NOT NULL);

CREATE INDEX agenda_exceptions_therapist ON public.agenda_exceptions USING btree (tenant_id, therapist_id)
  WHERE (therapist_id IS NOT NULL);

CREATE INDEX clinic_holidays_day ON public.clinic_holidays USING btree (tenant_id, day);

CREATE INDEX session_patients_patient ON public.session_patients USING btree (tenant_id, patient_id);

CREATE INDEX session_patients_status ON public.session_patients USING btree (status);

CREATE INDEX session_series_parent ON public.session_series USING btree (tenant_id, parent_id)
  WHERE (parent_id IS NOT NULL);

CREATE INDEX session_series_room ON public.session_series USING btree (tenant_id, room_id)
  WHERE (room_id IS NOT NULL);

CREATE INDEX session_series_therapist ON public.session_series USING btree (tenant_id, therapist_id);

CREATE INDEX session_series_type ON public.session_series USING btree (tenant_id, session_type_id);

CREATE INDEX sessions_room ON public.sessions USING btree (tenant_id, room_id, starts_at)
  WHERE (room_id IS NOT NULL);

CREATE UNIQUE INDEX sessions_slot ON public.sessions USING btree (tenant_id, series_id, slot_date)
  WHERE (series_id IS NOT NULL);

CREATE INDEX sessions_starts ON public.sessions USING btree (tenant_id, starts_at);

CREATE INDEX sessions_status ON public.sessions USING btree (status);

CREATE INDEX sessions_therapist ON public.sessions USING btree (tenant_id, therapist_id, starts_at);

CREATE INDEX sessions_type ON public.sessions USING btree (tenant_id, session_type_id);

CREATE INDEX therapists_supervisor ON public.therapists USING btree (tenant_id, supervisor_id)
  WHERE (supervisor_id IS NOT NULL);

CREATE INDEX working_hours_room ON public.working_hours USING btree (tenant_id, room_id)
  WHERE (room_id IS NOT NULL);

CREATE INDEX working_hours_therapist ON public.working_hours USING btree (tenant_id, therapist_id);

CREATE TRIGGER agenda_day_notes_touch
  BEFORE UPDATE ON public.agenda_day_notes
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER agenda_exceptions_touch
  BEFORE UPDATE ON public.agenda_exceptions
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER agenda_settings_touch
  BEFORE UPDATE ON public.agenda_settings
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER rooms_touch
  BEFORE UPDATE ON public.rooms
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER session_patients_touch
  BEFORE UPDATE ON public.session_patients
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER session_series_touch
  BEFORE UPDATE ON public.session_series
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER session_types_touch
  BEFORE UPDATE ON public.session_types
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER sessions_block_time
  BEFORE INSERT OR UPDATE OF status, squeezed_in_at ON public.sessions
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_sessions__block_time();

CREATE TRIGGER sessions_touch
  BEFORE UPDATE ON public.sessions
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER tenant_members_rest_disabled
  AFTER UPDATE OF status ON public.tenant_members
  FOR EACH ROW
  WHEN ((new.status <> 'active'::text))
  EXECUTE FUNCTION app.tg_tenant_members__rest_therapist();

CREATE TRIGGER tenant_members_rest_therapist
  AFTER DELETE ON public.tenant_members
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_tenant_members__rest_therapist();

CREATE TRIGGER therapists_touch
  BEFORE UPDATE ON public.therapists
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE POLICY "select_nobody" ON "app"."session_events"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_members" ON "public"."agenda_day_notes"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."agenda_exceptions"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."agenda_settings"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."clinic_holidays"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."rooms"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."session_patients"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."session_series"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_signed_in" ON "public"."session_statuses"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) IS NOT NULL));

CREATE POLICY "select_members" ON "public"."session_types"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."sessions"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."therapists"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."working_hours"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

COMMENT ON COLUMN "app"."session_events"."due_at" IS 'When the grace period of the clinic is over: who is told of it is told then, and of all changes at once.';

COMMENT ON COLUMN "public"."session_series"."count" IS 'How many slots, the skipped and cancelled ones included.';

COMMENT ON COLUMN "public"."session_series"."nth" IS 'Of the month: 1 to 5, -1 for the last. A month without it has no slot.';

COMMENT ON COLUMN "public"."session_series"."parent_id" IS 'The series that this one went on from, after "this and following" was changed.';

COMMENT ON COLUMN "public"."session_series"."skipped" IS 'Days whose slot was left out.';

COMMENT ON COLUMN "public"."session_statuses"."prevails" IS 'Of several people in one session the highest is the status of the session.';

COMMENT ON COLUMN "public"."sessions"."blocks_time" IS 'Whether nobody else may have this time of therapist and room: by its status, unless it was squeezed in.';

COMMENT ON COLUMN "public"."sessions"."note" IS 'For the reception: nothing clinical.';

COMMENT ON COLUMN "public"."sessions"."slot_date" IS 'The day on which the series has it, also after it was moved.';

COMMENT ON COLUMN "public"."sessions"."therapist_id" IS 'therapists.user_id.';

COMMENT ON COLUMN "public"."sessions"."version" IS 'Rises with every change: who moves an older one is told.';

COMMENT ON COLUMN "public"."therapists"."name" IS 'As patients read it; begins as the name of the profile.';

COMMENT ON COLUMN "public"."therapists"."supervisor_id" IS 'Who countersigns what a trainee writes.';

COMMENT ON COLUMN "public"."therapists"."user_id" IS 'The person. No reference to the membership: somebody who left stays in past sessions, no longer active.';

COMMENT ON COLUMN "public"."working_hours"."counted_from" IS 'Any day of a week in which the rule holds; the others follow every so many weeks.';

COMMENT ON EXTENSION "btree_gist" IS 'support for indexing common datatypes in GiST';

COMMENT ON FUNCTION "app"."agenda_settings_of"(uuid) IS 'The settings of a clinic''s agenda, or the defaults.';

COMMENT ON FUNCTION "app"."blocks"(jsonb) IS 'Whether something stands in the way, of what app.session_hits answered.';

COMMENT ON FUNCTION "app"."cancel_sessions"(uuid, uuid[], text) IS 'Cancels locked sessions; who has an outcome of their own keeps it.';

COMMENT ON FUNCTION "app"."clinic_zone"(uuid) IS 'The time zone of a clinic.';

COMMENT ON FUNCTION "app"."easter"(integer) IS 'Easter Sunday of a year.';

COMMENT ON FUNCTION "app"."end_series_before"(public.session_series, integer, date) IS 'A series ends before its slot of that number and day.';

COMMENT ON FUNCTION "app"."expand_rule"(date, text, text[], integer, integer, date) IS 'The days of a rule, numbered from 1: weekly and every second week on weekdays (weeks counted from the Monday of the first), or the nth weekday (-1 the last) of each month that has one. 201 at most, which is one too many for a series.';

COMMENT ON FUNCTION "app"."first_open_session"(uuid, uuid) IS 'Where a change of a whole series begins: its first session to come, or, when all are past, the first without an outcome.';

COMMENT ON FUNCTION "app"."holidays_between"(uuid, date, date) IS 'National, optional and local holidays of some days.';

COMMENT ON FUNCTION "app"."insert_session"(public.sessions, uuid[], text) IS 'Writes a session with its people and its event.';

COMMENT ON FUNCTION "app"."local_moment"(timestamp without time zone, text) IS 'When the clocks of the zone show that time. A time that does not exist is read with the offset before the gap, of one that comes twice the first counts (RFC 5545).';

COMMENT ON FUNCTION "app"."local_text"(timestamp with time zone, text) IS 'A moment as the clinic''s clocks show it: 2026-12-01T15:00.';

COMMENT ON FUNCTION "app"."lock_agenda"(uuid, uuid[], uuid[]) IS 'Locks the agendas that a booking writes. Errors: PT404 therapist_not_found, PT404 room_not_found.';

COMMENT ON FUNCTION "app"."lock_series_of"(uuid, uuid, text) IS 'Locks the series of a session with all that belongs to it, before the session itself: the order of everybody.';

COMMENT ON FUNCTION "app"."lock_session"(uuid, uuid, integer) IS 'A session to be changed. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 session_not_found, PT409 changed_meanwhile.';

COMMENT ON FUNCTION "app"."move_one_session"(public.sessions, timestamp with time zone, timestamp with time zone, uuid, uuid, text) IS 'Moves a locked session. Errors: PT409 time_taken, PT404 therapist_not_found, PT404 room_not_found.';

COMMENT ON FUNCTION "app"."move_series"(public.sessions, timestamp with time zone, integer, uuid, uuid, text, jsonb, jsonb, text) IS 'This slot of a series and all later ones go on as a series of their own, which begins at the new moment; outcomes stay as they are. Everything is locked already. Errors: PT400 invalid_rule, PT400 invalid_date, PT400 invalid_moment, PT404 therapist_not_found, PT404 room_not_found, PT409 series_clashes, PT409 time_taken.';

COMMENT ON FUNCTION "app"."national_holidays"(integer) IS 'Holidays of Brazil by law (Lei 662/1949, 6.802/1980, 10.607/2002, 14.759/2023), and the days on which many do not work: optional.';

COMMENT ON FUNCTION "app"."note_session_event"(uuid, uuid, text, jsonb) IS 'Writes what happened to a session, after it happened; p_before is null for a new one.';

COMMENT ON FUNCTION "app"."nth_of_month"(date) IS 'Which of its weekday in the month a day is: 1 to 5.';

COMMENT ON FUNCTION "app"."occurrence_payload"(jsonb) IS 'An occurrence as screens show it.';

COMMENT ON FUNCTION "app"."places_taken"(uuid, uuid) IS 'How many take part in a session.';

COMMENT ON FUNCTION "app"."publish_sessions"(uuid, uuid[], date[]) IS 'Tells open screens which sessions changed; p_days are days that they have left.';

COMMENT ON FUNCTION "app"."put_session_status"(public.sessions, text, text, jsonb, text) IS 'Gives a locked session a status. Errors: PT409 time_taken.';

COMMENT ON FUNCTION "app"."require_agenda_keeper"(uuid) IS 'The caller''s role, for what belongs to the agenda of the whole clinic. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "app"."require_agenda_writer"(uuid, uuid[]) IS 'The caller''s role, if these agendas may be written: a therapist writes the own one, everybody else all. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "app"."require_color"(text, text) IS 'A colour that screens know. Errors: PT400 invalid_color.';

COMMENT ON FUNCTION "app"."require_decided"(jsonb) IS 'Refuses a series of which something is not decided. Errors: PT409 series_clashes.';

COMMENT ON FUNCTION "app"."require_link"(text) IS 'A link that somebody typed, or NULL. Errors: PT400 invalid_link.';

COMMENT ON FUNCTION "app"."require_session_status"(text) IS 'A status that a session can have. Errors: PT400 invalid_status.';

COMMENT ON FUNCTION "app"."series_occurrences"(public.sessions, public.session_series, jsonb, uuid[], text) IS 'Every session that a series would give, with what it meets and what was decided about it; is_open: somebody has to decide yet.';

COMMENT ON FUNCTION "app"."session_hits"(uuid, uuid, uuid, timestamp with time zone, timestamp with time zone, uuid[]) IS 'What a session at that time would meet: other sessions of the therapist or the room, absence and recess (blocks), holidays and time outside of the working hours (only said).';

COMMENT ON FUNCTION "app"."session_payload"(uuid, uuid) IS 'A session as screens show it.';

COMMENT ON FUNCTION "app"."session_state"(uuid, uuid) IS 'What an event says of a session: before and after.';

COMMENT ON FUNCTION "app"."sessions_payload"(uuid, uuid[]) IS 'Sessions as screens show them, in the order of the day.';

COMMENT ON FUNCTION "app"."tell_agenda"(uuid, text) IS 'Tells open screens which part of the agenda''s set-up changed.';

COMMENT ON FUNCTION "app"."typed_id"(text) IS 'An id in the text of a form, or NULL.';

COMMENT ON FUNCTION "app"."typed_moment"(text) IS 'What a screen says of a moment, in the clinic''s time: 2026-12-01T15:00. Errors: PT400 invalid_moment.';

COMMENT ON FUNCTION "app"."typed_number"(text) IS 'A whole number in the text of a form, or NULL.';

COMMENT ON FUNCTION "app"."typed_patients"(uuid, jsonb, integer) IS 'Who takes part, as a form says it. Errors: PT409 session_full, PT404 patient_not_found.';

COMMENT ON FUNCTION "app"."typed_rule"(jsonb, date) IS 'The rule of a form: {freq, weekdays, nth, count, until, skip}. Errors: PT400 invalid_rule, PT400 invalid_date.';

COMMENT ON FUNCTION "app"."typed_session"(uuid, jsonb) IS 'What a form says of a session; what it leaves out comes from the type. Errors: PT404 session_type_not_found, PT404 therapist_not_found, PT404 room_not_found, PT400 invalid_moment, PT400 invalid_link, PT400 invalid_price.';

COMMENT ON FUNCTION "app"."weekday_of"(date) IS 'mon to sun.';

COMMENT ON FUNCTION "app"."working_ranges"(uuid, date, date, uuid[]) IS 'When therapists work, by their weekly rules and with their extra hours. Absences are not taken out.';

COMMENT ON FUNCTION "public"."archive_room"(uuid, uuid, boolean) IS 'Caller: owner, admin, supervisor and operator. No longer offered, or again; sessions keep it. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 room_not_found.';

COMMENT ON FUNCTION "public"."archive_session_type"(uuid, uuid, boolean) IS 'Caller: owner, admin, supervisor and operator. No longer offered, or again. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 session_type_not_found.';

COMMENT ON FUNCTION "public"."book_series"(uuid, uuid, jsonb, jsonb) IS 'Caller: owner, admin, supervisor and operator; a therapist into the own agenda. p_series as in preview_series; p_decisions {date: {action: skip|cancel|keep|move|squeeze_in, start_local, reason}}. All or nothing: what meets another session, an absence, a recess or a holiday and is not decided refuses the whole. Answers {series_id, sessions, ids, skipped}; a repetition answers what is there. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT404 session_type_not_found, PT404 therapist_not_found, PT404 room_not_found, PT404 patient_not_found, PT400 invalid_moment, PT400 invalid_date, PT400 invalid_rule, PT400 invalid_link, PT400 invalid_price, PT409 session_full, PT409 series_clashes, PT409 time_taken.';

COMMENT ON FUNCTION "public"."book_session"(uuid, uuid, jsonb, text) IS 'Caller: owner, admin, supervisor and operator; a therapist into the own agenda. p_id comes from the client, and a repetition answers what is there. p_session {therapist_id, start_local, minutes, session_type_id, room_id, is_online, online_url, price_cents, capacity, title, note, patient_ids}; what is left out comes from the type. With p_squeeze_in_reason it goes over what is in the way, and says who did it and why. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT404 session_type_not_found, PT404 therapist_not_found, PT404 room_not_found, PT404 patient_not_found, PT400 invalid_moment, PT400 invalid_link, PT400 invalid_price, PT409 session_full, PT409 time_taken.';

COMMENT ON FUNCTION "public"."cancel_session"(uuid, uuid, integer, text, text) IS 'Caller: owner, admin, supervisor and operator; a therapist within the own agenda. Cancels this one, this and the following, or all to come; what has an outcome stays. They remain in the agenda, and their time is free. Answers {session, cancelled, ids}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_scope, PT404 session_not_found, PT409 changed_meanwhile.';

COMMENT ON FUNCTION "public"."change_session"(uuid, uuid, integer, jsonb) IS 'Caller: owner, admin, supervisor and operator; a therapist within the own agenda. p_changes {session_type_id, room_id, is_online, online_url, price_cents, capacity, title, note}: keys that are not there stay. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 session_not_found, PT409 changed_meanwhile, PT404 session_type_not_found, PT404 room_not_found, PT400 invalid_link, PT400 invalid_price, PT409 session_full, PT409 time_taken.';

COMMENT ON FUNCTION "public"."check_session"(uuid, uuid, text, integer, uuid, uuid) IS 'Caller: members. What a session at that time would meet, before anybody drops it: {is_free, may_squeeze_in, hits}. p_session_id is the one that is being moved. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_moment.';

COMMENT ON FUNCTION "public"."delete_agenda_day_note"(uuid, uuid) IS 'Caller: members. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 note_not_found.';

COMMENT ON FUNCTION "public"."delete_agenda_exception"(uuid, uuid) IS 'Caller: owner, admin, supervisor and operator; a therapist the own ones. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 exception_not_found.';

COMMENT ON FUNCTION "public"."delete_clinic_holiday"(uuid, uuid) IS 'Caller: owner, admin, supervisor and operator. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 holiday_not_found.';

COMMENT ON FUNCTION "public"."find_free_slots"(uuid, uuid, integer, text, integer, uuid, uuid) IS 'Caller: members. The next times in which a therapist works and is free for so long (with a room: the room too), 60 days ahead; no absence, recess or holiday. p_session_id is the one that is being moved. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_moment.';

COMMENT ON FUNCTION "public"."get_agenda_settings"(uuid) IS 'Caller: members. {grace_minutes, week_starts_on, grid_from, grid_until, slot_minutes, time_zone}. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."get_session"(uuid, uuid) IS 'Caller: members. A session with the rule of its series, how its people are reached, and what happened to it. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 session_not_found.';

COMMENT ON FUNCTION "public"."join_session"(uuid, uuid, uuid) IS 'Caller: owner, admin, supervisor and operator; a therapist within the own agenda. One more person, as long as there is a place. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 session_not_found, PT404 patient_not_found, PT409 session_closed, PT409 session_full.';

COMMENT ON FUNCTION "public"."leave_session"(uuid, uuid, uuid) IS 'Caller: owner, admin, supervisor and operator; a therapist within the own agenda. Somebody takes part no longer: the place is free, the session stays. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 session_not_found, PT404 patient_not_found.';

COMMENT ON FUNCTION "public"."list_agenda"(uuid, date, date, uuid[], uuid[]) IS 'Caller: members. All that a screen shows of some days (62 at most, p_to included): {time_zone, from, to, sessions, working_hours, exceptions, holidays, day_notes}. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_date.';

COMMENT ON FUNCTION "public"."list_agenda_exceptions"(uuid, date, date) IS 'Caller: members. Absences, extra hours and recess of some days. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_holidays"(uuid, integer) IS 'Caller: members. National holidays, days on which many do not work (optional), and the clinic''s own (local, with an id). Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_patient_sessions"(uuid, uuid, jsonb, integer) IS 'Caller: members. Sessions of a patient, to come and past, the latest first. p_after: {starts_at, id} of the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found.';

COMMENT ON FUNCTION "public"."list_rooms"(uuid, boolean) IS 'Caller: members. Rooms in order; p_archived: also those that are no longer offered. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_session_types"(uuid, boolean) IS 'Caller: members. What the clinic offers, in order; p_archived: also what it no longer does. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_therapists"(uuid, boolean) IS 'Caller: members. Who has an agenda, in the order of its columns; p_inactive: also who has none any more. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_working_hours"(uuid, uuid) IS 'Caller: members. Weekly rules of one therapist, or of all. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."move_session"(uuid, uuid, integer, text, integer, uuid, uuid, text, jsonb, jsonb, text) IS 'Caller: owner, admin, supervisor and operator; a therapist within the own agenda. p_version is the one that was read; NULL for start, minutes, therapist and room: as it is (p_set {"room_id": null} takes the room away). p_scope this, following (this slot and later ones go on as a series that begins there, with the rule changed by p_set {freq, weekdays, nth, count, until}) or all (the same from the first open one to come). p_decisions as in book_series. Answers {session, moved, ids}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_scope, PT404 session_not_found, PT409 changed_meanwhile, PT409 session_closed, PT400 invalid_moment, PT404 therapist_not_found, PT404 room_not_found, PT409 time_taken, PT409 series_clashes, PT400 invalid_rule.';

COMMENT ON FUNCTION "public"."preview_series"(uuid, jsonb, jsonb) IS 'Caller: members. What a series would give, before anything is booked: {occurrences, count, undecided, last_date}. p_series: book_session''s p_session with freq (weekly, biweekly, monthly_nth), weekdays, nth, count, until, skip. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 session_type_not_found, PT404 therapist_not_found, PT404 room_not_found, PT400 invalid_moment, PT400 invalid_date, PT400 invalid_rule, PT400 invalid_link, PT400 invalid_price.';

COMMENT ON FUNCTION "public"."save_agenda_day_note"(uuid, uuid, date, text) IS 'Caller: members. What the team should know of a day. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 missing_client_id, PT400 empty_body, PT400 invalid_date.';

COMMENT ON FUNCTION "public"."save_agenda_exception"(uuid, uuid, jsonb) IS 'Caller: owner, admin, supervisor and operator; a therapist the own ones. p_exception {kind: absence|extra|recess, therapist_id (null for recess), from_local, until_local, room_id, title}; a date alone is the whole day. Answers {exception, sessions: what is booked meanwhile, which nothing changes}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_exception, PT400 invalid_moment, PT404 therapist_not_found, PT404 room_not_found.';

COMMENT ON FUNCTION "public"."save_agenda_settings"(uuid, jsonb) IS 'Caller: owner, admin, supervisor and operator. Keys that are not there stay. Answers get_agenda_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_settings.';

COMMENT ON FUNCTION "public"."save_clinic_holiday"(uuid, uuid, date, text) IS 'Caller: owner, admin, supervisor and operator. A holiday of the state, the city or the clinic; no session is changed. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_date, PT400 invalid_name.';

COMMENT ON FUNCTION "public"."save_room"(uuid, uuid, text, integer) IS 'Caller: owner, admin, supervisor and operator. A room; p_id comes from the client. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_name, PT400 missing_client_id, PT409 name_in_use.';

COMMENT ON FUNCTION "public"."save_session_type"(uuid, uuid, jsonb) IS 'Caller: owner, admin, supervisor and operator. p_type {name, minutes, price_cents, color, capacity, is_online, position}: keys that are not there stay. Sessions that are booked keep what they have. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_session_type, PT400 invalid_color, PT409 name_in_use.';

COMMENT ON FUNCTION "public"."save_therapist"(uuid, uuid, jsonb) IS 'Caller: owner, admin and supervisor for any active member; a therapist the own row, without supervisor_id and is_active. p_therapist {name, council, council_region, council_number, color, position, supervisor_id, is_active}: keys that are not there stay. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 assignee_not_a_member, PT400 invalid_name, PT400 invalid_council, PT400 invalid_color, PT404 therapist_not_found.';

COMMENT ON FUNCTION "public"."save_working_hours"(uuid, uuid, jsonb) IS 'Caller: owner, admin, supervisor and operator; a therapist the own ones. p_hours [{weekday, from_time, until_time, room_id, every_weeks, counted_from}] replaces all rules of the therapist; no session is changed. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_hours, PT400 invalid_date, PT404 therapist_not_found, PT404 room_not_found.';

COMMENT ON FUNCTION "public"."set_attendance"(uuid, uuid, uuid, text) IS 'Caller: owner, admin, supervisor and operator; a therapist within the own agenda. What became of one person of a session; the session takes the status that prevails. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 session_not_found, PT400 invalid_status, PT404 patient_not_found, PT409 session_full, PT409 time_taken.';

COMMENT ON FUNCTION "public"."set_session_status"(uuid, uuid, text, integer) IS 'Caller: owner, admin, supervisor and operator; a therapist within the own agenda. One click: scheduled, confirmed, attended, missed, excused or cancelled, and back; for everybody who stood as the session did. Without p_version the last one counts. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 session_not_found, PT400 invalid_status, PT409 changed_meanwhile, PT409 time_taken.';

COMMENT ON TABLE "app"."session_events" IS 'Every change of a session with what it was before and after, written in its transaction.';

COMMENT ON TABLE "public"."agenda_day_notes" IS 'What the team should know of a day: "dedetização às 18h".';

COMMENT ON TABLE "public"."agenda_exceptions" IS 'Absences, extra hours and recess. None of them changes a session that is there.';

COMMENT ON TABLE "public"."agenda_settings" IS 'How a clinic''s agenda looks and how long a change may be taken back before anybody is told. No row: the defaults.';

COMMENT ON TABLE "public"."clinic_holidays" IS 'Days of the state, of the city or of the clinic itself. National ones are computed (app.national_holidays).';

COMMENT ON TABLE "public"."rooms" IS 'Rooms of a clinic: nobody is booked twice into one.';

COMMENT ON TABLE "public"."session_patients" IS 'Who takes part in a session, and whether they came.';

COMMENT ON TABLE "public"."session_series" IS 'Weekly, every second week (counted from the Monday of the first), or the nth weekday of each month, at one time of the clinic''s clock.';

COMMENT ON TABLE "public"."session_statuses" IS 'scheduled, confirmed, attended, missed, excused, cancelled: which of them take the time of therapist and room, and which are an outcome.';

COMMENT ON TABLE "public"."session_types" IS 'What a clinic offers: how long it takes, what it costs, how many take part.';

COMMENT ON TABLE "public"."sessions" IS 'The agenda: when somebody is seen, by whom, where, and what became of it. Nothing clinical is here.';

COMMENT ON TABLE "public"."therapists" IS 'Members who treat: their council and the colour of their agenda. Any active member may be one.';

COMMENT ON TABLE "public"."working_hours" IS 'Weekly rules of a therapist, in the clinic''s time. What lies outside of them can be booked, and the screen says so.';

REVOKE ALL ON FUNCTION "app"."agenda_settings_of"(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."agenda_settings_of"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."agenda_settings_of"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."agenda_settings_of"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."blocks"(jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."blocks"(jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."blocks"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."blocks"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."cancel_sessions"(uuid, uuid[], text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."cancel_sessions"(uuid, uuid[], text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."cancel_sessions"(uuid, uuid[], text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."clinic_zone"(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."clinic_zone"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."clinic_zone"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."clinic_zone"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."easter"(integer) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."easter"(integer) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."easter"(integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."easter"(integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."end_series_before"(public.session_series, integer, date) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."end_series_before"(public.session_series, integer, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."end_series_before"(public.session_series, integer, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."expand_rule"(date, text, text[], integer, integer, date) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."expand_rule"(date, text, text[], integer, integer, date) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."expand_rule"(date, text, text[], integer, integer, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."expand_rule"(date, text, text[], integer, integer, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."first_open_session"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."first_open_session"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."first_open_session"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."holidays_between"(uuid, date, date) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."holidays_between"(uuid, date, date) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."holidays_between"(uuid, date, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."holidays_between"(uuid, date, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."insert_session"(public.sessions, uuid[], text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."insert_session"(public.sessions, uuid[], text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."insert_session"(public.sessions, uuid[], text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."local_moment"(timestamp WITHOUT time zone, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."local_moment"(timestamp WITHOUT time zone, text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."local_moment"(timestamp WITHOUT time zone, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."local_moment"(timestamp WITHOUT time zone, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."local_text"(timestamp WITH time zone, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."local_text"(timestamp WITH time zone, text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."local_text"(timestamp WITH time zone, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."local_text"(timestamp WITH time zone, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."lock_agenda"(uuid, uuid[], uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lock_agenda"(uuid, uuid[], uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lock_agenda"(uuid, uuid[], uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."lock_series_of"(uuid, uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lock_series_of"(uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lock_series_of"(uuid, uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."lock_session"(uuid, uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lock_session"(uuid, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lock_session"(uuid, uuid, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."move_one_session"(public.sessions, timestamp WITH time zone, timestamp WITH time zone, uuid, uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."move_one_session"(public.sessions, timestamp WITH time zone, timestamp WITH time zone, uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."move_one_session"(public.sessions, timestamp WITH time zone, timestamp WITH time zone, uuid, uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."move_series"(public.sessions, timestamp WITH time zone, integer, uuid, uuid, text, jsonb, jsonb, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."move_series"(public.sessions, timestamp WITH time zone, integer, uuid, uuid, text, jsonb, jsonb, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."move_series"(public.sessions, timestamp WITH time zone, integer, uuid, uuid, text, jsonb, jsonb, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."national_holidays"(integer) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."national_holidays"(integer) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."national_holidays"(integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."national_holidays"(integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."note_session_event"(uuid, uuid, text, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."note_session_event"(uuid, uuid, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_session_event"(uuid, uuid, text, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."nth_of_month"(date) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."nth_of_month"(date) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."nth_of_month"(date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."nth_of_month"(date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."occurrence_payload"(jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."occurrence_payload"(jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."occurrence_payload"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."occurrence_payload"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."places_taken"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."places_taken"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."places_taken"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."publish_sessions"(uuid, uuid[], date[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."publish_sessions"(uuid, uuid[], date[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."publish_sessions"(uuid, uuid[], date[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."put_session_status"(public.sessions, text, text, jsonb, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."put_session_status"(public.sessions, text, text, jsonb, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."put_session_status"(public.sessions, text, text, jsonb, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_agenda_keeper"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_agenda_keeper"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_agenda_keeper"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_agenda_writer"(uuid, uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_agenda_writer"(uuid, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_agenda_writer"(uuid, uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_color"(text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_color"(text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_color"(text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_decided"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_decided"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_decided"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_link"(text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."require_link"(text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."require_link"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_link"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_session_status"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_session_status"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_session_status"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."series_occurrences"(public.sessions, public.session_series, jsonb, uuid[], text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."series_occurrences"(public.sessions, public.session_series, jsonb, uuid[], text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."series_occurrences"(public.sessions, public.session_series, jsonb, uuid[], text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."series_occurrences"(public.sessions, public.session_series, jsonb, uuid[], text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."session_hits"(uuid, uuid, uuid, timestamp WITH time zone, timestamp WITH time zone, uuid[]) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."session_hits"(uuid, uuid, uuid, timestamp WITH time zone, timestamp WITH time zone, uuid[]) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."session_hits"(uuid, uuid, uuid, timestamp WITH time zone, timestamp WITH time zone, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."session_hits"(uuid, uuid, uuid, timestamp WITH time zone, timestamp WITH time zone, uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."session_payload"(uuid, uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."session_payload"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."session_payload"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."session_payload"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."session_state"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."session_state"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."session_state"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."sessions_payload"(uuid, uuid[]) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."sessions_payload"(uuid, uuid[]) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."sessions_payload"(uuid, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."sessions_payload"(uuid, uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tell_agenda"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tell_agenda"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tell_agenda"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_sessions__block_time"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_sessions__block_time"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_sessions__block_time"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_tenant_members__rest_therapist"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_tenant_members__rest_therapist"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_tenant_members__rest_therapist"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."typed_id"(text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."typed_id"(text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."typed_id"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."typed_id"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."typed_moment"(text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."typed_moment"(text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."typed_moment"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."typed_moment"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."typed_number"(text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."typed_number"(text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."typed_number"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."typed_number"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."typed_patients"(uuid, jsonb, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."typed_patients"(uuid, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."typed_patients"(uuid, jsonb, integer) TO "postgres";

REVOKE ALL ON FUNCTION "app"."typed_rule"(jsonb, date) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."typed_rule"(jsonb, date) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."typed_rule"(jsonb, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."typed_rule"(jsonb, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."typed_session"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."typed_session"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."typed_session"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."typed_session"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."weekday_of"(date) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."weekday_of"(date) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."weekday_of"(date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."weekday_of"(date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."working_ranges"(uuid, date, date, uuid[]) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."working_ranges"(uuid, date, date, uuid[]) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."working_ranges"(uuid, date, date, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."working_ranges"(uuid, date, date, uuid[]) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."archive_room"(uuid, uuid, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."archive_room"(uuid, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."archive_room"(uuid, uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."archive_session_type"(uuid, uuid, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."archive_session_type"(uuid, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."archive_session_type"(uuid, uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."book_series"(uuid, uuid, jsonb, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."book_series"(uuid, uuid, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."book_series"(uuid, uuid, jsonb, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."book_session"(uuid, uuid, jsonb, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."book_session"(uuid, uuid, jsonb, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."book_session"(uuid, uuid, jsonb, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_session"(uuid, uuid, integer, text, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."cancel_session"(uuid, uuid, integer, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_session"(uuid, uuid, integer, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."change_session"(uuid, uuid, integer, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."change_session"(uuid, uuid, integer, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."change_session"(uuid, uuid, integer, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."check_session"(uuid, uuid, text, integer, uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."check_session"(uuid, uuid, text, integer, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."check_session"(uuid, uuid, text, integer, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_agenda_day_note"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."delete_agenda_day_note"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_agenda_day_note"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_agenda_exception"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."delete_agenda_exception"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_agenda_exception"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_clinic_holiday"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."delete_clinic_holiday"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_clinic_holiday"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."find_free_slots"(uuid, uuid, integer, text, integer, uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."find_free_slots"(uuid, uuid, integer, text, integer, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."find_free_slots"(uuid, uuid, integer, text, integer, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_agenda_settings"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_agenda_settings"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_agenda_settings"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_session"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_session"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_session"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."join_session"(uuid, uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."join_session"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."join_session"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."leave_session"(uuid, uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."leave_session"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."leave_session"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_agenda"(uuid, date, date, uuid[], uuid[]) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_agenda"(uuid, date, date, uuid[], uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_agenda"(uuid, date, date, uuid[], uuid[]) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_agenda_exceptions"(uuid, date, date) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_agenda_exceptions"(uuid, date, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_agenda_exceptions"(uuid, date, date) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_holidays"(uuid, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_holidays"(uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_holidays"(uuid, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_patient_sessions"(uuid, uuid, jsonb, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_patient_sessions"(uuid, uuid, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_patient_sessions"(uuid, uuid, jsonb, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_rooms"(uuid, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_rooms"(uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_rooms"(uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_session_types"(uuid, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_session_types"(uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_session_types"(uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_therapists"(uuid, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_therapists"(uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_therapists"(uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_working_hours"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_working_hours"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_working_hours"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."move_session"(uuid, uuid, integer, text, integer, uuid, uuid, text, jsonb, jsonb, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."move_session"(uuid, uuid, integer, text, integer, uuid, uuid, text, jsonb, jsonb, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."move_session"(uuid, uuid, integer, text, integer, uuid, uuid, text, jsonb, jsonb, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."preview_series"(uuid, jsonb, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."preview_series"(uuid, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."preview_series"(uuid, jsonb, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_agenda_day_note"(uuid, uuid, date, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_agenda_day_note"(uuid, uuid, date, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_agenda_day_note"(uuid, uuid, date, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_agenda_exception"(uuid, uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_agenda_exception"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_agenda_exception"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_agenda_settings"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_agenda_settings"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_agenda_settings"(uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_clinic_holiday"(uuid, uuid, date, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_clinic_holiday"(uuid, uuid, date, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_clinic_holiday"(uuid, uuid, date, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_room"(uuid, uuid, text, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_room"(uuid, uuid, text, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_room"(uuid, uuid, text, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_session_type"(uuid, uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_session_type"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_session_type"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_therapist"(uuid, uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_therapist"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_therapist"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_working_hours"(uuid, uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_working_hours"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_working_hours"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_attendance"(uuid, uuid, uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."set_attendance"(uuid, uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_attendance"(uuid, uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_session_status"(uuid, uuid, text, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."set_session_status"(uuid, uuid, text, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_session_status"(uuid, uuid, text, integer) TO "postgres";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "app"."session_events" TO "service_role";

REVOKE ALL ON TABLE "public"."agenda_day_notes" FROM "authenticated";

GRANT SELECT ON TABLE "public"."agenda_day_notes" TO "authenticated";

REVOKE ALL ON TABLE "public"."agenda_day_notes" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."agenda_day_notes" TO "service_role";

REVOKE ALL ON TABLE "public"."agenda_exceptions" FROM "authenticated";

GRANT SELECT ON TABLE "public"."agenda_exceptions" TO "authenticated";

REVOKE ALL ON TABLE "public"."agenda_exceptions" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."agenda_exceptions" TO "service_role";

REVOKE ALL ON TABLE "public"."agenda_settings" FROM "authenticated";

GRANT SELECT ON TABLE "public"."agenda_settings" TO "authenticated";

REVOKE ALL ON TABLE "public"."agenda_settings" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."agenda_settings" TO "service_role";

REVOKE ALL ON TABLE "public"."clinic_holidays" FROM "authenticated";

GRANT SELECT ON TABLE "public"."clinic_holidays" TO "authenticated";

REVOKE ALL ON TABLE "public"."clinic_holidays" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."clinic_holidays" TO "service_role";

REVOKE ALL ON TABLE "public"."rooms" FROM "authenticated";

GRANT SELECT ON TABLE "public"."rooms" TO "authenticated";

REVOKE ALL ON TABLE "public"."rooms" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."rooms" TO "service_role";

REVOKE ALL ON TABLE "public"."session_patients" FROM "authenticated";

GRANT SELECT ON TABLE "public"."session_patients" TO "authenticated";

REVOKE ALL ON TABLE "public"."session_patients" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."session_patients" TO "service_role";

REVOKE ALL ON TABLE "public"."session_series" FROM "authenticated";

GRANT SELECT ON TABLE "public"."session_series" TO "authenticated";

REVOKE ALL ON TABLE "public"."session_series" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."session_series" TO "service_role";

REVOKE ALL ON TABLE "public"."session_statuses" FROM "authenticated";

GRANT SELECT ON TABLE "public"."session_statuses" TO "authenticated";

REVOKE ALL ON TABLE "public"."session_statuses" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."session_statuses" TO "service_role";

REVOKE ALL ON TABLE "public"."session_types" FROM "authenticated";

GRANT SELECT ON TABLE "public"."session_types" TO "authenticated";

REVOKE ALL ON TABLE "public"."session_types" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."session_types" TO "service_role";

REVOKE ALL ON TABLE "public"."sessions" FROM "authenticated";

GRANT SELECT ON TABLE "public"."sessions" TO "authenticated";

REVOKE ALL ON TABLE "public"."sessions" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."sessions" TO "service_role";

REVOKE ALL ON TABLE "public"."therapists" FROM "authenticated";

GRANT SELECT ON TABLE "public"."therapists" TO "authenticated";

REVOKE ALL ON TABLE "public"."therapists" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."therapists" TO "service_role";

REVOKE ALL ON TABLE "public"."working_hours" FROM "authenticated";

GRANT SELECT ON TABLE "public"."working_hours" TO "authenticated";

REVOKE ALL ON TABLE "public"."working_hours" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."working_hours" TO "service_role";

COMMENT ON COLUMN "public"."session_types"."capacity" IS 'How many people: 1 for one, 2 for a couple, more for a group.';

insert into public.session_statuses (key, position, blocks_time, is_outcome, prevails) values
  ('scheduled', 1, true, false, 4),
  ('confirmed', 2, true, false, 5),
  ('attended', 3, true, true, 6),
  ('missed', 4, true, true, 3),
  ('excused', 5, false, true, 2),
  ('cancelled', 6, false, true, 1)
on conflict (key) do update set
  position = excluded.position, blocks_time = excluded.blocks_time, is_outcome = excluded.is_outcome, prevails = excluded.prevails;
