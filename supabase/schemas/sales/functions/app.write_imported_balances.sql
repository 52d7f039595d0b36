create function app.write_imported_balances(p_import public.imports, p_rows app.import_row[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_row app.import_row;
begin
  foreach v_row in array p_rows loop
    continue when not v_row.is_new;
    perform public.add_adjustment(p_import.tenant_id, v_row.id, app.imported_patient(p_import.tenant_id, v_row), (v_row.fields ->> 'amount_cents')::int,
      left(coalesce(v_row.fields ->> 'note', 'Saldo de ' || p_import.file_name), 300), (v_row.fields ->> 'day')::date);
  end loop;
end;
$$;
comment on function app.write_imported_balances(public.imports, app.import_row[]) is
  'Caller: app.write_import_rows, in the name of whoever imports. Open balances as adjustments of the ledger: above zero the patient owes. Errors: 22023 patient_unknown, and as add_adjustment.';
revoke execute on function app.write_imported_balances(public.imports, app.import_row[]) from public, anon, authenticated;
