create function app.require_order_writer(p_tenant_id uuid)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_role text := app.require_money_writer(p_tenant_id);
begin
  perform app.require_module(p_tenant_id, 'products');
  return v_role;
end;
$$;
comment on function app.require_order_writer(uuid) is
  'Who sells: whoever moves money. Answers the role. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function app.require_order_writer(uuid) from public, anon, authenticated;
