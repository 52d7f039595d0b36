create function app.tell_order_invoice(p_tenant_id uuid, p_order_id uuid)
returns void
language sql
set search_path = ''
as $$
  select app.broadcast(p_tenant_id, 'orders', jsonb_build_object('id', o.id, 'number', o.number, 'state', o.state))
  from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id;
$$;
comment on function app.tell_order_invoice(uuid, uuid) is 'Open screens ask for the invoices of an order again.';
revoke execute on function app.tell_order_invoice(uuid, uuid) from public, anon, authenticated;
