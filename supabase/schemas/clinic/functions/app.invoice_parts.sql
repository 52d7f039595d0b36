create function app.invoice_parts(p_tenant_id uuid, p_payment_ids uuid[])
returns table (payment_id uuid, patient_id uuid, therapist_id uuid, cents integer)
language sql
stable
set search_path = ''
as $$
  select x.payment_id, x.patient_id, x.therapist_id, sum(x.cents)::int
  from (
    select z.payment_id, z.patient_id, z.therapist_id, z.cents from app.payment_parts(p_tenant_id, p_payment_ids) z
    union all
    -- the invoice of an order is the order's
    select a.payment_id, c.patient_id, coalesce(c.therapist_id, app.usual_therapist(p_tenant_id, c.patient_id)), -a.amount_cents
    from public.money_allocations a
    join public.money_charges c on c.tenant_id = p_tenant_id and c.id = a.charge_id and c.order_id is not null
    join public.money_entries e on e.tenant_id = p_tenant_id and e.id = a.payment_id and e.kind = 'payment'
    where a.tenant_id = p_tenant_id and a.payment_id = any (p_payment_ids)) x
  group by x.payment_id, x.patient_id, x.therapist_id having sum(x.cents) > 0;
$$;
comment on function app.invoice_parts(uuid, uuid[]) is
  'As app.payment_parts, without what paid orders: that money has its invoices with its order.';
revoke execute on function app.invoice_parts(uuid, uuid[]) from public, anon, authenticated;
