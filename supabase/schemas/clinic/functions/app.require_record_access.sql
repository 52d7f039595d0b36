create function app.require_record_access(p_tenant_id uuid, p_patient_id uuid)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_access text;
begin
  perform app.require_member(p_tenant_id);
  if not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  v_access := app.record_access(p_tenant_id, p_patient_id, auth.uid());
  if v_access is null then
    raise sqlstate 'PT403' using message = 'record_closed', hint = 'Only who treats the patient reads the record.';
  end if;
  return v_access;
end;
$$;
comment on function app.require_record_access(uuid, uuid) is
  'Why the caller may read the shared record of the patient (app.record_access). Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found, PT403 record_closed.';
revoke execute on function app.require_record_access(uuid, uuid) from public, anon, authenticated;
