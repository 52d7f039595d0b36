create function app.give_coupon_back(p_order public.orders)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.coupon_uses u set given_back_at = now()
  where u.tenant_id = p_order.tenant_id and u.coupon_id = p_order.coupon_id and u.order_id = p_order.id and u.given_back_at is null;
  if found then
    update public.coupons c set uses = c.uses - 1 where c.tenant_id = p_order.tenant_id and c.id = p_order.coupon_id;
  end if;
end;
$$;
comment on function app.give_coupon_back(public.orders) is
  'An order that ends gives its use of a coupon back.';
revoke execute on function app.give_coupon_back(public.orders) from public, anon, authenticated;
