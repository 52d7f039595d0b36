-- Whoever has a deal is an opportunity, and whoever bought a customer; the undo of the import knows what they were.
create function app.raise_imported_contacts(p_import public.imports, p_deal_ids uuid[])
returns void
language sql
set search_path = ''
as $$
  with wished as (
    select d.contact_id, c.stage as old, case when bool_or(d.status = 'won') then 'customer' else 'opportunity' end as new
    from public.deals d join public.contacts c on c.tenant_id = d.tenant_id and c.id = d.contact_id
    where d.tenant_id = p_import.tenant_id and d.id = any (p_deal_ids) and d.status <> 'lost'
    group by d.contact_id, c.stage
  ), raised as (
    update public.contacts c set stage = w.new, version = c.version + 1 from wished w
    where c.tenant_id = p_import.tenant_id and c.id = w.contact_id and w.old <> w.new and (w.new = 'customer' or w.old in ('lead', 'former'))
    returning c.id, c.version, w.old, w.new
  )
  insert into app.import_records as i (tenant_id, import_id, record_id, table_name, is_main, outcome, before, after, version)
  select p_import.tenant_id, p_import.id, r.id, 'public.contacts', false, 'updated', jsonb_build_object('stage', r.old),
    jsonb_build_object('stage', r.new), r.version from raised r
  on conflict (tenant_id, import_id, record_id) do update set before = excluded.before || i.before, after = i.after || excluded.after,
    version = excluded.version;
$$;
revoke execute on function app.raise_imported_contacts(public.imports, uuid[]) from public, anon, authenticated;
