create function app.api_get_patient(p_tenant_id uuid, p_args jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_row public.patients;
begin
  select * into v_row from public.patients p where p.tenant_id = p_tenant_id and p.id = (p_args ->> 'id')::uuid;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  return app.patient_resource(v_row);
end;
$$;
revoke execute on function app.api_get_patient(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.api_get_patient(uuid, jsonb) to authenticated;
