create function app.order_invoice_amounts(p_tenant_id uuid, p_order_id uuid)
returns table (kind text, cents integer)
language sql
stable
set search_path = ''
as $$
  select x.kind, x.cents from (
    select o.kept, coalesce(sum(l.cents) filter (where l.invoice = 'nfe'), 0) as goods, coalesce(sum(l.cents), 0) as lines
    from (select o.total_cents - o.refunded_cents as kept from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id) o
    left join app.order_invoice_lines(p_tenant_id, p_order_id) l on true
    group by o.kept) s
  cross join lateral (select case when s.lines = 0 then 0 else round(s.kept::numeric * s.goods / s.lines)::int end as goods) g
  cross join lateral (values ('nfe', g.goods), ('nfse', s.kept - g.goods)) x (kind, cents)
  where x.cents > 0;
$$;
comment on function app.order_invoice_amounts(uuid, uuid) is
  'What an order costs in the end, by the invoice that it belongs on (nfe goods, nfse services): money that was given back for no line is shared by value, to the cent. What was kept although all came back belongs to the services.';
revoke execute on function app.order_invoice_amounts(uuid, uuid) from public, anon, authenticated;
