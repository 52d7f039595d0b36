create function app.begin_my_checkout(p_tenant_id uuid, p_id uuid, p_order_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_order_writer(p_tenant_id);
  return app.begin_order_checkout(p_tenant_id, p_id, p_order_id) - 'key';
end;
$$;
comment on function app.begin_my_checkout(uuid, uuid, uuid) is
  'Caller: owner, admin and operator, through order-checkout. As app.begin_order_checkout, without the key. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, and those of app.begin_order_checkout.';
revoke execute on function app.begin_my_checkout(uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function app.begin_my_checkout(uuid, uuid, uuid) to authenticated;
