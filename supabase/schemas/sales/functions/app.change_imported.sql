-- Writes what a file says into the records that are there, and keeps what stood there.
create function app.change_imported(p_import public.imports, p_rows app.import_row[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_kind app.import_kinds := app.import_kind(p_import.kind);
  v_columns text := (select string_agg(format('%I', c), ', ') from unnest(v_kind.columns) c);
begin
  if p_import.policy = 'skip' or not exists (select from unnest(p_rows) r where not r.is_new) then
    return;
  end if;
  execute format($query$
    with changes as materialized (
      select r.id, to_jsonb(t) as old, app.import_changes(to_jsonb(t), r.fields, r.custom, ($1).policy) as new
      from unnest($2) r join %1$s t on t.tenant_id = ($1).tenant_id and t.id = r.id where not r.is_new
    ), changed as materialized (
      select c.id, c.new, (select jsonb_object_agg(k, c.old -> k) from jsonb_object_keys(c.new) k) as old from changes c where c.new <> '{}'
    ), written as (
      update %1$s t set (%2$s) = (select %2$s from jsonb_populate_record(t, c.new)), version = t.version + 1
      from changed c where t.tenant_id = ($1).tenant_id and t.id = c.id
    ), told as (
      insert into public.sales_events (tenant_id, entity, contact_id, company_id, lead_id, deal_id, kind, actor_id, before, after)
      select ($1).tenant_id, $3, case $3 when 'contact' then c.id end, case $3 when 'company' then c.id end, case $3 when 'lead' then c.id end,
        case $3 when 'deal' then c.id end,
        'changed', ($1).requested_by, c.old, c.new
      from changed c where $3 in ('contact', 'company', 'lead', 'deal')
    )
    update app.import_records i set before = c.old || i.before, after = i.after || c.new,
      outcome = case i.outcome when 'unchanged' then 'updated' else i.outcome end
    from changed c where i.tenant_id = ($1).tenant_id and i.import_id = ($1).id and i.record_id = c.id$query$, v_kind.table_name, v_columns)
    using p_import, p_rows, v_kind.entity;
end;
$$;
revoke execute on function app.change_imported(public.imports, app.import_row[]) from public, anon, authenticated;
