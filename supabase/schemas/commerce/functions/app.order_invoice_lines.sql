create function app.order_invoice_lines(p_tenant_id uuid, p_order_id uuid)
returns table (item_id uuid, "position" smallint, invoice text, name text, sku text, quantity integer, cents integer, product_id uuid)
language sql
stable
set search_path = ''
as $$
  select i.id, i.position,
    -- the freight goes with the goods that it carried
    coalesce(k.invoice, case when i.kind = 'shipping' and bool_or(k.invoice = 'nfe') over () then 'nfe' else 'nfse' end),
    i.name, i.sku, i.quantity - i.returned, i.total_cents - round(i.total_cents::numeric * i.returned / i.quantity)::int, p.id
  from public.order_items i
  left join public.product_variants v on v.tenant_id = p_tenant_id and v.id = i.variant_id
  left join public.products p on p.tenant_id = p_tenant_id and p.id = v.product_id
  left join public.product_kinds k on k.key = p.kind
  where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.quantity > i.returned;
$$;
comment on function app.order_invoice_lines(uuid, uuid) is
  'The lines of an order that were kept, with the invoice that each belongs on and what they cost together. Freight is on the invoice of the goods; a deposit of a session, and freight of which no goods were kept, on that of the services.';
revoke execute on function app.order_invoice_lines(uuid, uuid) from public, anon, authenticated;
