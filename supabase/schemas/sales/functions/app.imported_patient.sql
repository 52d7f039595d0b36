-- Whose a row is. Errors: 22023 patient_unknown.
create function app.imported_patient(p_tenant_id uuid, p_row app.import_row)
returns uuid
language plpgsql
stable
set search_path = ''
as $$
declare
  v_id uuid := (select p.patient_id from app.imported_patients(p_tenant_id, array[p_row]) p);
begin
  if v_id is null then
    raise sqlstate '22023' using message = 'patient_unknown';
  end if;
  return v_id;
end;
$$;
revoke execute on function app.imported_patient(uuid, app.import_row) from public, anon, authenticated;
