create function app.tell_invoice(p_invoice public.service_invoices)
returns void
language sql
set search_path = ''
as $$
  select app.tell_money(p_invoice.tenant_id, m.payer_id) from public.money_payments m
  where m.tenant_id = p_invoice.tenant_id and m.id = p_invoice.payment_id;
$$;
comment on function app.tell_invoice(public.service_invoices) is 'Open screens ask for the payment of an invoice again.';
revoke execute on function app.tell_invoice(public.service_invoices) from public, anon, authenticated;
