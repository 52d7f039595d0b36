create function app.keep_coupon_use(p_order public.orders)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.coupon_uses u set given_back_at = null
  where u.tenant_id = p_order.tenant_id and u.coupon_id = p_order.coupon_id and u.order_id = p_order.id and u.given_back_at is not null;
  if found then
    -- its last use may be somebody else's by now: the price that was paid stands all the same
    update public.coupons c set uses = c.uses + 1
    where c.tenant_id = p_order.tenant_id and c.id = p_order.coupon_id and (c.max_uses is null or c.uses < c.max_uses);
    if not found then
      update public.coupon_uses u set given_back_at = now()
      where u.tenant_id = p_order.tenant_id and u.coupon_id = p_order.coupon_id and u.order_id = p_order.id;
    end if;
  end if;
end;
$$;
comment on function app.keep_coupon_use(public.orders) is
  'An order that is open again takes its use of a coupon back, if there is one left.';
revoke execute on function app.keep_coupon_use(public.orders) from public, anon, authenticated;
