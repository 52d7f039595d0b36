create function public.get_session(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
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
      select jsonb_agg(jsonb_build_object('patient_id', p.patient_id, 'name', o.name, 'status', p.status, 'pronoun', o.pronoun, 'arrived_at', p.arrived_at,
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
$$;
comment on function public.get_session(uuid, uuid) is
  'Caller: members. A session with the rule of its series, how its people are reached, and what happened to it. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 session_not_found.';
revoke execute on function public.get_session(uuid, uuid) from public, anon, authenticated;
grant execute on function public.get_session(uuid, uuid) to authenticated;
