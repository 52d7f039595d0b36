create function app.check_imported_patients(p_tenant_id uuid, p_options jsonb, p_rows app.import_row[])
returns table (n integer, problem text)
language sql
stable
set search_path = ''
as $$
  select p.n, 'patient_unknown' from app.imported_patients(p_tenant_id, p_rows) p where p.patient_id is null;
$$;
comment on function app.check_imported_patients(uuid, jsonb, app.import_row[]) is
  'Caller: preview_import. Rows of what a clinic brings along whose patient nobody finds.';
revoke execute on function app.check_imported_patients(uuid, jsonb, app.import_row[]) from public, anon, authenticated;
