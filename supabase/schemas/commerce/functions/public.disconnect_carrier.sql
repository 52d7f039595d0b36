create function public.disconnect_carrier(p_tenant_id uuid, p_provider text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  perform app.require_module(p_tenant_id, 'shop');
  delete from app.shipping_accounts a where a.tenant_id = p_tenant_id and a.provider = p_provider;
  return public.get_shop_deliveries(p_tenant_id);
end;
$$;

comment on function public.disconnect_carrier(uuid, text) is
  'Caller: owner and admin. The shop asks this provider no more, and its key is gone; orders keep what they were told. Answers as get_shop_deliveries. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.disconnect_carrier(uuid, text) from public, anon, authenticated;
grant execute on function public.disconnect_carrier(uuid, text) to authenticated;
