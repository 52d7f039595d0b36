create function app.lock_order(p_tenant_id uuid, p_order_id uuid)
returns public.orders
language plpgsql
set search_path = ''
as $$
declare
  v_payer uuid := (select o.payer_id from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id);
  v_order public.orders;
begin
  if v_payer is null then
    raise sqlstate 'PT404' using message = 'order_not_found';
  end if;
  perform app.lock_payer(p_tenant_id, v_payer);
  select * into v_order from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id for update;
  return v_order;
end;
$$;
comment on function app.lock_order(uuid, uuid) is
  'Locks whoever pays, then the order: the order in which PIX, Stripe, the desk and the clock come. Errors: PT404 order_not_found.';
revoke execute on function app.lock_order(uuid, uuid) from public, anon, authenticated;
