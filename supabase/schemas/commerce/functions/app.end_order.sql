create function app.end_order(p_order public.orders, p_how text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.orders o set
    expired_at = case when p_how = 'expired' then now() end, cancelled_at = case when p_how = 'cancelled' then now() end, expires_at = null
  where o.tenant_id = p_order.tenant_id and o.id = p_order.id;
  perform app.close_charge(p_order.tenant_id, p_order.charge_id, 'Pedido nº ' || p_order.number || ' encerrado');
  -- coupons are locked before stock, as by whoever places an order
  perform app.give_coupon_back(p_order);
  perform app.release_stock(p_order.tenant_id, 'order', p_order.id);
  perform app.give_seats_back(p_order.tenant_id, p_order.id);
  -- sessions are locked before orders: their time is free a moment later
  insert into app.jobs (tenant_id, kind, payload)
  select p_order.tenant_id, 'free_order_times', jsonb_build_object('order_id', p_order.id)
  where exists (
    select from public.order_items i
    where i.tenant_id = p_order.tenant_id and i.order_id = p_order.id and i.kind = 'product' and i.session_id is not null);
  insert into app.jobs (tenant_id, kind, payload)
  select p_order.tenant_id, 'expire_checkout', jsonb_build_object('checkout_id', k.id) from app.stripe_checkouts k
  where k.tenant_id = p_order.tenant_id and k.order_id = p_order.id and k.state = 'open' and k.session_id is not null;
  -- sessions are locked before whoever pays: not here
  insert into app.jobs (tenant_id, kind, payload)
  select p_order.tenant_id, 'session_deposit', jsonb_build_object('order_id', p_order.id)
  where p_how = 'expired' and exists (
    select from public.order_items i where i.tenant_id = p_order.tenant_id and i.order_id = p_order.id and i.kind = 'deposit');
  perform app.note_order(p_order.tenant_id, p_order.id, p_how);
  perform app.publish_event(p_order.tenant_id, 'order.cancelled', jsonb_build_object('order_id', p_order.id));
  perform app.refresh_order(p_order.tenant_id, p_order.id);
end;
$$;
comment on function app.end_order(public.orders, text) is
  'An order is over (expired, cancelled): its charge is taken back, its stock, seats, times and coupon are free. What is still paid of it was given back before. It is locked.';
revoke execute on function app.end_order(public.orders, text) from public, anon, authenticated;
