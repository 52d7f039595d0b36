create function app.ask_invoice_cancel(p_invoice public.order_invoices, p_reason text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update public.order_invoices i set cancel_asked_at = now(), cancel_reason = left(p_reason, 300), error = null
  where i.tenant_id = p_invoice.tenant_id and i.id = p_invoice.id and i.cancel_asked_at is null;
  if found then
    perform app.enqueue_at(p_invoice.tenant_id, 'order_invoice', jsonb_build_object('id', p_invoice.id), now());
    perform app.tell_order_invoice(p_invoice.tenant_id, p_invoice.order_id);
  end if;
end;
$$;
comment on function app.ask_invoice_cancel(public.order_invoices, text) is 'The issuer is asked, by a job, to cancel an invoice of an order, once.';
revoke execute on function app.ask_invoice_cancel(public.order_invoices, text) from public, anon, authenticated;
