create function app.order_invoice_dues(p_tenant_id uuid, p_order_id uuid)
returns table (kind text, cents integer)
language sql
stable
set search_path = ''
as $$
  with due as (select a.kind, a.cents from app.order_invoice_amounts(p_tenant_id, p_order_id) a)
  select d.kind, x.cents from due d
  cross join lateral (
    select case d.kind when 'nfe' then d.cents else
      d.cents - app.invoiced_elsewhere(p_tenant_id, p_order_id)
        -- what was kept of goods that came back, while the invoice that sold them holds
        - least(
          (select case when count(*) filter (where i.kind <> 'shipping') = 0 then d.cents else coalesce(sum(l.cents) filter (where i.kind = 'shipping'), 0)::int end
            from app.order_invoice_lines(p_tenant_id, p_order_id) l
            join public.order_items i on i.tenant_id = p_tenant_id and i.id = l.item_id
            where l.invoice = 'nfse'),
          greatest(coalesce((
            select i.amount_cents from public.order_invoices i
            where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind = 'nfe' and i.state <> 'cancelled'), 0)
            - coalesce((select g.cents from due g where g.kind = 'nfe'), 0), 0)) end as cents) x
  where x.cents > 0;
$$;
comment on function app.order_invoice_dues(uuid, uuid) is
  'What the invoices of an order are to say, by kind: what it costs in the end (app.order_invoice_amounts), less what the practice invoiced already, and less kept freight that still stands on the NF-e of goods that came back. Cents.';
revoke execute on function app.order_invoice_dues(uuid, uuid) from public, anon, authenticated;
