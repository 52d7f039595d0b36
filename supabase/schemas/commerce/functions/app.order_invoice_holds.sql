create function app.order_invoice_holds(p_tenant_id uuid, p_payment_id uuid)
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (
    select from public.order_payments p
    join public.order_invoices i on i.tenant_id = p_tenant_id and i.order_id = p.order_id and i.kind = 'nfse' and i.state <> 'cancelled'
    where p.tenant_id = p_tenant_id and p.entry_id = p_payment_id and i.amount_cents > coalesce((
      select a.cents from app.order_invoice_amounts(p_tenant_id, p.order_id) a where a.kind = 'nfse'), 0));
$$;
comment on function app.order_invoice_holds(uuid, uuid) is
  'Whether money of a payment that an order gave back still stands on an NFS-e of the order, which the issuer has not cancelled.';
revoke execute on function app.order_invoice_holds(uuid, uuid) from public, anon, authenticated;
