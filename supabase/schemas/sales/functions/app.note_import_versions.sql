-- Which version of each record an import has left: a later one was changed by somebody else.
create function app.note_import_versions(p_import public.imports, p_table text, p_ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_ids = '{}' or not exists (
    select from pg_catalog.pg_attribute a where a.attrelid = p_table::pg_catalog.regclass and a.attname = 'version')
  then
    return;
  end if;
  execute format($query$
    update app.import_records i set version = t.version from %s t
    where i.tenant_id = $1 and i.import_id = $2 and i.record_id = any ($3) and t.tenant_id = $1 and t.id = i.record_id$query$, p_table)
    using p_import.tenant_id, p_import.id, p_ids;
end;
$$;
revoke execute on function app.note_import_versions(public.imports, text, uuid[]) from public, anon, authenticated;
