-- agenda locks: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

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
        s.starts_at, s.ends_at, s.id, s.status, s.therapist_id, s.room_id
      from public.sessions s
      join public.session_statuses u on u.key = s.status and u.blocks_time
      where s.tenant_id = p_tenant_id and s.starts_at < p_ends_at and s.starts_at > p_starts_at - interval '12 hours'
        and s.ends_at > p_starts_at and s.id <> all (p_ignore) and (s.therapist_id = p_therapist_id or s.room_id = p_room_id)
      union all
      select e.kind, true, e.title, e.starts_at, e.ends_at, null, null, null, null
      from public.agenda_exceptions e
      where e.tenant_id = p_tenant_id and e.kind in ('absence', 'recess') and coalesce(e.therapist_id, p_therapist_id) = p_therapist_id
        and e.starts_at < p_ends_at and e.ends_at > p_starts_at
      union all
      select 'holiday', false, h.name, app.local_moment(h.day::timestamp, v_zone), app.local_moment((h.day + 1)::timestamp, v_zone), null, null, null,
        null
      from app.holidays_between(p_tenant_id, v_first, v_last) h where h.scope <> 'optional'
      union all
      select 'outside_hours', false, null, p_starts_at, p_ends_at, null, null, null, null
      where exists (select from public.working_hours w where w.tenant_id = p_tenant_id and w.therapist_id = p_therapist_id)
        and not coalesce((
          select range_agg(tstzrange(w.starts_at, w.ends_at)) @> tstzrange(p_starts_at, p_ends_at)
          from app.working_ranges(p_tenant_id, v_first - 1, v_last, array[p_therapist_id]) w), false)
    )
    select jsonb_agg(jsonb_build_object(
      'kind', h.kind, 'blocks', h.blocks, 'title', h.title, 'starts_at', h.starts_at, 'ends_at', h.ends_at,
      'starts_local', app.local_text(h.starts_at, v_zone), 'ends_local', app.local_text(h.ends_at, v_zone),
      'session', case when h.id is not null then jsonb_build_object('id', h.id, 'therapist_name', t.name, 'room_name', r.name,
        'status', h.status, 'patients', coalesce((
          select jsonb_agg(o.name order by sp.position) from public.session_patients sp
          join public.patients o on o.tenant_id = p_tenant_id and o.id = sp.patient_id
          where sp.tenant_id = p_tenant_id and sp.session_id = h.id), '[]')) end
      ) order by h.blocks desc, h.starts_at, h.kind)
    from hit h
    left join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = h.therapist_id
    left join public.rooms r on r.tenant_id = p_tenant_id and r.id = h.room_id), '[]');
end;
$function$;

CREATE OR REPLACE FUNCTION app.typed_patients (
  p_tenant_id uuid,
  p_ids       jsonb,
  p_capacity  integer
)
  RETURNS uuid[]
  LANGUAGE plpgsql
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
  -- who is being merged with somebody else is waited for, and is then archived
  select count(*) into v_known from (
    select from public.patients p
    where p.tenant_id = p_tenant_id and p.id = any (v_given) and p.archived_at is null order by p.id for key share) k;
  if v_known < cardinality(v_given) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  return v_given;
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
  perform app.publish_sessions(p_tenant_id, array[p_id]);
  return app.session_payload(p_tenant_id, p_id);
end;
$function$;

COMMENT ON FUNCTION "app"."typed_patients"(uuid, jsonb, integer) IS 'Who takes part, as a form says it; locked against a merge. Errors: PT409 session_full, PT404 patient_not_found.';
