-- What is locked stays: an undo says so.
create function app.keep_imported(p_import public.imports, p_ids uuid[])
returns void
language sql
set search_path = ''
as $$
  update app.import_records i set outcome = 'kept', kept_because = 'locked'
  where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = any (p_ids);
$$;
revoke execute on function app.keep_imported(public.imports, uuid[]) from public, anon, authenticated;
