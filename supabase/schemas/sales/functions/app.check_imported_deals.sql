create function app.check_imported_deals(p_tenant_id uuid, p_options jsonb, p_rows app.import_row[])
returns table (n integer, problem text)
language sql
stable
set search_path = ''
as $$
  select d.n, d.problem from app.imported_deals(p_tenant_id, p_options, p_rows) d where d.problem is not null;
$$;
comment on function app.check_imported_deals(uuid, jsonb, app.import_row[]) is 'Caller: preview_import. Rows of deals with a word that means nothing here.';
revoke execute on function app.check_imported_deals(uuid, jsonb, app.import_row[]) from public, anon, authenticated;
