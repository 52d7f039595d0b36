create function app.invoiced_elsewhere(p_tenant_id uuid, p_order_id uuid)
returns integer
language sql
stable
set search_path = ''
as $$
  select coalesce(sum(least(greatest(i.cents - app.invoiceable_cents(p_tenant_id, p.entry_id), 0), a.cents)), 0)::int
  from public.orders o
  join public.order_payments p on p.tenant_id = p_tenant_id and p.order_id = o.id
  join lateral (
    select sum(x.amount_cents)::int as cents from public.money_allocations x
    where x.tenant_id = p_tenant_id and x.payment_id = p.entry_id and x.charge_id = o.charge_id) a on a.cents > 0
  join lateral (
    select sum(x.amount_cents)::int as cents from public.service_invoices x
    where x.tenant_id = p_tenant_id and x.payment_id = p.entry_id and x.state <> 'cancelled') i on i.cents > 0
  where o.tenant_id = p_tenant_id and o.id = p_order_id;
$$;
comment on function app.invoiced_elsewhere(uuid, uuid) is
  'What of the money of an order has an NFS-e of the practice already: it was paid ahead and invoiced then, before it paid the order. Cents.';
revoke execute on function app.invoiced_elsewhere(uuid, uuid) from public, anon, authenticated;
