create function app.ask_order_invoices(p_order public.orders, p_by uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_part record;
  v_id uuid;
begin
  for v_part in select a.kind, a.cents from app.open_order_invoices(p_order.tenant_id, p_order.id) a order by a.kind loop
    insert into public.order_invoices (tenant_id, order_id, kind, amount_cents, content, created_by)
    values (p_order.tenant_id, p_order.id, v_part.kind, v_part.cents, app.order_invoice_content(p_order, v_part.kind, v_part.cents), p_by)
    returning id into v_id;
    perform app.enqueue_at(p_order.tenant_id, 'order_invoice', jsonb_build_object('id', v_id), now());
  end loop;
end;
$$;
comment on function app.ask_order_invoices(public.orders, uuid) is
  'The invoices that an order has not got yet are asked for. The order is locked. Errors: those of app.order_invoice_content.';
revoke execute on function app.ask_order_invoices(public.orders, uuid) from public, anon, authenticated;
