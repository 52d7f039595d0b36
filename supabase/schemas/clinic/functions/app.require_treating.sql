create function app.require_treating(p_tenant_id uuid, p_patient_id uuid)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  if not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  if not app.treats(p_tenant_id, p_patient_id, auth.uid()) then
    raise sqlstate 'PT403' using message = 'not_treating', hint = 'Ask the reception to put you into the care team.';
  end if;
end;
$$;
comment on function app.require_treating(uuid, uuid) is
  'Whether the caller treats the patient today. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found, PT403 not_treating.';
revoke execute on function app.require_treating(uuid, uuid) from public, anon, authenticated;
