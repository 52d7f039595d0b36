-- Tags of rows become those of their contacts: where the file overwrites, the others go.
create function app.tag_imported_contacts(p_import public.imports, p_rows app.import_row[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_tenant uuid := p_import.tenant_id;
begin
  if not exists (select from unnest(p_rows) r where r.tags <> '{}') then
    return;
  end if;
  insert into public.conversation_tags (tenant_id, name, name_key)
  select distinct on (app.normalize_text(x)) v_tenant, app.normalize_name(x), app.normalize_text(app.normalize_name(x))
  from unnest(p_rows) r cross join unnest(r.tags) x order by app.normalize_text(x), r.n
  on conflict (tenant_id, name_key) do nothing;
  with wished as (
    select r.id, t.id as tag_id from unnest(p_rows) r cross join unnest(r.tags) x
    join public.conversation_tags t on t.tenant_id = v_tenant and t.name_key = app.normalize_text(app.normalize_name(x))
    where r.is_new or p_import.policy = 'overwrite' or p_import.policy = 'fill' and not exists (
      select from public.contact_tags g where g.tenant_id = v_tenant and g.contact_id = r.id)
  ), removed as (
    delete from public.contact_tags g using unnest(p_rows) r
    where g.tenant_id = v_tenant and g.contact_id = r.id and not r.is_new and r.tags <> '{}' and p_import.policy = 'overwrite'
      and not exists (select from wished w where w.id = r.id and w.tag_id = g.tag_id)
    returning g.contact_id as id, g.tag_id
  ), added as (
    insert into public.contact_tags (tenant_id, contact_id, tag_id)
    select distinct v_tenant, w.id, w.tag_id from wished w on conflict do nothing returning contact_id as id, tag_id
  )
  update app.import_records i set tags = i.tags || c.added, outcome = case i.outcome when 'unchanged' then 'updated' else i.outcome end,
    before = case when c.removed = '{}' then i.before else i.before || jsonb_build_object('tags', to_jsonb(c.removed)) end
  from (
    select x.id, coalesce(array_agg(x.tag_id) filter (where x.is_new), '{}') as added, coalesce(array_agg(x.tag_id) filter (where not x.is_new), '{}') as removed
    from (select a.id, a.tag_id, true as is_new from added a union all select d.id, d.tag_id, false from removed d) x group by x.id
  ) c
  where i.tenant_id = v_tenant and i.import_id = p_import.id and i.record_id = c.id;
end;
$$;
revoke execute on function app.tag_imported_contacts(public.imports, app.import_row[]) from public, anon, authenticated;
