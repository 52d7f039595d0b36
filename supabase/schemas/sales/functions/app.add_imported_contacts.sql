-- Adds the phones and addresses of rows to their people; those that are there stay as they are.
create function app.add_imported_contacts(p_import public.imports, p_entity text, p_rows app.import_row[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_kind app.import_kinds := app.import_kind(p_import.kind);
begin
  with owners as (
    select r.id, case when r.patient_id is null then p_entity else 'patient' end as entity, coalesce(r.patient_id, r.id) as owner_id, r.phones
    from unnest(p_rows) r where (r.is_new or p_import.policy <> 'skip') and r.phones <> '{}'
  ), added as (
    insert into public.contact_phones (tenant_id, entity_type, entity_id, phone, is_primary, position)
    select p_import.tenant_id, o.entity, o.owner_id, x.phone, x.k = 1 and k.primary_one = 0, k.others + x.k
    from owners o
    cross join lateral (
      select count(*) filter (where c.is_primary) as primary_one, count(*) as others from public.contact_phones c
      where c.tenant_id = p_import.tenant_id and c.entity_type = o.entity and c.entity_id = o.owner_id) k
    cross join lateral unnest(o.phones) with ordinality x (phone, k)
    on conflict (tenant_id, entity_type, entity_id, phone) do nothing returning entity_id, phone
  )
  update app.import_records i set phones = i.phones || a.phones, outcome = case i.outcome when 'unchanged' then 'updated' else i.outcome end
  from (select o.id, array_agg(d.phone) as phones from added d join owners o on o.owner_id = d.entity_id group by o.id) a
  where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = a.id;
  with owners as (
    select r.id, case when r.patient_id is null then p_entity else 'patient' end as entity, coalesce(r.patient_id, r.id) as owner_id, r.emails
    from unnest(p_rows) r where (r.is_new or p_import.policy <> 'skip') and r.emails <> '{}'
  ), added as (
    insert into public.contact_emails (tenant_id, entity_type, entity_id, email, is_primary, position)
    select p_import.tenant_id, o.entity, o.owner_id, x.email, x.k = 1 and k.primary_one = 0, k.others + x.k
    from owners o
    cross join lateral (
      select count(*) filter (where c.is_primary) as primary_one, count(*) as others from public.contact_emails c
      where c.tenant_id = p_import.tenant_id and c.entity_type = o.entity and c.entity_id = o.owner_id) k
    cross join lateral unnest(o.emails) with ordinality x (email, k)
    on conflict (tenant_id, entity_type, entity_id, email) do nothing returning entity_id, email
  )
  update app.import_records i set emails = i.emails || a.emails, outcome = case i.outcome when 'unchanged' then 'updated' else i.outcome end
  from (select o.id, array_agg(d.email) as emails from added d join owners o on o.owner_id = d.entity_id group by o.id) a
  where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = a.id;
  -- who saves a form that was read before is told
  execute format($query$
    update %s t set version = t.version + 1
    from unnest($2) r join app.import_records i on i.tenant_id = ($1).tenant_id and i.import_id = ($1).id and i.record_id = r.id
    where t.tenant_id = ($1).tenant_id and t.id = r.id and not r.is_new and i.version is not distinct from t.version
      and i.outcome <> 'unchanged' and (i.phones <> '{}' or i.emails <> '{}')$query$, v_kind.table_name) using p_import, p_rows;
end;
$$;
revoke execute on function app.add_imported_contacts(public.imports, text, app.import_row[]) from public, anon, authenticated;
