create function app.hold_order(p_order public.orders, p_expires_at timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_lines jsonb := app.order_lines(p_order.tenant_id, p_order.id);
begin
  if v_lines <> '[]' then
    perform app.hold_stock(p_order.tenant_id, v_lines, 'order', p_order.id, p_expires_at);
  end if;
end;
$$;
comment on function app.hold_order(public.orders, timestamptz) is
  'Holds what an order has not handed over, until p_expires_at or, NULL, for good. Errors: PT409 out_of_stock.';
revoke execute on function app.hold_order(public.orders, timestamptz) from public, anon, authenticated;
