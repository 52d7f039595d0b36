-- Open screens ask for it again; what it is about is told to nobody.
create function app.tell_export(p_export public.exports)
returns void
language sql
set search_path = ''
as $$
  select app.broadcast(p_export.tenant_id, 'export', jsonb_build_object('id', p_export.id));
$$;
revoke execute on function app.tell_export(public.exports) from public, anon, authenticated;
