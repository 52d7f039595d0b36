create function app.assistant_order_state(p_tenant_id uuid, p_thread_id uuid, p_patient_id uuid, p_args jsonb, p_does boolean, p_now timestamptz)
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
    'total_cents', o.total_cents, 'at', o.created_at, 'items', o.items) order by o.created_at desc) into v_orders
  from (
    select x.*, (select jsonb_agg(jsonb_build_object('name', i.name, 'quantity', i.quantity) order by i.position)
      from public.order_items i where i.tenant_id = p_tenant_id and i.order_id = x.id) as items
    from public.orders x
    where x.tenant_id = p_tenant_id and (x.thread_id = p_thread_id or x.patient_id = p_patient_id)
      and (p_args ->> 'number' is null or x.number = (p_args ->> 'number')::integer)
    order by x.created_at desc limit 5) o;
  if v_orders is null then
    return '{"ok": false, "error": "nothing_found"}';
  end if;
  return jsonb_build_object('ok', true, 'data', jsonb_build_object('orders', v_orders),
    'words', (select string_agg(x ->> 'words', '; ') from jsonb_array_elements(v_orders) x));
end;
$$;
comment on function app.assistant_order_state(uuid, uuid, uuid, jsonb, boolean, timestamptz) is
  'A tool: orders of this conversation and of the patient who writes.';
revoke execute on function app.assistant_order_state(uuid, uuid, uuid, jsonb, boolean, timestamptz) from public, anon, authenticated;
