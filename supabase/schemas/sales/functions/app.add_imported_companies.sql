-- Companies that rows name and nobody has written down yet come along.
create function app.add_imported_companies(p_import public.imports, p_rows app.import_row[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_tenant uuid := p_import.tenant_id;
  v_id uuid;
begin
  with named as (
    select distinct on (app.normalize_text(r.company)) app.normalize_text(r.company) as key, r.company, r.cnpj, gen_random_uuid() as id
    from unnest(p_rows) r where char_length(r.company) >= 2 and (r.is_new or p_import.policy <> 'skip')
    order by app.normalize_text(r.company), r.cnpj is null, r.n
  ), made as (
    insert into public.companies (tenant_id, id, name, cnpj, created_by)
    select v_tenant, n.id, n.company, n.cnpj, p_import.requested_by from named n
    where not exists (
      select from public.companies c where c.tenant_id = v_tenant and (c.archived_at is null) in (true, false) and c.sort_key = n.key
        and (c.cnpj is null or n.cnpj is null))
    returning id, version
  ), told as (
    insert into public.sales_events (tenant_id, entity, company_id, kind, actor_id)
    select v_tenant, 'company', m.id, 'created', p_import.requested_by from made m
  )
  insert into app.import_records (tenant_id, import_id, record_id, table_name, is_main, outcome, version)
  select v_tenant, p_import.id, m.id, 'public.companies', false, 'created', m.version from made m;
  for v_id in
    select i.record_id from app.import_records i
    where i.tenant_id = v_tenant and i.import_id = p_import.id and not i.is_main and i.table_name = 'public.companies'
      and not exists (select from app.search_entries e where e.tenant_id = v_tenant and e.kind = 'company' and e.record_id = i.record_id)
  loop
    perform app.index_company(v_tenant, v_id);
  end loop;
end;
$$;
revoke execute on function app.add_imported_companies(public.imports, app.import_row[]) from public, anon, authenticated;
