create function app.session_state(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select jsonb_build_object('starts_at', s.starts_at, 'ends_at', s.ends_at, 'therapist_id', s.therapist_id, 'room_id', s.room_id,
      'session_type_id', s.session_type_id, 'status', s.status, 'is_online', s.is_online, 'patients', coalesce((
        select jsonb_agg(jsonb_build_object('patient_id', p.patient_id, 'status', p.status) order by p.position, p.patient_id)
        from public.session_patients p where p.tenant_id = p_tenant_id and p.session_id = p_id), '[]'))
    from public.sessions s where s.tenant_id = p_tenant_id and s.id = p_id);
end;
$$;
comment on function app.session_state(uuid, uuid) is
  'What an event says of a session: before and after.';
revoke execute on function app.session_state(uuid, uuid) from public, anon, authenticated;
