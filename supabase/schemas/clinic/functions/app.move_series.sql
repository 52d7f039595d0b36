create function app.move_series(
  v_old public.sessions, p_starts_at timestamptz, p_minutes integer, p_therapist_id uuid, p_room_id uuid, p_scope text, p_set jsonb,
  p_decisions jsonb, p_reason text
)
returns uuid[]
language plpgsql
set search_path = ''
as $$
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
$$;
comment on function app.move_series(public.sessions, timestamptz, integer, uuid, uuid, text, jsonb, jsonb, text) is
  'This slot of a series and all later ones go on as a series of their own, which begins at the new moment; outcomes stay as they are. Everything is locked already. Errors: PT400 invalid_rule, PT400 invalid_date, PT400 invalid_moment, PT404 therapist_not_found, PT404 room_not_found, PT409 series_clashes, PT409 time_taken.';
revoke execute on function app.move_series(public.sessions, timestamptz, integer, uuid, uuid, text, jsonb, jsonb, text) from public, anon, authenticated;
