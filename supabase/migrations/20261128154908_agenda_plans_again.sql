-- agenda plans again: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

DROP FUNCTION "app"."agenda_settings_of"(uuid);

DROP FUNCTION "app"."blocks"(jsonb);

DROP FUNCTION "app"."clinic_zone"(uuid);

DROP FUNCTION "app"."first_open_session"(uuid, uuid);

DROP FUNCTION "app"."holidays_between"(uuid, date, date);

DROP FUNCTION "app"."local_text"(timestamp WITH time zone, text);

DROP FUNCTION "app"."national_holidays"(integer);

DROP FUNCTION "app"."nth_of_month"(date);

DROP FUNCTION "app"."occurrence_payload"(jsonb);

DROP FUNCTION "app"."places_taken"(uuid, uuid);

DROP FUNCTION "app"."publish_sessions"(uuid, uuid[], date[]);

DROP FUNCTION "app"."session_payload"(uuid, uuid);

DROP FUNCTION "app"."session_state"(uuid, uuid);

DROP FUNCTION "app"."sessions_payload"(uuid, uuid[]);

DROP FUNCTION "app"."typed_id"(text);

DROP FUNCTION "app"."typed_number"(text);

DROP FUNCTION "app"."weekday_of"(date);

CREATE OR REPLACE FUNCTION app.agenda_settings_of (
  p_tenant_id uuid
)
  RETURNS public.agenda_settings
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_row public.agenda_settings;
begin
  select * into v_row from public.agenda_settings s where s.tenant_id = p_tenant_id;
  if v_row.tenant_id is null then
    v_row := row(p_tenant_id, 3::smallint, 'mon', '07:00'::time, '20:00'::time, 30::smallint, now());
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.blocks (
  p_hits jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
begin
  return (
    select p_hits @> '[{"blocks": true}]');
end;
$function$;

CREATE OR REPLACE FUNCTION app.clinic_zone (
  p_tenant_id uuid
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return (
    select t.time_zone from public.tenants t where t.id = p_tenant_id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.first_open_session (
  p_tenant_id uuid,
  p_series_id uuid
)
  RETURNS public.sessions
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_row public.sessions;
begin
  select s.* into v_row from public.sessions s
  join public.session_statuses u on u.key = s.status and not u.is_outcome
  where s.tenant_id = p_tenant_id and s.series_id = p_series_id
  order by s.starts_at < now(), s.slot_date limit 1;
  return v_row;
end;
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
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return query
    select null::uuid, n.day, n.name, n.scope
    from generate_series(extract(year from p_from)::int, extract(year from p_to)::int) y, app.national_holidays(y) n
    where n.day between p_from and p_to
    union all
    select h.id, h.day, h.name, 'local' from public.clinic_holidays h where h.tenant_id = p_tenant_id and h.day between p_from and p_to;
end;
$function$;

CREATE OR REPLACE FUNCTION app.local_text (
  p_moment timestamp with time zone,
  p_zone   text
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
begin
  return (
    select to_char(p_moment at time zone p_zone, 'YYYY-MM-DD"T"HH24:MI'));
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
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
begin
  return query
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
end;
$function$;

CREATE OR REPLACE FUNCTION app.nth_of_month (
  p_day date
)
  RETURNS integer
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
begin
  return (
    select (extract(day from p_day)::int + 6) / 7);
end;
$function$;

CREATE OR REPLACE FUNCTION app.occurrence_payload (
  p_occurrence jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
begin
  return (
    select (p_occurrence - 'day' - 'is_open' - 'reason') || jsonb_build_object('date', p_occurrence -> 'day'));
end;
$function$;

CREATE OR REPLACE FUNCTION app.places_taken (
  p_tenant_id  uuid,
  p_session_id uuid
)
  RETURNS bigint
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return (
    select count(*) from public.session_patients p
    join public.session_statuses u on u.key = p.status and u.blocks_time
    where p.tenant_id = p_tenant_id and p.session_id = p_session_id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.publish_sessions (
  p_tenant_id uuid,
  p_ids       uuid[],
  p_days      date[] DEFAULT '{}'::date[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_days date[];
  v_session jsonb;
begin
  if cardinality(p_ids) = 0 then
    return null;
  end if;
  select p_days || coalesce(array_agg((s.starts_at at time zone v_zone)::date), '{}') into v_days
  from public.sessions s where s.tenant_id = p_tenant_id and s.id = any (p_ids);
  if cardinality(p_ids) = 1 then
    v_session := app.session_payload(p_tenant_id, p_ids[1]);
  end if;
  perform app.broadcast(p_tenant_id, 'session', jsonb_build_object('ids', to_jsonb(p_ids[1:200]),
    'from', (select min(d) from unnest(v_days) d), 'to', (select max(d) from unnest(v_days) d),
    'session', v_session));
  return v_session;
end;
$function$;

CREATE OR REPLACE FUNCTION app.session_payload (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return (
    select app.sessions_payload(p_tenant_id, array[p_id]) -> 0);
end;
$function$;

CREATE OR REPLACE FUNCTION app.session_state (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return (
    select jsonb_build_object('starts_at', s.starts_at, 'ends_at', s.ends_at, 'therapist_id', s.therapist_id, 'room_id', s.room_id,
      'session_type_id', s.session_type_id, 'status', s.status, 'is_online', s.is_online, 'patients', coalesce((
        select jsonb_agg(jsonb_build_object('patient_id', p.patient_id, 'status', p.status) order by p.position, p.patient_id)
        from public.session_patients p where p.tenant_id = p_tenant_id and p.session_id = p_id), '[]'))
    from public.sessions s where s.tenant_id = p_tenant_id and s.id = p_id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.sessions_payload (
  p_tenant_id uuid,
  p_ids       uuid[]
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
    select coalesce(jsonb_agg(jsonb_build_object(
        'id', s.id, 'therapist_id', s.therapist_id, 'therapist_name', t.name, 'color', t.color, 'room_id', s.room_id, 'room_name', r.name,
        'session_type_id', s.session_type_id, 'type_name', y.name, 'type_color', y.color, 'starts_at', s.starts_at, 'ends_at', s.ends_at,
        'starts_local', to_char(s.starts_at at time zone v_zone, 'YYYY-MM-DD"T"HH24:MI'),
        'ends_local', to_char(s.ends_at at time zone v_zone, 'YYYY-MM-DD"T"HH24:MI'), 'status', s.status,
        'blocks_time', s.blocks_time, 'is_online', s.is_online, 'online_url', s.online_url, 'price_cents', s.price_cents,
        'capacity', s.capacity)
      || jsonb_build_object('title', s.title, 'note', s.note, 'series_id', s.series_id, 'slot_date', s.slot_date,
        'squeezed_in', case when s.squeezed_in_at is not null then jsonb_build_object(
          'by', s.squeezed_in_by, 'by_name', f.full_name, 'at', s.squeezed_in_at, 'reason', s.squeezed_in_reason) end,
        'cancel_reason', s.cancel_reason, 'version', s.version, 'patients', coalesce(p.patients, '[]')) order by s.starts_at, s.id), '[]')
    from public.sessions s
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
    ) p on p.session_id = s.id
    where s.tenant_id = p_tenant_id and s.id = any (p_ids));
end;
$function$;

CREATE OR REPLACE FUNCTION app.typed_id (
  p_text text
)
  RETURNS uuid
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
begin
  return (
    select case when p_text ~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then p_text::uuid end);
end;
$function$;

CREATE OR REPLACE FUNCTION app.typed_number (
  p_text text
)
  RETURNS integer
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
begin
  return (
    select case when p_text ~ '^-?[0-9]{1,9}$' then p_text::int end);
end;
$function$;

CREATE OR REPLACE FUNCTION app.weekday_of (
  p_day date
)
  RETURNS text
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
begin
  return (
    select (array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])[extract(isodow from p_day)::int]);
end;
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
    from (
      select g::date as day, date_trunc('week', g)::date as monday, app.weekday_of(g::date) as weekday
      from generate_series(p_from::timestamp, p_to::timestamp, '1 day') g offset 0
    ) d
    join public.working_hours h on h.tenant_id = p_tenant_id and h.weekday = d.weekday
      and (d.monday - date_trunc('week', h.counted_from::timestamp)::date) / 7 % h.every_weeks = 0
    where p_therapist_ids is null or h.therapist_id = any (p_therapist_ids)
    union all
    select e.therapist_id, e.room_id, (e.starts_at at time zone v_zone)::date, e.starts_at, e.ends_at, true
    from public.agenda_exceptions e
    where e.tenant_id = p_tenant_id and e.kind = 'extra' and (p_therapist_ids is null or e.therapist_id = any (p_therapist_ids))
      and e.ends_at > app.local_moment(p_from::timestamp, v_zone) and e.starts_at < app.local_moment((p_to + 1)::timestamp, v_zone);
end;
$function$;

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
  return app.publish_sessions(p_tenant_id, array[p_id]);
exception
  when unique_violation then
    -- the same call, twice at once
    return app.session_payload(p_tenant_id, p_id);
  when exclusion_violation then
    raise sqlstate 'PT409' using message = 'time_taken', detail = app.session_hits(
      p_tenant_id, v_row.therapist_id, v_row.room_id, v_row.starts_at, v_row.ends_at)::text;
end;
$function$;

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
  return app.publish_sessions(p_tenant_id, array[p_id]);
end;
$function$;

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
  perform from public.patients p
  where p.tenant_id = p_tenant_id and p.id = p_patient_id and p.archived_at is null for key share;
  if not found then
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
  return app.publish_sessions(p_tenant_id, array[p_id]);
end;
$function$;

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
  return app.publish_sessions(p_tenant_id, array[p_id]);
end;
$function$;

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
  return app.publish_sessions(p_tenant_id, array[p_id]);
end;
$function$;

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
  return app.publish_sessions(p_tenant_id, array[p_id]);
end;
$function$;

COMMENT ON FUNCTION "app"."agenda_settings_of"(uuid) IS 'The settings of a clinic''s agenda, or the defaults.';

COMMENT ON FUNCTION "app"."blocks"(jsonb) IS 'Whether something stands in the way, of what app.session_hits answered.';

COMMENT ON FUNCTION "app"."clinic_zone"(uuid) IS 'The time zone of a clinic.';

COMMENT ON FUNCTION "app"."first_open_session"(uuid, uuid) IS 'Where a change of a whole series begins: its first session to come, or, when all are past, the first without an outcome.';

COMMENT ON FUNCTION "app"."holidays_between"(uuid, date, date) IS 'National, optional and local holidays of some days.';

COMMENT ON FUNCTION "app"."local_text"(timestamp with time zone, text) IS 'A moment as the clinic''s clocks show it: 2026-12-01T15:00.';

COMMENT ON FUNCTION "app"."national_holidays"(integer) IS 'Holidays of Brazil by law (Lei 662/1949, 6.802/1980, 10.607/2002, 14.759/2023), and the days on which many do not work: optional.';

COMMENT ON FUNCTION "app"."nth_of_month"(date) IS 'Which of its weekday in the month a day is: 1 to 5.';

COMMENT ON FUNCTION "app"."occurrence_payload"(jsonb) IS 'An occurrence as screens show it.';

COMMENT ON FUNCTION "app"."places_taken"(uuid, uuid) IS 'How many take part in a session.';

COMMENT ON FUNCTION "app"."publish_sessions"(uuid, uuid[], date[]) IS 'Tells open screens which sessions changed; p_days are days that they have left. Answers the session, when it is one.';

COMMENT ON FUNCTION "app"."session_payload"(uuid, uuid) IS 'A session as screens show it.';

COMMENT ON FUNCTION "app"."session_state"(uuid, uuid) IS 'What an event says of a session: before and after.';

COMMENT ON FUNCTION "app"."sessions_payload"(uuid, uuid[]) IS 'Sessions as screens show them, in the order of the day.';

COMMENT ON FUNCTION "app"."typed_id"(text) IS 'An id in the text of a form, or NULL.';

COMMENT ON FUNCTION "app"."typed_number"(text) IS 'A whole number in the text of a form, or NULL.';

COMMENT ON FUNCTION "app"."weekday_of"(date) IS 'mon to sun.';

REVOKE ALL ON FUNCTION "app"."agenda_settings_of"(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."agenda_settings_of"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."agenda_settings_of"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."agenda_settings_of"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."blocks"(jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."blocks"(jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."blocks"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."blocks"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."clinic_zone"(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."clinic_zone"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."clinic_zone"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."clinic_zone"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."first_open_session"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."first_open_session"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."first_open_session"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."holidays_between"(uuid, date, date) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."holidays_between"(uuid, date, date) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."holidays_between"(uuid, date, date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."holidays_between"(uuid, date, date) TO "postgres";

REVOKE ALL ON FUNCTION "app"."local_text"(timestamp WITH time zone, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."local_text"(timestamp WITH time zone, text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."local_text"(timestamp WITH time zone, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."local_text"(timestamp WITH time zone, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."national_holidays"(integer) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."national_holidays"(integer) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."national_holidays"(integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."national_holidays"(integer) TO "postgres";

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

REVOKE ALL ON FUNCTION "app"."typed_id"(text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."typed_id"(text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."typed_id"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."typed_id"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."typed_number"(text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."typed_number"(text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."typed_number"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."typed_number"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."weekday_of"(date) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."weekday_of"(date) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."weekday_of"(date) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."weekday_of"(date) TO "postgres";
