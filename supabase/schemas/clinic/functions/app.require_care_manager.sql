create function app.require_care_manager(p_tenant_id uuid, p_patient_id uuid, p_user_id uuid)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
begin
  if v_role not in ('owner', 'admin', 'supervisor', 'operator') and p_user_id is distinct from auth.uid()
    and not app.treats(p_tenant_id, p_patient_id, auth.uid()) then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Ask the reception.';
  end if;
  if not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
end;
$$;
comment on function app.require_care_manager(uuid, uuid, uuid) is
  'Whether the caller may say that p_user_id treats the patient or no longer does: owner, administrators, supervisors, reception, who treats the patient, and everybody about themselves. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 patient_not_found.';
revoke execute on function app.require_care_manager(uuid, uuid, uuid) from public, anon, authenticated;
