create function app.require_sales_leader(p_tenant_id uuid)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_role text := app.require_leader(p_tenant_id);
begin
  perform app.require_module(p_tenant_id, 'sales');
  return v_role;
end;
$$;
comment on function app.require_sales_leader(uuid) is
  'The caller''s role, for what owner, admin and supervisor arrange of sales. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function app.require_sales_leader(uuid) from public, anon, authenticated;
grant execute on function app.require_sales_leader(uuid) to authenticated;
