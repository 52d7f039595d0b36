create function public.set_attendance(p_tenant_id uuid, p_id uuid, p_patient_id uuid, p_status text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
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
$$;
comment on function public.set_attendance(uuid, uuid, uuid, text) is
  'Caller: owner, admin, supervisor and operator; a therapist within the own agenda. What became of one person of a session; the session takes the status that prevails. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 session_not_found, PT400 invalid_status, PT404 patient_not_found, PT409 session_full, PT409 time_taken.';
revoke execute on function public.set_attendance(uuid, uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.set_attendance(uuid, uuid, uuid, text) to authenticated;
