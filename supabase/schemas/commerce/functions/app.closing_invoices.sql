create function app.closing_invoices(p_tenant_id uuid, p_begin timestamptz, p_end timestamptz)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'issued', coalesce((
      select jsonb_agg(jsonb_build_object('kind', k.kind, 'count', k.n, 'amount_cents', k.cents) order by k.kind)
      from (
        select i.kind, count(*)::int as n, sum(i.amount_cents)::bigint as cents from public.order_invoices i
        where i.tenant_id = p_tenant_id and i.state = 'issued' and i.issued_at >= p_begin and i.issued_at < p_end group by i.kind) k), '[]'),
    'issued_cents', coalesce((
      select sum(i.amount_cents) from public.order_invoices i
      where i.tenant_id = p_tenant_id and i.state = 'issued' and i.issued_at >= p_begin and i.issued_at < p_end), 0),
    'missing', (
      select jsonb_build_object('orders', count(*), 'amount_cents', coalesce(sum(m.cents), 0)) from public.orders o
      cross join lateral (
        select o.total_cents - o.refunded_cents - coalesce((
          select sum(i.amount_cents) from public.order_invoices i
          where i.tenant_id = p_tenant_id and i.order_id = o.id and i.state = 'issued'), 0)::int as cents) g
      cross join lateral (
        select case when g.cents > 0 then g.cents - app.invoiced_elsewhere(p_tenant_id, o.id) else 0 end as cents) m
      where o.tenant_id = p_tenant_id and o.paid_at >= p_begin and o.paid_at < p_end and o.state in ('paid', 'fulfilled', 'returned')
        and m.cents > 0 and exists (
          select from public.fiscal_settings s where s.tenant_id = p_tenant_id and s.issues_invoices)));
$$;
comment on function app.closing_invoices(uuid, timestamptz, timestamptz) is
  'Invoices of orders in a time: {issued [{kind nfe|nfse, count, amount_cents}: issued in it, and they hold], issued_cents, missing {orders, amount_cents: of orders paid in it, what was kept and is on no invoice that is issued; none where the clinic issues none}}.';
revoke execute on function app.closing_invoices(uuid, timestamptz, timestamptz) from public, anon, authenticated;
