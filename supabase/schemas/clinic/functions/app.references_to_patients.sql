create function app.references_to_patients()
returns table (
  table_name text, column_name text, set_column text, key_columns text[], place_columns text[], demoted jsonb, keeps_copy boolean,
  moves boolean, is_counted boolean
)
language sql
stable
set search_path = ''
as $$
  select format('%I.%I', n.nspname, c.relname), a.attname::text, coalesce(r.set_column, a.attname::text),
    array(
      select k.attname::text from pg_catalog.pg_index i
      join pg_catalog.pg_attribute k on k.attrelid = i.indrelid and k.attnum = any (i.indkey)
      where i.indrelid = f.conrelid and i.indisprimary and k.attname not in ('tenant_id', a.attname) order by k.attname),
    coalesce(r.place_columns, '{}'), r.demoted, coalesce(r.keeps_copy, false), coalesce(r.moves, true), coalesce(r.is_counted, true)
  from pg_catalog.pg_constraint f
  join pg_catalog.pg_class c on c.oid = f.conrelid and not c.relispartition
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  cross join lateral unnest(f.conkey, f.confkey) pair (here, there)
  join pg_catalog.pg_attribute a on a.attrelid = f.conrelid and a.attnum = pair.here
  join pg_catalog.pg_attribute t on t.attrelid = f.confrelid and t.attnum = pair.there and t.attname = 'id'
  left join app.patient_references r on r.table_name = format('%I.%I', n.nspname, c.relname) and r.column_name = a.attname
  where f.contype = 'f' and f.confrelid = 'public.patients'::pg_catalog.regclass
  order by 1, 2;
$$;
comment on function app.references_to_patients() is
  'Every column that refers to patients, found in the catalogue, with what app.patient_references says of it. key_columns: the primary key without clinic and patient.';
revoke execute on function app.references_to_patients() from public, anon, authenticated;
