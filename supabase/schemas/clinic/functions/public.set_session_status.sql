create function public.set_session_status(p_tenant_id uuid, p_id uuid, p_status text, p_version integer default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_old public.sessions := app.lock_session(p_tenant_id, p_id, p_version);
  v_before jsonb := app.session_state(p_tenant_id, p_id);
begin
  perform app.require_session_status(p_status);
  if v_old.status = p_status then
    return app.session_payload(p_tenant_id, p_id);
  end if;
  -- everybody who stood as the session did; who has an answer of their own keeps it
  update public.session_patients p set status = p_status
  where p.tenant_id = p_tenant_id and p.session_id = p_id and (p.status = v_old.status or not exists (
    select from public.session_patients o
    where o.tenant_id = p_tenant_id and o.session_id = p_id and o.patient_id <> p.patient_id));
  perform app.put_session_status(v_old, p_status, case when p_status = 'cancelled' then 'cancelled' else 'status' end, v_before);
  return app.publish_sessions(p_tenant_id, array[p_id]);
end;
$$;
comment on function public.set_session_status(uuid, uuid, text, integer) is
  'Caller: owner, admin, supervisor and operator; a therapist within the own agenda. One click: scheduled, confirmed, attended, missed, excused or cancelled, and back; for everybody who stood as the session did. Without p_version the last one counts. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 session_not_found, PT400 invalid_status, PT409 changed_meanwhile, PT409 time_taken.';
revoke execute on function public.set_session_status(uuid, uuid, text, integer) from public, anon, authenticated;
grant execute on function public.set_session_status(uuid, uuid, text, integer) to authenticated;
