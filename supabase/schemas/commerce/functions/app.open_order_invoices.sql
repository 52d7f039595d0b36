create function app.open_order_invoices(p_tenant_id uuid, p_order_id uuid)
returns table (kind text, cents integer)
language sql
stable
set search_path = ''
as $$
  select d.kind, d.cents from public.orders o
  cross join app.order_invoice_dues(p_tenant_id, p_order_id) d
  where o.tenant_id = p_tenant_id and o.id = p_order_id and o.state in ('paid', 'fulfilled', 'returned')
    and o.paid_cents >= o.total_cents - o.refunded_cents
    and not exists (
      select from public.order_invoices i
      where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind = d.kind and i.state <> 'cancelled');
$$;
comment on function app.open_order_invoices(uuid, uuid) is
  'What of an order that is paid has no invoice yet, by kind; also of one that came back whole, where something was kept (its freight). Money with an NFS-e of the practice is left out. Cents.';
revoke execute on function app.open_order_invoices(uuid, uuid) from public, anon, authenticated;
