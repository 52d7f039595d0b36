create function app.publish_history_import(i app.history_imports)
returns void
language sql
set search_path = ''
as $$
  select app.broadcast(i.tenant_id, 'history_import', jsonb_build_object('import', app.history_import_payload(i)));
$$;
revoke execute on function app.publish_history_import(app.history_imports) from public, anon, authenticated;
