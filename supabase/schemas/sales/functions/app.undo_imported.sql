-- Takes back what an import did to some records of one table.
create function app.undo_imported(p_import public.imports, p_table text, p_ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_kind app.import_kinds;
  v_columns text;
  v_used uuid[];
  v_gone uuid[];
  v_back uuid[];
  v_id uuid;
begin
  select * into v_kind from app.import_kinds k where k.table_name = p_table order by k.position limit 1;
  if v_kind.undo_function is not null then
    execute format('select %s($1, $2)', v_kind.undo_function) using p_import, p_ids;
    return;
  end if;
  v_columns := (select string_agg(format('%I', c), ', ') from unnest(v_kind.columns) c);
  v_used := app.used_records(p_table, p_import.tenant_id, p_ids, v_kind.parts);
  execute format($query$
    update app.import_records i set outcome = 'kept', kept_because = case when t.version is distinct from i.version then 'changed' else 'in_use' end
    from %s t
    where i.tenant_id = $1 and i.import_id = $2 and i.record_id = any ($3) and t.tenant_id = $1 and t.id = i.record_id
      and (t.version is distinct from i.version or i.outcome = 'created' and t.id = any ($4))$query$, p_table)
    using p_import.tenant_id, p_import.id, p_ids, v_used;
  select array_agg(i.record_id) filter (where i.outcome = 'created'), array_agg(i.record_id) filter (where i.outcome = 'updated') into v_gone, v_back
  from app.import_records i
  where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = any (p_ids) and i.outcome in ('created', 'updated');
  execute format('delete from %s t where t.tenant_id = $1 and t.id = any ($2)', p_table) using p_import.tenant_id, v_gone;
  if v_back is not null then
  execute format($query$
    update %1$s t set (%2$s) = (select %2$s from jsonb_populate_record(t, i.before - 'tags')), version = t.version + 1
    from app.import_records i
    where i.tenant_id = $1 and i.import_id = $2 and i.record_id = any ($3) and t.tenant_id = $1 and t.id = i.record_id$query$, p_table, v_columns)
    using p_import.tenant_id, p_import.id, v_back;
  end if;
  delete from public.contact_phones c using app.import_records i
  where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = any (v_back) and c.tenant_id = i.tenant_id
    and c.entity_type in (v_kind.entity, 'patient') and c.entity_id = i.record_id and c.phone = any (i.phones);
  delete from public.contact_emails c using app.import_records i
  where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = any (v_back) and c.tenant_id = i.tenant_id
    and c.entity_type in (v_kind.entity, 'patient') and c.entity_id = i.record_id and c.email = any (i.emails);
  if v_kind.entity = 'contact' then
    delete from public.contact_tags g using app.import_records i
    where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = any (v_back) and g.tenant_id = i.tenant_id
      and g.contact_id = i.record_id and g.tag_id = any (i.tags);
    insert into public.contact_tags (tenant_id, contact_id, tag_id)
    select i.tenant_id, i.record_id, x.tag::uuid from app.import_records i cross join jsonb_array_elements_text(i.before -> 'tags') x (tag)
    where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = any (v_back)
    on conflict do nothing;
  end if;
  update app.import_records i set outcome = 'undone'
  where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = any (v_gone || v_back);
  foreach v_id in array coalesce(v_back, '{}') loop
    if v_kind.entity = 'patient' then
      perform app.index_patient(p_import.tenant_id, v_id);
    elsif v_kind.entity = 'contact' then
      perform app.index_contact(p_import.tenant_id, v_id);
    elsif v_kind.entity = 'company' then
      perform app.index_company(p_import.tenant_id, v_id);
    elsif v_kind.entity = 'lead' then
      perform app.index_lead(p_import.tenant_id, v_id);
    elsif v_kind.entity = 'deal' then
      perform app.index_deal(p_import.tenant_id, v_id);
    end if;
  end loop;
end;
$$;
revoke execute on function app.undo_imported(public.imports, text, uuid[]) from public, anon, authenticated;
