create function app.available_stock(p_tenant_id uuid, p_variant_ids uuid[])
returns table (variant_id uuid, available integer)
language sql
stable
set search_path = ''
as $$
  select v.id, greatest(coalesce(sum(l.on_hand - l.reserved - case when v.uses_lots then app.expired_units(p_tenant_id, v.id, l.place_id) else 0 end), 0), 0)::int
  from public.product_variants v
  left join public.stock_levels l on l.tenant_id = p_tenant_id and l.variant_id = v.id
  where v.tenant_id = p_tenant_id and v.id = any (p_variant_ids) and v.tracks_stock
  group by v.id;
$$;
comment on function app.available_stock(uuid, uuid[]) is
  'What can be promised of each variant that has stock, in all places together: on hand, less what is held and what has expired. A hint for screens; app.hold_stock decides.';
revoke execute on function app.available_stock(uuid, uuid[]) from public, anon, authenticated;
