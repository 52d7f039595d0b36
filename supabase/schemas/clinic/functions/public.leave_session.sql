create function public.leave_session(p_tenant_id uuid, p_id uuid, p_patient_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
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
$$;
comment on function public.leave_session(uuid, uuid, uuid) is
  'Caller: owner, admin, supervisor and operator; a therapist within the own agenda. Somebody takes part no longer: the place is free, the session stays. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 session_not_found, PT404 patient_not_found.';
revoke execute on function public.leave_session(uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function public.leave_session(uuid, uuid, uuid) to authenticated;
