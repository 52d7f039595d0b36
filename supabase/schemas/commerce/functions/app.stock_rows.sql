create function app.stock_rows(p_tenant_id uuid, p_place_id uuid)
returns table (id uuid, product_id uuid, name text, choices text[], sort_key text, sku text, unit text, on_hand integer, reserved integer, available integer, incoming integer, value_cents bigint, reorder_point integer, is_low boolean, uses_lots boolean, expires_on date, supplier_id uuid, need_purchase_id uuid)
language sql
stable
set search_path = ''
as $$
  select v.id, p.id, p.name, v.choices, p.sort_key, v.sku, p.unit, l.on_hand, l.reserved, l.available, i.incoming, l.value_cents, v.reorder_point,
    coalesce(l.available <= v.reorder_point, false), v.uses_lots, e.expires_on, v.supplier_id, n.purchase_id
  from public.product_variants v
  join public.products p on p.tenant_id = p_tenant_id and p.id = v.product_id and p.archived_at is null
  cross join lateral (
    select coalesce(sum(x.on_hand), 0)::int as on_hand, coalesce(sum(x.reserved), 0)::int as reserved,
      coalesce(sum(x.value_cents), 0)::bigint as value_cents,
      coalesce(sum(x.on_hand - x.reserved - case when v.uses_lots then app.expired_units(p_tenant_id, v.id, x.place_id) else 0 end), 0)::int as available
    from public.stock_levels x
    where x.tenant_id = p_tenant_id and x.variant_id = v.id and x.place_id = coalesce(p_place_id, x.place_id)) l
  cross join lateral (
    select coalesce(sum(x.quantity - x.received), 0)::int as incoming
    from public.purchase_order_items x
    join public.purchase_orders o on o.tenant_id = p_tenant_id and o.id = x.purchase_id and o.state in ('draft', 'sent', 'partial')
    where x.tenant_id = p_tenant_id and x.variant_id = v.id) i
  left join lateral (
    select min(t.expires_on) as expires_on from public.stock_lots t
    join public.stock_lot_levels y on y.tenant_id = p_tenant_id and y.lot_id = t.id and y.on_hand > 0
      and y.place_id = coalesce(p_place_id, y.place_id)
    where t.tenant_id = p_tenant_id and t.variant_id = v.id) e on v.uses_lots
  left join public.stock_needs n on n.tenant_id = p_tenant_id and n.variant_id = v.id
  where v.tenant_id = p_tenant_id and v.tracks_stock and v.archived_at is null;
$$;
comment on function app.stock_rows(uuid, uuid) is
  'How each variant that has stock stands, at a place or in all: what list_stock shows and suggestions count with.';
revoke execute on function app.stock_rows(uuid, uuid) from public, anon, authenticated;
