create function app.correct_order_invoices(p_order public.orders, p_cancelled public.order_invoices)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_row public.order_invoices;
begin
  -- what said all that it was to say was cancelled by a person, who decides what comes after
  if p_cancelled.amount_cents = coalesce((
    select d.cents from app.order_invoice_dues(p_order.tenant_id, p_order.id) d where d.kind = p_cancelled.kind), 0) then
    return;
  end if;
  -- freight that was kept goes from the goods to the services
  for v_row in
    select i.* from public.order_invoices i
    join app.order_invoice_dues(p_order.tenant_id, p_order.id) d on d.kind = i.kind
    where i.tenant_id = p_order.tenant_id and i.order_id = p_order.id and i.state <> 'cancelled' and i.cancel_asked_at is null
      and i.amount_cents < d.cents
    order by i.id for update of i
  loop
    perform app.ask_invoice_cancel(v_row, p_cancelled.cancel_reason);
  end loop;
  begin
    perform app.ask_order_invoices(p_order, p_cancelled.created_by);
  exception when sqlstate 'PT409' then
    -- something is missing now: it stays open until a person asks for it
    null;
  end;
end;
$$;
comment on function app.correct_order_invoices(public.orders, public.order_invoices) is
  'After an invoice of an order was cancelled that said something else than the order costs now: what is left is invoiced, and what says too little by it is cancelled first. The order is locked.';
revoke execute on function app.correct_order_invoices(public.orders, public.order_invoices) from public, anon, authenticated;
