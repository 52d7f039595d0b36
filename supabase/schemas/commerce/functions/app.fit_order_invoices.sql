create function app.fit_order_invoices(p_order public.orders, p_reason text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_row public.order_invoices;
begin
  for v_row in
    select * from public.order_invoices i
    where i.tenant_id = p_order.tenant_id and i.order_id = p_order.id and i.state <> 'cancelled' and i.cancel_asked_at is null
      and i.amount_cents > coalesce((
        select a.cents from app.order_invoice_amounts(p_order.tenant_id, p_order.id) a where a.kind = i.kind), 0)
    order by i.id for update
  loop
    perform app.ask_invoice_cancel(v_row, p_reason);
  end loop;
end;
$$;
comment on function app.fit_order_invoices(public.orders, text) is
  'After money was given back: invoices of an order that say more than it costs now are cancelled. What is left of it is invoiced once they are (app.correct_order_invoices).';
revoke execute on function app.fit_order_invoices(public.orders, text) from public, anon, authenticated;
