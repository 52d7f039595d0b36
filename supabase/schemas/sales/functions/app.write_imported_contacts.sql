create function app.write_imported_contacts(p_import public.imports, p_rows app.import_row[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_tenant uuid := p_import.tenant_id;
  v_rows app.import_row[];
begin
  perform app.add_imported_companies(p_import, p_rows);
  -- a patient is called as the record says
  select array_agg((r.n, coalesce(p.name, r.name), r.sort, r.cpf, r.cnpj, r.phones, r.emails, r.birth_date,
    case when r.patient_id is null then r.fields else r.fields - 'full_name' end
      || case when c.id is null then '{}' else jsonb_build_object('company_id', c.id) end,
    r.custom, r.tags, r.company, r.id, r.patient_id, r.is_new)::app.import_row order by r.n) into v_rows
  from unnest(p_rows) r
  left join public.patients p on p.tenant_id = v_tenant and p.id = r.patient_id
  left join lateral (
    select c.id from public.companies c
    where c.tenant_id = v_tenant and (c.archived_at is null) in (true, false) and c.sort_key = app.normalize_text(r.company)
    order by c.archived_at is not null, c.created_at, c.id limit 1) c on r.company is not null;
  insert into public.contacts (tenant_id, id, full_name, patient_id, company_id, job, origin, origin_detail, stage, note, custom, created_by)
  select v_tenant, r.id, r.name, r.patient_id, v.company_id, v.job, 'csv', v.origin_detail,
    case when r.patient_id is null then 'lead' else 'customer' end, v.note, r.custom, p_import.requested_by
  from unnest(v_rows) r cross join lateral jsonb_populate_record(null::public.contacts, r.fields) v where r.is_new;
  insert into public.sales_events (tenant_id, entity, contact_id, kind, actor_id)
  select v_tenant, 'contact', r.id, 'created', p_import.requested_by from unnest(v_rows) r where r.is_new;
  perform app.change_imported(p_import, v_rows);
  perform app.add_imported_contacts(p_import, 'contact', v_rows);
  perform app.tag_imported_contacts(p_import, v_rows);
  perform app.index_imported(v_tenant, 'contact', v_rows);
end;
$$;
comment on function app.write_imported_contacts(public.imports, app.import_row[]) is
  'Caller: app.write_import_rows. Contacts of a piece of a file, with the companies and tags that they name.';
revoke execute on function app.write_imported_contacts(public.imports, app.import_row[]) from public, anon, authenticated;
