create function app.require_record_writer(p_tenant_id uuid, p_patient_id uuid, p_kind text)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  if p_kind = 'addendum' and app.supervises(p_tenant_id, p_patient_id, auth.uid()) and app.is_clinician(p_tenant_id, auth.uid()) then
    return;
  end if;
  perform app.require_treating(p_tenant_id, p_patient_id);
end;
$$;
comment on function app.require_record_writer(uuid, uuid, text) is
  'Whether the caller may write an entry: who treats the patient; an addendum also who supervises a trainee there. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found, PT403 not_treating.';
revoke execute on function app.require_record_writer(uuid, uuid, text) from public, anon, authenticated;
