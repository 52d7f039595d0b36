-- Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found.
create function app.require_patient(p_tenant_id uuid, p_patient_id uuid)
returns public.patients
language plpgsql
stable
set search_path = ''
as $$
declare
  v_patient public.patients;
begin
  perform app.require_member(p_tenant_id);
  select * into v_patient from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id;
  if not found then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  return v_patient;
end;
$$;
revoke execute on function app.require_patient(uuid, uuid) from public, anon, authenticated;
