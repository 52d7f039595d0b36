create function app.open_shop_item(p_slug text, p_item text, p_ip_hash text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_shop public.shop_settings;
  v_item public.catalog_items;
begin
  if not app.take_turn('shop:open:' || coalesce(p_ip_hash, '-'), 600, interval '10 minutes') then
    return '{"state": "limited"}';
  end if;
  v_shop := app.shop_of(p_slug);
  if v_shop.tenant_id is null then
    return '{"state": "unknown"}';
  end if;
  select i.* into v_item from public.catalog_items i
  join public.products p on p.tenant_id = v_shop.tenant_id and p.id = i.product_id and p.archived_at is null
  where i.tenant_id = v_shop.tenant_id and i.slug = p_item and i.is_published;
  if v_item.id is null then
    return jsonb_build_object('state', 'gone', 'shop', app.shop_frame(v_shop));
  end if;
  return jsonb_build_object('state', 'open', 'shop', app.shop_frame(v_shop), 'item', app.shop_card(v_shop.tenant_id, v_item.product_id)
    || jsonb_build_object('body', v_item.body, 'images', app.shop_images(v_shop.tenant_id, v_item.product_id, 10),
      'reviews', app.shop_reviews(v_shop.tenant_id, v_item.product_id),
      'variants', coalesce((
        select jsonb_agg(jsonb_build_object('id', v.id, 'sku', v.sku, 'name', array_to_string(v.choices, ' · '), 'price_cents', v.price_cents,
          'is_available', not v.tracks_stock or exists (
            select from public.stock_levels l where l.tenant_id = v_shop.tenant_id and l.variant_id = v.id and l.on_hand > l.reserved))
          order by v.position, v.id)
        from public.product_variants v
        where v.tenant_id = v_shop.tenant_id and v.product_id = v_item.product_id and v.archived_at is null), '[]'),
      'dates', coalesce((
        select jsonb_agg(jsonb_build_object('id', s.id, 'starts_at', s.starts_at, 'ends_at', s.ends_at,
          'start_local', app.local_text(s.starts_at, app.clinic_zone(v_shop.tenant_id)), 'place', s.place,
          'free', s.capacity - s.reserved - s.sold) order by s.starts_at, s.id)
        from (
          select * from public.schedule_slots x
          where x.tenant_id = v_shop.tenant_id and x.product_id = v_item.product_id and x.starts_at > now() and x.cancelled_at is null
          order by x.starts_at limit 50
        ) s), '[]')));
end;
$$;
comment on function app.open_shop_item(text, text, text) is
  'Caller: shop, for whoever has the address. {state: open | gone | unknown | limited}, shop, item: app.shop_card with body, images (app.shop_images), reviews (app.shop_reviews), variants [{id, sku, name, price_cents, is_available}] and dates [{id, starts_at, ends_at, start_local, place, free}] to come.';
revoke execute on function app.open_shop_item(text, text, text) from public, anon, authenticated;
grant execute on function app.open_shop_item(text, text, text) to service_role;
