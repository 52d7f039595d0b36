create function app.require_stock_keeper(p_tenant_id uuid)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id, array['owner', 'admin', 'operator']);
begin
  perform app.require_module(p_tenant_id, 'products');
  return v_role;
end;
$$;
comment on function app.require_stock_keeper(uuid) is
  'The caller''s role, if it changes products, stock and purchases: who moves money, too. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function app.require_stock_keeper(uuid) from public, anon, authenticated;
