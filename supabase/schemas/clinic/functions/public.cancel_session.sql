create function public.cancel_session(p_tenant_id uuid, p_id uuid, p_version integer, p_scope text default 'this', p_reason text default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
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
$$;
comment on function public.cancel_session(uuid, uuid, integer, text, text) is
  'Caller: owner, admin, supervisor and operator; a therapist within the own agenda. Cancels this one, this and the following, or all to come; what has an outcome stays. They remain in the agenda, and their time is free. Answers {session, cancelled, ids}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_scope, PT404 session_not_found, PT409 changed_meanwhile.';
revoke execute on function public.cancel_session(uuid, uuid, integer, text, text) from public, anon, authenticated;
grant execute on function public.cancel_session(uuid, uuid, integer, text, text) to authenticated;
