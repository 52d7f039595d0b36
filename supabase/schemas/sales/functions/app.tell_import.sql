-- Open screens ask for it again.
create function app.tell_import(p_import public.imports)
returns void
language sql
set search_path = ''
as $$
  select app.broadcast(p_import.tenant_id, 'import', jsonb_build_object('id', p_import.id, 'kind', p_import.kind, 'state', p_import.state));
$$;
revoke execute on function app.tell_import(public.imports) from public, anon, authenticated;
