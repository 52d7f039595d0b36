create function app.assistant_my_sessions(p_tenant_id uuid, p_thread_id uuid, p_patient_id uuid, p_args jsonb, p_does boolean, p_now timestamptz)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_sessions jsonb;
begin
  select jsonb_agg(jsonb_build_object('session_id', x.id, 'starts_at', x.starts_at, 'words', app.assistant_session_words(x.s),
    'type', x.type, 'is_online', x.is_online, 'status', x.status, 'may_change', app.assistant_may_change(x.s, p_now)) order by x.starts_at) into v_sessions
  from (
    select s, s.id, s.starts_at, s.is_online, sp.status, y.name as type from public.session_patients sp
    join public.sessions s on s.tenant_id = p_tenant_id and s.id = sp.session_id and s.starts_at > p_now
    join public.session_statuses u on u.key = s.status and not u.is_outcome
    join public.session_statuses mine on mine.key = sp.status and not mine.is_outcome
    join public.session_types y on y.tenant_id = p_tenant_id and y.id = s.session_type_id
    where sp.tenant_id = p_tenant_id and sp.patient_id = p_patient_id
    order by s.starts_at limit 10) x;
  if v_sessions is null then
    return '{"ok": false, "error": "nothing_found"}';
  end if;
  return jsonb_build_object('ok', true, 'data', jsonb_build_object('sessions', v_sessions),
    'words', (select string_agg(x ->> 'words', '; ') from jsonb_array_elements(v_sessions) x));
end;
$$;
comment on function app.assistant_my_sessions(uuid, uuid, uuid, jsonb, boolean, timestamptz) is
  'A tool: the sessions to come of the patient who writes.';
revoke execute on function app.assistant_my_sessions(uuid, uuid, uuid, jsonb, boolean, timestamptz) from public, anon, authenticated;
