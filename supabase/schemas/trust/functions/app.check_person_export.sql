-- Owner and administrators answer the person; who treats them may too. Which parts they get is decided row by row.
create function app.check_person_export(p_tenant_id uuid, p_subject jsonb, p_user_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_patient_id uuid := app.typed_id(p_subject ->> 'patient_id');
begin
  if not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = v_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  if not app.treats(p_tenant_id, v_patient_id, p_user_id) and not exists (
    select from public.tenant_members m
    where m.tenant_id = p_tenant_id and m.user_id = p_user_id and m.status = 'active' and m.role in ('owner', 'admin')) then
    raise sqlstate 'PT403' using message = 'forbidden';
  end if;
  return jsonb_build_object('patient_id', v_patient_id);
end;
$$;
revoke execute on function app.check_person_export(uuid, jsonb, uuid) from public, anon, authenticated;
