create function public.set_arrival(p_tenant_id uuid, p_session_id uuid, p_patient_id uuid default null, p_arrived boolean default true)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_session public.sessions := app.lock_session(p_tenant_id, p_session_id);
begin
  if p_arrived and v_session.status in ('missed', 'excused', 'cancelled') then
    raise sqlstate 'PT409' using message = 'session_closed', detail = v_session.status;
  end if;
  if p_patient_id is not null and not exists (
    select from public.session_patients sp
    where sp.tenant_id = p_tenant_id and sp.session_id = p_session_id and sp.patient_id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  update public.session_patients sp set arrived_at = case when p_arrived then now() end
  where sp.tenant_id = p_tenant_id and sp.session_id = p_session_id and (p_patient_id is null or sp.patient_id = p_patient_id)
    and (sp.arrived_at is null) = p_arrived and sp.status <> 'cancelled';
  if not found then
    return app.session_payload(p_tenant_id, p_session_id);
  end if;
  if p_arrived then
    perform app.publish_event(p_tenant_id, 'session.arrived', jsonb_build_object('session_id', p_session_id, 'patient_id', p_patient_id));
  end if;
  return app.publish_sessions(p_tenant_id, array[p_session_id]);
end;
$$;
comment on function public.set_arrival(uuid, uuid, uuid, boolean) is
  'Caller: owner, admin, supervisor and operator; a therapist within the own agenda. Somebody of a session (NULL: everybody) is in the waiting room since now, or with p_arrived false is not after all. Safe to repeat: whoever came first stays the first. Answers the session. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 session_not_found, PT404 patient_not_found, PT409 session_closed.';
revoke execute on function public.set_arrival(uuid, uuid, uuid, boolean) from public, anon, authenticated;
grant execute on function public.set_arrival(uuid, uuid, uuid, boolean) to authenticated;
