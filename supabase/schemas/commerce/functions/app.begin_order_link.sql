create function app.begin_order_link(p_tenant_id uuid, p_order_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_order public.orders;
  v_open integer;
begin
  perform app.require_order_writer(p_tenant_id);
  select * into v_order from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id;
  if v_order.id is null then
    raise sqlstate 'PT404' using message = 'order_not_found';
  end if;
  v_open := v_order.total_cents - v_order.refunded_cents - v_order.paid_cents;
  if v_order.state = 'cancelled' or v_open <= 0 then
    raise sqlstate 'PT409' using message = 'order_not_payable';
  end if;
  return jsonb_build_object('order_id', p_order_id, 'number', v_order.number, 'amount_cents', v_open, 'page_key', v_order.page_key);
end;
$$;

comment on function app.begin_order_link(uuid, uuid) is
  'Caller: owner, admin and operator, through order-checkout. What is said of an order whose page is sent to be paid {order_id, number, amount_cents, page_key}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 order_not_found, PT409 order_not_payable.';
revoke execute on function app.begin_order_link(uuid, uuid) from public, anon, authenticated;
grant execute on function app.begin_order_link(uuid, uuid) to authenticated;
