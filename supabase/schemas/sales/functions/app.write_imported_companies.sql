create function app.write_imported_companies(p_import public.imports, p_rows app.import_row[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into public.companies (tenant_id, id, name, cnpj, segment, website, city, state, note, custom, created_by)
  select p_import.tenant_id, r.id, r.name, r.cnpj, v.segment, v.website, v.city, v.state, v.note, r.custom, p_import.requested_by
  from unnest(p_rows) r cross join lateral jsonb_populate_record(null::public.companies, r.fields) v where r.is_new;
  insert into public.sales_events (tenant_id, entity, company_id, kind, actor_id)
  select p_import.tenant_id, 'company', r.id, 'created', p_import.requested_by from unnest(p_rows) r where r.is_new;
  perform app.change_imported(p_import, p_rows);
  perform app.add_imported_contacts(p_import, 'company', p_rows);
  perform app.index_imported(p_import.tenant_id, 'company', p_rows);
end;
$$;
comment on function app.write_imported_companies(public.imports, app.import_row[]) is 'Caller: app.write_import_rows. Companies of a piece of a file.';
revoke execute on function app.write_imported_companies(public.imports, app.import_row[]) from public, anon, authenticated;
