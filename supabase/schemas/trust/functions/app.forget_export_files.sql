create function app.forget_export_files(p_tenant_id uuid, p_id uuid, p_paths text[])
returns void
language sql
set search_path = ''
as $$
  delete from app.export_files f where f.tenant_id = p_tenant_id and f.export_id = p_id and f.path = any (p_paths);
$$;
comment on function app.forget_export_files(uuid, uuid, text[]) is 'Caller: worker, when the objects are removed. Errors: none.';
revoke execute on function app.forget_export_files(uuid, uuid, text[]) from public, anon, authenticated;
grant execute on function app.forget_export_files(uuid, uuid, text[]) to service_role;
