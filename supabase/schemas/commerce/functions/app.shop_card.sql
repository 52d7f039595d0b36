create function app.shop_card(p_tenant_id uuid, p_product_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('slug', i.slug, 'name', p.name, 'kind', p.kind, 'category', p.category, 'summary', i.summary,
    'price_cents', v.cheapest, 'dearest_cents', v.dearest,
    'is_available', case when k.has_seats then d.starts_at is not null when v.tracks then coalesce(l.available, 0) > 0 else v.variants > 0 end,
    'next_at', d.starts_at, 'image', app.shop_images(p_tenant_id, p.id, 1) -> 0, 'rating', app.shop_rating(p_tenant_id, p.id), 'updated_at', greatest(p.updated_at, i.updated_at))
  from public.catalog_items i
  join public.products p on p.tenant_id = p_tenant_id and p.id = i.product_id
  join public.product_kinds k on k.key = p.kind
  cross join lateral (
    select count(*) as variants, min(x.price_cents) as cheapest, max(x.price_cents) as dearest, coalesce(bool_and(x.tracks_stock), false) as tracks
    from public.product_variants x where x.tenant_id = p_tenant_id and x.product_id = p.id and x.archived_at is null) v
  left join lateral (
    select sum(s.on_hand - s.reserved) as available
    from public.product_variants x
    join public.stock_levels s on s.tenant_id = p_tenant_id and s.variant_id = x.id
    where v.tracks and x.tenant_id = p_tenant_id and x.product_id = p.id and x.archived_at is null) l on true
  left join lateral (
    select s.starts_at from public.schedule_slots s
    where k.has_seats and s.tenant_id = p_tenant_id and s.product_id = p.id and s.starts_at > now() and s.cancelled_at is null
      and s.reserved + s.sold < s.capacity
    order by s.starts_at limit 1) d on true
  where i.tenant_id = p_tenant_id and i.product_id = p_product_id;
$$;
comment on function app.shop_card(uuid, uuid) is
  'A product as lists of the shop show it: {slug, name, kind, category, summary, price_cents, dearest_cents, is_available, next_at (the next date with a free seat), image (its cover, as app.shop_images), rating {count, average}, updated_at}.';
revoke execute on function app.shop_card(uuid, uuid) from public, anon, authenticated;
