create function app.tell_orders(p_tenant_id uuid, p_ids uuid[])
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_orders jsonb;
begin
  select jsonb_agg(jsonb_build_object('number', o.number, 'state', o.state, 'words', 'Pedido ' || o.number || ': ' || case o.state
      when 'pending' then case when o.expired_at is not null then 'expirou sem pagamento' else 'aguardando pagamento' end
      when 'paid' then 'pago, em preparação' when 'fulfilled' then 'entregue' when 'returned' then 'devolvido' else 'cancelado' end,
    'total_cents', o.total_cents, 'at', o.created_at, 'items', (
      select jsonb_agg(jsonb_build_object('name', i.name, 'quantity', i.quantity) order by i.position)
      from public.order_items i where i.tenant_id = p_tenant_id and i.order_id = o.id)) order by o.created_at desc) into v_orders
  from public.orders o where o.tenant_id = p_tenant_id and o.id = any (p_ids);
  if v_orders is null then
    return '{"ok": false, "error": "nothing_found"}';
  end if;
  return jsonb_build_object('ok', true, 'data', jsonb_build_object('orders', v_orders),
    'words', (select string_agg(x ->> 'words', '; ') from jsonb_array_elements(v_orders) x));
end;
$$;
comment on function app.tell_orders(uuid, uuid[]) is
  'How a tool tells of orders: {ok, data: {orders: [{number, state, words, total_cents, at, items: [{name, quantity}]}]}, words}, newest first, or nothing_found.';
revoke execute on function app.tell_orders(uuid, uuid[]) from public, anon, authenticated;
