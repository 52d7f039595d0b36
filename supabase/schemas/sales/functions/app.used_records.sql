-- Those of some records that another table refers to; tables whose rows are parts of a record do not count.
create function app.used_records(p_table text, p_tenant_id uuid, p_ids uuid[], p_parts text[])
returns uuid[]
language plpgsql
set search_path = ''
as $$
declare
  v_reference record;
  v_used uuid[] := '{}';
  v_more uuid[];
begin
  for v_reference in
    select format('%I.%I', n.nspname, c.relname) as table_name, a.attname
    from pg_catalog.pg_constraint f
    join pg_catalog.pg_class c on c.oid = f.conrelid and not c.relispartition
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    cross join lateral unnest(f.conkey, f.confkey) pair (here, there)
    join pg_catalog.pg_attribute a on a.attrelid = f.conrelid and a.attnum = pair.here
    join pg_catalog.pg_attribute t on t.attrelid = f.confrelid and t.attnum = pair.there and t.attname = 'id'
    where f.contype = 'f' and f.confrelid = p_table::pg_catalog.regclass and format('%I.%I', n.nspname, c.relname) <> all (p_parts)
    order by 1, 2
  loop
    execute format('select array_agg(distinct r.%2$I) from %1$s r where r.tenant_id = $1 and r.%2$I = any ($2)', v_reference.table_name, v_reference.attname)
      into v_more using p_tenant_id, p_ids;
    v_used := v_used || coalesce(v_more, '{}');
  end loop;
  return v_used;
end;
$$;
comment on function app.used_records(text, uuid, uuid[], text[]) is 'Found in the catalogue, so a new table that refers to the records counts by itself.';
revoke execute on function app.used_records(text, uuid, uuid[], text[]) from public, anon, authenticated;
