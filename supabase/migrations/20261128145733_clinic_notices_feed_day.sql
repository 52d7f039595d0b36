-- clinic notices feed day: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "app"."agenda_feeds" (
  "tenant_id"  uuid                     NOT NULL,
  "user_id"    uuid                     NOT NULL,
  "token_hash" bytea                    NOT NULL,
  "created_at" timestamp with time zone NOT NULL DEFAULT now(),
  "read_at"    timestamp with time zone,
  CONSTRAINT "agenda_feeds_pkey" PRIMARY KEY (tenant_id, user_id)
);

ALTER TABLE "app"."agenda_feeds"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."event_subscribers" (
  "event"    text NOT NULL,
  "job_kind" text NOT NULL,
  CONSTRAINT "event_is_domain_and_verb" CHECK ((event ~ '^[a-z_]+\.[a-z_]+$'::text)),
  CONSTRAINT "event_subscribers_pkey" PRIMARY KEY (EVENT, job_kind)
);

ALTER TABLE "app"."event_subscribers"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."session_notice_wishes" (
  "tenant_id"  uuid                     NOT NULL,
  "patient_id" uuid                     NOT NULL,
  "session_id" uuid                     NOT NULL,
  "told"       jsonb                    NOT NULL,
  "due_at"     timestamp with time zone NOT NULL,
  CONSTRAINT "session_notice_wishes_pkey" PRIMARY KEY (tenant_id, patient_id, session_id)
);

ALTER TABLE "app"."session_notice_wishes"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."session_notice_settings" (
  "tenant_id"       uuid                     NOT NULL,
  "tells_booked"    boolean                  NOT NULL DEFAULT true,
  "tells_moved"     boolean                  NOT NULL DEFAULT true,
  "tells_cancelled" boolean                  NOT NULL DEFAULT true,
  "updated_at"      timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "session_notice_settings_pkey" PRIMARY KEY (tenant_id)
);

ALTER TABLE "public"."session_notice_settings"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."session_notice_settings" FROM "anon";

CREATE TABLE "public"."session_notices" (
  "tenant_id"   uuid                     NOT NULL,
  "id"          uuid                     NOT NULL,
  "patient_id"  uuid                     NOT NULL,
  "session_ids" uuid[]                   NOT NULL,
  "body"        text                     NOT NULL,
  "message_id"  uuid,
  "skipped"     text,
  "created_at"  timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "is_about_sessions" CHECK ((cardinality(session_ids) > 0)),
  CONSTRAINT "session_notices_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "was_sent_or_skipped" CHECK (((message_id IS NULL) <> (skipped IS NULL)))
);

ALTER TABLE "public"."session_notices"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."session_notices" FROM "anon";

CREATE OR REPLACE FUNCTION app.moment_in_words (
  p_at   timestamp with time zone,
  p_zone text
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select (array['domingo', 'segunda', 'terça', 'quarta', 'quinta', 'sexta', 'sábado'])[extract(dow from l.at)::integer + 1]
    || ', ' || to_char(l.at, 'FMDD/FMMM') || case when extract(year from l.at) <> extract(year from now() at time zone p_zone)
      then to_char(l.at, '/YYYY') else '' end
    || ', às ' || to_char(l.at, 'FMHH24"h"') || case when to_char(l.at, 'MI') = '00' then '' else to_char(l.at, 'MI') end
  from (select p_at at time zone p_zone as at) l;
$function$;

CREATE OR REPLACE FUNCTION app.polite_moment (
  p_at   timestamp with time zone,
  p_zone text
)
  RETURNS timestamp WITH time zone
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case
    when local.at::time < '07:00' then (local.at::date + time '07:00') at time zone p_zone
    when local.at::time >= '21:00' then (local.at::date + 1 + time '07:00') at time zone p_zone
    else p_at end
  from (select p_at at time zone p_zone as at) local;
$function$;

CREATE OR REPLACE FUNCTION app.publish_event (
  p_tenant_id uuid,
  p_event     text,
  p_payload   jsonb
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  insert into app.jobs (tenant_id, kind, payload)
  select p_tenant_id, s.job_kind, jsonb_build_object('event', p_event, 'at', now()) || p_payload
  from app.event_subscribers s where s.event = p_event order by s.job_kind;
$function$;

CREATE OR REPLACE FUNCTION app.read_agenda_feed (
  p_tenant_id uuid,
  p_secret    text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_user uuid;
begin
  update app.agenda_feeds f set read_at = now() from public.tenant_members m
  where f.tenant_id = p_tenant_id and f.token_hash = sha256(convert_to(p_secret, 'UTF8'))
    and m.tenant_id = p_tenant_id and m.user_id = f.user_id and m.status = 'active'
  returning f.user_id into v_user;
  if v_user is null then
    raise sqlstate 'PT404' using message = 'feed_not_found', hint = 'Make a new link in the agenda.';
  end if;
  return jsonb_build_object(
    'clinic', (select t.name from public.tenants t where t.id = p_tenant_id),
    'sessions', coalesce((
      select jsonb_agg(jsonb_build_object(
          'id', s.id, 'version', s.version, 'starts_at', s.starts_at, 'ends_at', s.ends_at,
          'is_cancelled', s.status = 'cancelled', 'type', y.name, 'room', r.name, 'online_url', s.online_url,
          'initials', (
            select string_agg(upper(left(p.name, 1)) || '.' || case when position(' ' in p.name) > 0
              then upper(left(regexp_replace(p.name, '^.* ', ''), 1)) || '.' else '' end, ' e ' order by m.position, p.id)
            from public.session_patients m join public.patients p on p.tenant_id = p_tenant_id and p.id = m.patient_id
            where m.tenant_id = p_tenant_id and m.session_id = s.id))
        order by s.starts_at, s.id)
      from public.sessions s
      join public.session_types y on y.tenant_id = p_tenant_id and y.id = s.session_type_id
      left join public.rooms r on r.tenant_id = p_tenant_id and r.id = s.room_id
      where s.tenant_id = p_tenant_id and s.therapist_id = v_user
        and s.starts_at between now() - interval '30 days' and now() + interval '180 days'), '[]'));
end;
$function$;

CREATE OR REPLACE FUNCTION app.send_session_notice (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_id         uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_due timestamptz;
  v_sessions uuid[];
  v_lines text[];
  v_body text;
  v_key text;
  v_created jsonb := jsonb_build_object('skipped', 'no_conversation');
begin
  select max(l.due_at) into v_due from (
    select w.due_at from app.session_notice_wishes w
    where w.tenant_id = p_tenant_id and w.patient_id = p_patient_id order by w.session_id for update) l;
  if v_due is null or v_due > now() then
    return jsonb_build_object('skipped', 'nothing_due');
  end if;
  select array_agg(l.session_id), array_agg(l.line) into v_sessions, v_lines
  from app.session_notice_lines(p_tenant_id, p_patient_id) l;
  delete from app.session_notice_wishes w where w.tenant_id = p_tenant_id and w.patient_id = p_patient_id;
  if v_lines is null then
    return jsonb_build_object('skipped', 'unchanged');
  end if;
  select 'Olá, ' || split_part(p.name, ' ', 1) || '! Aqui é da ' || t.name || E'.\n\n• '
    || array_to_string(v_lines[:12], E'\n• ')
    || case when cardinality(v_lines) > 12 then format(E'\n• e mais %s', cardinality(v_lines) - 12) else '' end
    || E'\n\nQualquer dúvida, é só responder por aqui.'
  into v_body
  from public.patients p join public.tenants t on t.id = p_tenant_id
  where p.tenant_id = p_tenant_id and p.id = p_patient_id;
  v_key := app.thread_to_tell(p_tenant_id, p_patient_id);
  if v_key is not null then
    v_created := app.create_automation_message(p_tenant_id, v_key, p_id, v_body, 'session_notice');
  end if;
  insert into public.session_notices (tenant_id, id, patient_id, session_ids, body, message_id, skipped)
  values (p_tenant_id, p_id, p_patient_id, v_sessions, v_body, (v_created #>> '{message,id}')::uuid, v_created ->> 'skipped');
  perform app.broadcast(p_tenant_id, 'session_notice', jsonb_build_object('session_ids', v_sessions));
  return v_created;
end;
$function$;

CREATE OR REPLACE FUNCTION app.session_facts (
  p_state      jsonb,
  p_patient_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object(
    'starts_at', p_state ->> 'starts_at', 'therapist_id', p_state ->> 'therapist_id',
    'is_online', coalesce((p_state ->> 'is_online')::boolean, false),
    'stands', coalesce(p_state ->> 'status', 'cancelled') <> 'cancelled' and exists (
      select 1 from jsonb_array_elements(p_state -> 'patients') p
      where p ->> 'patient_id' = p_patient_id::text and p ->> 'status' <> 'cancelled'));
$function$;

CREATE OR REPLACE FUNCTION app.session_notice_lines (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS TABLE (
    session_id uuid,
    line       text
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with seen as (
    select w.session_id, s.starts_at, w.told, app.session_facts(jsonb_build_object('starts_at', s.starts_at,
        'therapist_id', s.therapist_id, 'is_online', s.is_online, 'status', s.status, 'patients', coalesce((
          select jsonb_agg(jsonb_build_object('patient_id', m.patient_id, 'status', m.status)) from public.session_patients m
          where m.tenant_id = p_tenant_id and m.session_id = s.id), '[]')), p_patient_id) as facts,
      s.is_online, s.online_url, th.name as therapist, t.time_zone as zone
    from app.session_notice_wishes w
    join public.sessions s on s.tenant_id = p_tenant_id and s.id = w.session_id
    join public.therapists th on th.tenant_id = p_tenant_id and th.user_id = s.therapist_id
    join public.tenants t on t.id = p_tenant_id
    where w.tenant_id = p_tenant_id and w.patient_id = p_patient_id),
  kinds as (
    select n.*, case
      when (n.told ->> 'stands')::boolean and not (n.facts ->> 'stands')::boolean then 'cancelled'
      when not (n.told ->> 'stands')::boolean and (n.facts ->> 'stands')::boolean then 'booked'
      when (n.facts ->> 'stands')::boolean and (
        (n.told ->> 'starts_at')::timestamptz <> n.starts_at or n.told ->> 'therapist_id' <> n.facts ->> 'therapist_id'
        or n.told ->> 'is_online' <> n.facts ->> 'is_online') then 'moved' end as kind
    from seen n)
  select k.session_id, case k.kind
      when 'booked' then 'Sessão marcada: ' || app.moment_in_words(k.starts_at, k.zone)
      when 'cancelled' then 'Sessão desmarcada: ' || app.moment_in_words((k.told ->> 'starts_at')::timestamptz, k.zone)
      when 'moved' then case when (k.told ->> 'starts_at')::timestamptz = k.starts_at
        then 'Sessão alterada: ' || app.moment_in_words(k.starts_at, k.zone)
        else 'Sessão remarcada: de ' || app.moment_in_words((k.told ->> 'starts_at')::timestamptz, k.zone)
          || ' para ' || app.moment_in_words(k.starts_at, k.zone) end
    end || ', com ' || k.therapist || case
      when k.kind <> 'cancelled' and k.is_online then ', online' || coalesce(': ' || k.online_url, '') else '' end
  from kinds k
  left join public.session_notice_settings o on o.tenant_id = p_tenant_id
  where case k.kind when 'booked' then coalesce(o.tells_booked, true) when 'moved' then coalesce(o.tells_moved, true)
    when 'cancelled' then coalesce(o.tells_cancelled, true) else false end
    and greatest(k.starts_at, (k.told ->> 'starts_at')::timestamptz) > now()
  order by k.starts_at, k.session_id;
$function$;

CREATE OR REPLACE FUNCTION app.tg_patients__publish()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.publish_event(new.tenant_id, 'patient.' || case
      when tg_op = 'INSERT' then 'created'
      when old.archived_at is null and new.archived_at is not null then 'archived'
      when old.archived_at is not null and new.archived_at is null then 'restored'
      else 'changed' end, jsonb_build_object('patient_id', new.id));
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_session_events__publish()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.publish_event(new.tenant_id, 'session.' || new.kind,
    jsonb_build_object('session_id', new.session_id, 'before', new.before, 'after', new.after));
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_session_events__wish_notice()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_zone text;
  v_due timestamptz;
  v_told jsonb;
  v_now jsonb;
  v_patient uuid;
begin
  select t.time_zone into v_zone from public.tenants t where t.id = new.tenant_id;
  -- by the minute, so that the sessions of a series wait for the same job
  v_due := app.polite_moment(date_trunc('minute', new.due_at) + interval '1 minute', v_zone);
  for v_patient in
    select distinct (p ->> 'patient_id')::uuid from jsonb_array_elements(
      coalesce(new.before -> 'patients', '[]') || coalesce(new.after -> 'patients', '[]')) p
    order by 1
  loop
    v_told := app.session_facts(new.before, v_patient);
    v_now := app.session_facts(new.after, v_patient);
    continue when v_told = v_now
      or greatest((v_told ->> 'starts_at')::timestamptz, (v_now ->> 'starts_at')::timestamptz) < now();
    insert into app.session_notice_wishes as w (tenant_id, patient_id, session_id, told, due_at)
    values (new.tenant_id, v_patient, new.session_id, v_told, v_due)
    on conflict (tenant_id, patient_id, session_id) do update set due_at = greatest(w.due_at, excluded.due_at);
    perform app.enqueue_at(new.tenant_id, 'session_notice', jsonb_build_object('id', v_patient), v_due);
  end loop;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.thread_to_tell (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_threads uuid[];
  v_phone text;
  v_name text;
  v_thread uuid;
begin
  select coalesce(array_agg(x.thread_id) filter (where x.thread_id is not null), '{}'), min(x.phone), min(x.name)
  into v_threads, v_phone, v_name
  from (
    select app.thread_of_phone(p_tenant_id, r.phone) as thread_id, r.phone, r.full_name as name
    from public.patient_relations r
    where r.tenant_id = p_tenant_id and r.patient_id = p_patient_id and r.is_told and r.phone is not null
    union all
    select t.thread_id, null, null from public.patient_relations r
    cross join lateral app.threads_of_patient(p_tenant_id, r.related_patient_id) t (thread_id)
    where r.tenant_id = p_tenant_id and r.patient_id = p_patient_id and r.is_told and r.related_patient_id is not null
  ) x;
  if cardinality(v_threads) = 0 and v_phone is null then
    select coalesce(array_agg(t.thread_id) filter (where t.thread_id is not null), '{}') into v_threads
    from app.threads_of_patient(p_tenant_id, p_patient_id) t (thread_id);
    select c.phone, p.name into v_phone, v_name
    from public.contact_phones c join public.patients p on p.tenant_id = p_tenant_id and p.id = c.patient_id
    where c.tenant_id = p_tenant_id and c.patient_id = p_patient_id
    order by c.is_primary desc, c.position limit 1;
  end if;
  if cardinality(v_threads) = 0 then
    if v_phone is null then
      return null;
    end if;
    v_thread := app.resolve_thread(p_tenant_id, jsonb_build_object('phone', v_phone), v_name, 'person');
    v_threads := array[v_thread];
  end if;
  return (
    select t.thread_key from public.conversation_threads t
    where t.tenant_id = p_tenant_id and t.id = any (v_threads)
    order by t.last_message_at desc nulls last, t.id limit 1);
end;
$function$;

CREATE OR REPLACE FUNCTION app.today_line (
  t public.conversation_threads
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('thread_key', t.thread_key, 'id', t.id, 'contact_name', t.contact_name, 'phone', t.phone,
    'is_group', t.is_group, 'preview', t.last_message_preview, 'kind', t.last_message_kind, 'assigned_to', t.assigned_to,
    'picture_path', t.picture_path, 'waiting_since', t.waiting_since, 'last_message_at', t.last_message_at);
$function$;

CREATE OR REPLACE FUNCTION public.create_agenda_feed (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_secret text := translate(encode(extensions.gen_random_bytes(32), 'base64'), E'+/=\n', '-_');
begin
  perform app.require_member(p_tenant_id);
  insert into app.agenda_feeds as f (tenant_id, user_id, token_hash)
  values (p_tenant_id, auth.uid(), sha256(convert_to(v_secret, 'UTF8')))
  on conflict (tenant_id, user_id) do update set token_hash = excluded.token_hash, created_at = now(), read_at = null;
  return jsonb_build_object('token', p_tenant_id || '.' || v_secret);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."create_agenda_feed"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_agenda_feed (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return (
    select jsonb_build_object('created_at', f.created_at, 'read_at', f.read_at) from app.agenda_feeds f
    where f.tenant_id = p_tenant_id and f.user_id = auth.uid());
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_agenda_feed"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_session_notice_settings (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return (
    select jsonb_build_object('tells_booked', coalesce(s.tells_booked, true), 'tells_moved', coalesce(s.tells_moved, true),
      'tells_cancelled', coalesce(s.tells_cancelled, true))
    from public.tenants t left join public.session_notice_settings s on s.tenant_id = p_tenant_id where t.id = p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_session_notice_settings"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_session_notices (
  p_tenant_id  uuid,
  p_session_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return jsonb_build_object(
    'due_at', (select min(w.due_at) from app.session_notice_wishes w
      join public.patients p on p.tenant_id = p_tenant_id and p.id = w.patient_id
      where w.tenant_id = p_tenant_id and w.session_id = p_session_id),
    'notices', coalesce((
      select jsonb_agg(jsonb_build_object('id', n.id, 'patient_id', n.patient_id, 'patient_name', p.name, 'body', n.body,
          'skipped', n.skipped, 'status', m.status, 'created_at', n.created_at) order by n.created_at desc, n.id)
      from public.session_patients s
      join public.session_notices n on n.tenant_id = p_tenant_id and n.patient_id = s.patient_id
        and n.session_ids @> array[p_session_id]
      join public.patients p on p.tenant_id = p_tenant_id and p.id = n.patient_id
      left join public.conversation_messages m on m.tenant_id = p_tenant_id and m.id = n.message_id
      where s.tenant_id = p_tenant_id and s.session_id = p_session_id), '[]'));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_session_notices"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_todays_sessions (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
  v_zone text := app.clinic_zone(p_tenant_id);
  v_today timestamptz := date_trunc('day', now(), v_zone);
  v_lines constant integer := 12;
  v_answer jsonb;
begin
  with mine as materialized (
    select s.id, s.starts_at, s.ends_at, s.status, s.blocks_time, k.is_outcome
    from public.sessions s join public.session_statuses k on k.key = s.status
    where s.tenant_id = p_tenant_id and s.starts_at >= v_today and s.starts_at < v_today + interval '2 days'
      and (v_role <> 'therapist' or s.therapist_id = auth.uid())),
  -- what is over and noted needs nobody any more
  today as (
    select m.id, row_number() over (order by m.starts_at, m.id) as place from mine m
    where m.starts_at < v_today + interval '1 day' and not m.is_outcome),
  unconfirmed as (
    select m.id, row_number() over (order by m.starts_at, m.id) as place from mine m
    where m.starts_at > now() and m.status = 'scheduled')
  select jsonb_build_object('day', to_char(v_today at time zone v_zone, 'YYYY-MM-DD'),
    'today', jsonb_build_object('total', (select count(*) from today), 'done', (
        select count(*) from mine m where m.starts_at < v_today + interval '1 day' and m.is_outcome),
      'sessions', app.sessions_payload(p_tenant_id, (select array_agg(t.id) from today t where t.place <= v_lines))),
    'unconfirmed', jsonb_build_object('total', (select count(*) from unconfirmed),
      'sessions', app.sessions_payload(p_tenant_id, (select array_agg(u.id) from unconfirmed u where u.place <= v_lines))))
  into v_answer;
  return v_answer;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_todays_sessions"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.revoke_agenda_feed (
  p_tenant_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  delete from app.agenda_feeds f where f.tenant_id = p_tenant_id and f.user_id = auth.uid();
end;
$function$;

REVOKE ALL ON FUNCTION "public"."revoke_agenda_feed"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_session_notice_settings (
  p_tenant_id       uuid,
  p_tells_booked    boolean,
  p_tells_moved     boolean,
  p_tells_cancelled boolean
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_leader(p_tenant_id);
  insert into public.session_notice_settings as s (tenant_id, tells_booked, tells_moved, tells_cancelled)
  values (p_tenant_id, coalesce(p_tells_booked, true), coalesce(p_tells_moved, true), coalesce(p_tells_cancelled, true))
  on conflict (tenant_id) do update set tells_booked = excluded.tells_booked, tells_moved = excluded.tells_moved,
    tells_cancelled = excluded.tells_cancelled, updated_at = clock_timestamp();
  return public.get_session_notice_settings(p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_session_notice_settings"(uuid, boolean, boolean, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.skip_session_notice (
  p_tenant_id  uuid,
  p_session_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  delete from app.session_notice_wishes w where w.tenant_id = p_tenant_id and w.session_id = p_session_id;
  perform app.broadcast(p_tenant_id, 'session_notice', jsonb_build_object('session_ids', array[p_session_id]));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."skip_session_notice"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."agenda_feeds"
  ADD CONSTRAINT "agenda_feeds_tenant_id_user_id_fkey" FOREIGN KEY (tenant_id, user_id) REFERENCES public.tenant_members(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE "app"."event_subscribers"
  ADD CONSTRAINT "event_subscribers_job_kind_fkey" FOREIGN KEY (job_kind) REFERENCES app.job_kinds(kind) ON DELETE CASCADE;

ALTER TABLE "app"."session_notice_wishes"
  ADD CONSTRAINT "session_notice_wishes_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "app"."session_notice_wishes"
  ADD CONSTRAINT "session_notice_wishes_tenant_id_session_id_fkey" FOREIGN KEY (tenant_id, session_id) REFERENCES public.sessions(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."session_notice_settings"
  ADD CONSTRAINT "session_notice_settings_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."session_notices"
  ADD CONSTRAINT "session_notices_tenant_id_patient_id_fkey" FOREIGN KEY (tenant_id, patient_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

CREATE INDEX event_subscribers_kind ON app.event_subscribers USING btree (job_kind);

CREATE INDEX session_notice_wishes_session ON app.session_notice_wishes USING btree (tenant_id, session_id);

CREATE INDEX session_notices_patient ON public.session_notices USING btree (tenant_id, patient_id, created_at DESC);

CREATE TRIGGER session_events_publish
  AFTER INSERT ON app.session_events
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_session_events__publish();

CREATE TRIGGER session_events_wish_notice
  AFTER INSERT ON app.session_events
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_session_events__wish_notice();

CREATE TRIGGER patients_publish
  AFTER INSERT OR UPDATE ON public.patients
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_patients__publish();

CREATE POLICY "select_nobody" ON "app"."agenda_feeds"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."event_subscribers"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."session_notice_wishes"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_members" ON "public"."session_notice_settings"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."session_notices"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

COMMENT ON COLUMN "app"."agenda_feeds"."token_hash" IS 'SHA-256 of the secret in the link, which is shown once and never stored.';

COMMENT ON COLUMN "app"."session_notice_wishes"."told" IS '{starts_at, therapist_id, is_online, stands: whether the patient was to come}.';

COMMENT ON COLUMN "public"."session_notices"."skipped" IS 'Why no message was written: the code of the refusal, or no_conversation.';

COMMENT ON FUNCTION "app"."polite_moment"(timestamp with time zone, text) IS 'The given moment, or 7 o''clock after it when it lies in the night of the zone.';

COMMENT ON FUNCTION "app"."publish_event"(uuid, text, jsonb) IS 'Event <domain>.<verb>, told to the kinds of job in app.event_subscribers; their payload is {event, at} and p_payload.';

COMMENT ON FUNCTION "app"."read_agenda_feed"(uuid, text) IS 'Caller: agenda-feed. {clinic, sessions: [{id, version, starts_at, ends_at, is_cancelled, type, room, online_url, initials}]} of whoever made the link, from 30 days ago to 180 days ahead. People are initials: the calendar that reads it belongs to somebody else. Errors: PT404 feed_not_found.';

COMMENT ON FUNCTION "app"."send_session_notice"(uuid, uuid, uuid) IS 'Caller: workers, when a grace period is over. One message about all changes of a patient that still stand, in the conversation of whoever is told; answers {skipped: code} when there is nothing to say or no way to say it. p_id becomes the notice and its message.';

COMMENT ON FUNCTION "app"."thread_to_tell"(uuid, uuid) IS 'Caller: workers. Key of the conversation for notices about a patient; NULL when there is neither conversation nor number.';

COMMENT ON FUNCTION "public"."create_agenda_feed"(uuid) IS 'Caller: members, for themselves. {token}: the secret of a link to the own agenda, shown once; the link before it ends. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."get_agenda_feed"(uuid) IS 'Caller: members. {created_at, read_at: when a calendar last asked|null} of the own link; NULL without one. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."get_session_notice_settings"(uuid) IS 'Caller: members. {tells_booked, tells_moved, tells_cancelled}: of what patients are told by message. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_session_notices"(uuid, uuid) IS 'Caller: members. {due_at: when patients will be told of the latest changes|null, notices: [{id, patient_id, patient_name, body, skipped: code|null, status: of the message|null, created_at}]}, newest first. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_todays_sessions"(uuid) IS 'Caller: members; a therapist sees the own. {day, today: {total, done, sessions}, unconfirmed: {total, sessions}}: what is still to come or to be noted today, and who has not confirmed for today or tomorrow; twelve of each, by their time, in the day of the clinic. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."revoke_agenda_feed"(uuid) IS 'Caller: members. The own link answers nobody any more. Safe to repeat. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."save_session_notice_settings"(uuid, boolean, boolean, boolean) IS 'Caller: owner, admin, supervisor. Of what patients are told by message; answers as get_session_notice_settings. Errors: PT401 not_signed_in, PT403 not_a_member | forbidden.';

COMMENT ON FUNCTION "public"."skip_session_notice"(uuid, uuid) IS 'Caller: members. What changed until now is not told by a notice; what changes later is. Safe to repeat. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON TABLE "app"."agenda_feeds" IS 'Links of agendas for calendars outside. Ends with the membership.';

COMMENT ON TABLE "app"."event_subscribers" IS 'Each event becomes one job of each kind that listens to it, in the transaction of what happened. The domain that tells knows none of those that listen.';

COMMENT ON TABLE "app"."session_notice_wishes" IS 'Changes of sessions that a patient was not told of yet. The notice compares what was told with how the session stands when it is sent, so what was undone meanwhile is not told.';

COMMENT ON TABLE "public"."session_notice_settings" IS 'Of which changes of a session the patient is told by message.';

COMMENT ON TABLE "public"."session_notices" IS 'Notices about sessions that were booked, moved or cancelled; one for all changes of a patient within the grace period.';

REVOKE ALL ON FUNCTION "app"."moment_in_words"(timestamp WITH time zone, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."moment_in_words"(timestamp WITH time zone, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."moment_in_words"(timestamp WITH time zone, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."polite_moment"(timestamp WITH time zone, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."polite_moment"(timestamp WITH time zone, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."polite_moment"(timestamp WITH time zone, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."publish_event"(uuid, text, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."publish_event"(uuid, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."publish_event"(uuid, text, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."read_agenda_feed"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."read_agenda_feed"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."read_agenda_feed"(uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."read_agenda_feed"(uuid, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."send_session_notice"(uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."send_session_notice"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."send_session_notice"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."send_session_notice"(uuid, uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."session_facts"(jsonb, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."session_facts"(jsonb, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."session_facts"(jsonb, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."session_notice_lines"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."session_notice_lines"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."session_notice_lines"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_patients__publish"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_patients__publish"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_patients__publish"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_session_events__publish"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_session_events__publish"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_session_events__publish"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_session_events__wish_notice"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_session_events__wish_notice"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_session_events__wish_notice"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."thread_to_tell"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."thread_to_tell"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."thread_to_tell"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."create_agenda_feed"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."create_agenda_feed"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."create_agenda_feed"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_agenda_feed"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_agenda_feed"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_agenda_feed"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_session_notice_settings"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_session_notice_settings"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_session_notice_settings"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_session_notices"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_session_notices"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_session_notices"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_todays_sessions"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_todays_sessions"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_todays_sessions"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."revoke_agenda_feed"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."revoke_agenda_feed"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."revoke_agenda_feed"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_session_notice_settings"(uuid, boolean, boolean, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_session_notice_settings"(uuid, boolean, boolean, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_session_notice_settings"(uuid, boolean, boolean, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."skip_session_notice"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."skip_session_notice"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."skip_session_notice"(uuid, uuid) TO "postgres";

REVOKE ALL ON TABLE "public"."session_notice_settings" FROM "authenticated";

GRANT SELECT ON TABLE "public"."session_notice_settings" TO "authenticated";

REVOKE ALL ON TABLE "public"."session_notice_settings" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."session_notice_settings" TO "service_role";

REVOKE ALL ON TABLE "public"."session_notices" FROM "authenticated";

GRANT SELECT ON TABLE "public"."session_notices" TO "authenticated";

REVOKE ALL ON TABLE "public"."session_notices" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."session_notices" TO "service_role";

insert into app.job_kinds (kind, open_function, dead_function, revive_function, summary_function) values
  ('send_message', 'app.open_sends', 'app.give_up_send', 'app.revive_sends', 'app.message_job_summary'),
  ('opt_out_ack', null, null, null, 'app.message_job_summary'),
  ('opt_in_ack', null, null, null, 'app.message_job_summary')
on conflict (kind) do update set
  open_function = excluded.open_function, dead_function = excluded.dead_function,
  revive_function = excluded.revive_function, summary_function = excluded.summary_function;

-- Jobs of a moment to come: a conversation says itself what became of them, so Filas does not list them.
insert into app.job_kinds (kind, is_listed, dead_function) values
  ('send_scheduled', false, 'app.give_up_scheduled'),
  ('wake_conversation', false, null)
on conflict (kind) do update set is_listed = excluded.is_listed, dead_function = excluded.dead_function;
-- A gateway may need its time to give a file out: its lease is longer than that of a message.
insert into app.job_kinds (kind, lease_seconds, max_attempts, open_function, dead_function, revive_function, summary_function) values
  ('fetch_media', 240, 10, 'app.open_media_fetches', 'app.give_up_media', 'app.revive_media', 'app.message_job_summary')
on conflict (kind) do update set
  lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, open_function = excluded.open_function,
  dead_function = excluded.dead_function, revive_function = excluded.revive_function, summary_function = excluded.summary_function;
insert into app.job_kinds (kind, max_attempts, is_listed, open_function) values ('remove_media', 100, false, 'app.open_media_removals')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, open_function = excluded.open_function;
insert into app.job_kinds (kind, open_function, summary_function) values ('change_message', 'app.open_message_changes', 'app.message_job_summary')
on conflict (kind) do update set open_function = excluded.open_function, summary_function = excluded.summary_function;
-- Whoever was not told after some minutes has no use for it any more.
insert into app.job_kinds (kind, max_attempts, backoff_cap_seconds, is_listed, open_function) values
  ('send_push', 5, 120, false, 'app.open_pushes')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, backoff_cap_seconds = excluded.backoff_cap_seconds,
  is_listed = excluded.is_listed, open_function = excluded.open_function;
-- A page of a chat is written in one go; the job renews its lease with every page.
insert into app.job_kinds (kind, lease_seconds, max_attempts, open_function, dead_function, revive_function) values
  ('import_history', 120, 20, 'app.open_history_imports', 'app.give_up_history_import', 'app.revive_history_imports')
on conflict (kind) do update set
  lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, open_function = excluded.open_function,
  dead_function = excluded.dead_function, revive_function = excluded.revive_function;
-- A picture that cannot be had is none: initials stand there, and the next one that is announced is fetched.
insert into app.job_kinds (kind, max_attempts, is_listed, open_function) values ('fetch_picture', 5, false, 'app.open_picture_fetches')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, open_function = excluded.open_function;

-- A notice says itself what became of it.
insert into app.job_kinds (kind, is_listed) values ('session_notice', false)
on conflict (kind) do update set is_listed = excluded.is_listed;
