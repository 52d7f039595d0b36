create function app.write_imported_patients(p_import public.imports, p_rows app.import_row[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into public.patients (tenant_id, id, full_name, social_name, birth_date, cpf, cep, street, street_number, complement, district, city, state,
    note, created_by)
  select p_import.tenant_id, r.id, r.name, v.social_name, v.birth_date, v.cpf, v.cep, v.street, v.street_number, v.complement, v.district, v.city,
    v.state, v.note, p_import.requested_by
  from unnest(p_rows) r cross join lateral jsonb_populate_record(null::public.patients, r.fields) v where r.is_new;
  perform app.change_imported(p_import, p_rows);
  perform app.add_imported_contacts(p_import, 'patient', p_rows);
  perform app.index_imported(p_import.tenant_id, 'patient', p_rows);
end;
$$;
comment on function app.write_imported_patients(public.imports, app.import_row[]) is 'Caller: app.write_import_rows. Patients of a piece of a file.';
revoke execute on function app.write_imported_patients(public.imports, app.import_row[]) from public, anon, authenticated;
