create function public.get_tenant(p_tenant_id uuid)
returns public.tenants
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_tenant public.tenants;
begin
  perform app.require_admin(p_tenant_id);
  select * into v_tenant from public.tenants t where t.id = p_tenant_id;
  return v_tenant;
end;
$$;
comment on function public.get_tenant(uuid) is
  'Caller: owner or admin. The clinic with its document. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.get_tenant(uuid) from public, anon, authenticated;
grant execute on function public.get_tenant(uuid) to authenticated;
