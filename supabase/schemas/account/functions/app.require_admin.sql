create function app.require_admin(p_tenant_id uuid)
returns text
language sql
stable
set search_path = ''
as $$
  select app.require_member(p_tenant_id, array['owner', 'admin']);
$$;
revoke execute on function app.require_admin(uuid) from public, anon, authenticated;
grant execute on function app.require_admin(uuid) to authenticated, service_role;
