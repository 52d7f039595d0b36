create function public.book_series(p_tenant_id uuid, p_id uuid, p_series jsonb, p_decisions jsonb default '{}')
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
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
$$;
comment on function public.book_series(uuid, uuid, jsonb, jsonb) is
  'Caller: owner, admin, supervisor and operator; a therapist into the own agenda. p_series as in preview_series; p_decisions {date: {action: skip|cancel|keep|move|squeeze_in, start_local, reason}}. All or nothing: what meets another session, an absence, a recess or a holiday and is not decided refuses the whole. Answers {series_id, sessions, ids, skipped}; a repetition answers what is there. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT404 session_type_not_found, PT404 therapist_not_found, PT404 room_not_found, PT404 patient_not_found, PT400 invalid_moment, PT400 invalid_date, PT400 invalid_rule, PT400 invalid_link, PT400 invalid_price, PT409 session_full, PT409 series_clashes, PT409 time_taken.';
revoke execute on function public.book_series(uuid, uuid, jsonb, jsonb) from public, anon, authenticated;
grant execute on function public.book_series(uuid, uuid, jsonb, jsonb) to authenticated;
