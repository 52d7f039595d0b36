create function app.session_resource(p_session public.sessions)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('id', p_session.id, 'therapist_id', p_session.therapist_id, 'room_id', p_session.room_id,
    'session_type_id', p_session.session_type_id,
    'type', (select y.name from public.session_types y where y.tenant_id = p_session.tenant_id and y.id = p_session.session_type_id),
    'starts_at', p_session.starts_at, 'ends_at', p_session.ends_at, 'status', p_session.status, 'is_online', p_session.is_online,
    'series_id', p_session.series_id, 'version', p_session.version,
    'patients', (select coalesce(jsonb_agg(jsonb_build_object('id', sp.patient_id, 'status', sp.status) order by sp.position, sp.patient_id), '[]')
      from public.session_patients sp where sp.tenant_id = p_session.tenant_id and sp.session_id = p_session.id),
    'created_at', p_session.created_at, 'updated_at', p_session.updated_at);
end;
$$;
comment on function app.session_resource(public.sessions) is 'A session as programs outside get it, by API and by webhook: no title, no note.';
revoke execute on function app.session_resource(public.sessions) from public, anon, authenticated;
grant execute on function app.session_resource(public.sessions) to authenticated;
