-- People whom deals name and nobody has written down yet come along; patients become contacts.
create function app.add_imported_people(p_import public.imports, p_rows app.import_row[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_tenant uuid := p_import.tenant_id;
  v_people app.import_row[];
  v_patient uuid;
begin
  select array_agg((r.n, coalesce(r.name, r.phones[1], left(r.emails[1], 120)), r.sort, null, null, r.phones, r.emails, null,
    jsonb_build_object('stage', case when r.fields ->> 'status' = 'won' then 'customer' else 'opportunity' end), '{}', '{}', null,
    gen_random_uuid(), null, true)::app.import_row order by r.n) into v_people
  from unnest(p_rows) r left join app.imported_people(v_tenant, p_rows) p on p.n = r.n
  where (r.is_new or p_import.policy <> 'skip') and p.contact_id is null and (r.phones <> '{}' or r.emails <> '{}');
  if v_people is not null then
    insert into public.contacts (tenant_id, id, full_name, company_id, origin, stage, created_by)
    select v_tenant, v.id, v.name, c.company_id, 'csv', v.fields ->> 'stage', p_import.requested_by
    from unnest(v_people) v left join app.imported_companies(v_tenant, p_rows) c on c.n = v.n;
    insert into public.sales_events (tenant_id, entity, contact_id, kind, actor_id)
    select v_tenant, 'contact', v.id, 'created', p_import.requested_by from unnest(v_people) v;
    insert into app.import_records (tenant_id, import_id, record_id, table_name, is_main, outcome, version)
    select v_tenant, p_import.id, v.id, 'public.contacts', false, 'created', 1 from unnest(v_people) v;
    perform app.add_imported_contacts(p_import, 'contact', v_people);
    perform app.index_imported(v_tenant, 'contact', v_people);
  end if;
  for v_patient in
    select distinct p.patient_id from unnest(p_rows) r join app.imported_people(v_tenant, p_rows) p on p.n = r.n
    where (r.is_new or p_import.policy <> 'skip') and p.patient_id is not null
  loop
    insert into app.import_records (tenant_id, import_id, record_id, table_name, is_main, outcome, version)
    values (v_tenant, p_import.id, app.contact_of_patient(v_tenant, v_patient, 'csv'), 'public.contacts', false, 'created', 1) on conflict do nothing;
    perform app.index_patient(v_tenant, v_patient);
  end loop;
end;
$$;
revoke execute on function app.add_imported_people(public.imports, app.import_row[]) from public, anon, authenticated;
