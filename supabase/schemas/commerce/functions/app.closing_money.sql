create function app.closing_money(p_tenant_id uuid, p_from date, p_to date)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'payments', coalesce((
      select jsonb_agg(jsonb_build_object('method', m.method, 'count', m.n, 'amount_cents', m.cents) order by m.cents desc, m.method)
      from (
        select e.method, count(*)::int as n, sum(p.amount_cents)::bigint as cents
        from public.order_payments p join public.money_entries e on e.tenant_id = p_tenant_id and e.id = p.entry_id
        where p.tenant_id = p_tenant_id and p.state in ('counted', 'honoured') and e.occurred_on between p_from and p_to
        group by e.method) m), '[]'),
    'received_cents', coalesce((
      select sum(p.amount_cents) from public.order_payments p join public.money_entries e on e.tenant_id = p_tenant_id and e.id = p.entry_id
      where p.tenant_id = p_tenant_id and p.state in ('counted', 'honoured') and e.occurred_on between p_from and p_to), 0),
    'refunds', coalesce((
      select jsonb_agg(jsonb_build_object('kind', f.kind, 'count', f.n, 'amount_cents', f.cents) order by f.kind)
      from (
        select r.kind, count(*)::int as n, sum(coalesce(r.order_cents, r.amount_cents))::bigint as cents from public.order_refunds r
        where r.tenant_id = p_tenant_id and r.kind in ('money', 'credit', 'dispute') and coalesce(r.order_cents, r.amount_cents) > 0
          and (r.created_at at time zone app.clinic_zone(p_tenant_id))::date between p_from and p_to
        group by r.kind) f), '[]'),
    'refunded_cents', coalesce((
      select sum(coalesce(r.order_cents, r.amount_cents)) from public.order_refunds r
      where r.tenant_id = p_tenant_id and r.kind in ('money', 'credit', 'dispute')
        and (r.created_at at time zone app.clinic_zone(p_tenant_id))::date between p_from and p_to), 0),
    -- kept by the provider whatever became of the payment
    'fees', (
      select jsonb_build_object('count', count(*), 'amount_cents', coalesce(sum(m.fee_cents), 0)) from public.money_payments m
      join public.money_entries e on e.tenant_id = p_tenant_id and e.id = m.id
      where m.tenant_id = p_tenant_id and m.fee_cents > 0 and e.occurred_on between p_from and p_to
        and exists (select from public.order_payments p where p.tenant_id = p_tenant_id and p.entry_id = m.id)));
$$;
comment on function app.closing_money(uuid, date, date) is
  'Money of orders that came and went in some days, both ends among them: {payments [{method, count, amount_cents}], received_cents, refunds [{kind money|credit|dispute, count, amount_cents}], refunded_cents, fees {count, amount_cents: what Stripe and Asaas kept}}, as order_payments and order_refunds say it. A dispute went; one that was won came again.';
revoke execute on function app.closing_money(uuid, date, date) from public, anon, authenticated;
