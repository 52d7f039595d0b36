-- An import as screens get it.
create function app.history_import_payload(i app.history_imports)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select to_jsonb(i) - 'tenant_id';
$$;
revoke execute on function app.history_import_payload(app.history_imports) from public, anon, authenticated;
