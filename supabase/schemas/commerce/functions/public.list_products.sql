create function public.list_products(
  p_tenant_id uuid, p_search text default null, p_after jsonb default null, p_limit integer default 50, p_where jsonb default '{}'
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_stock_reader(p_tenant_id);
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'sort_key', p.sort_key, 'kind', p.kind, 'category', p.category,
      'brand', p.brand, 'unit', p.unit, 'archived_at', p.archived_at, 'variants', v.variants, 'sku', v.sku, 'price_cents', v.price_cents,
      'highest_cents', v.highest_cents, 'tracks_stock', coalesce(v.tracks_stock, false), 'on_hand', v.on_hand, 'reserved', v.reserved)
      order by p.sort_key, p.id), '[]')
    from (
      select * from public.products p
      where p.tenant_id = p_tenant_id and (p.archived_at is null) = not coalesce((p_where ->> 'archived')::boolean, false)
        and (nullif(p_where ->> 'kind', '') is null or p.kind = p_where ->> 'kind')
        and app.product_matches(p_tenant_id, p.id, p.sort_key, p_search)
        and (p_after is null or (p.sort_key, p.id) > (p_after ->> 'sort_key', (p_after ->> 'id')::uuid))
      order by p.sort_key, p.id limit least(greatest(coalesce(p_limit, 50), 1), 200)) p
    cross join lateral (
      select count(*) as variants, min(v.sku) as sku, min(v.price_cents) as price_cents, max(v.price_cents) as highest_cents,
        bool_or(v.tracks_stock) as tracks_stock, coalesce(sum(l.on_hand), 0) as on_hand, coalesce(sum(l.reserved), 0) as reserved
      from public.product_variants v
      left join lateral (
        select sum(x.on_hand) as on_hand, sum(x.reserved) as reserved
        from public.stock_levels x where x.tenant_id = p_tenant_id and x.variant_id = v.id) l on true
      where v.tenant_id = p_tenant_id and v.product_id = p.id and v.archived_at is null) v);
end;
$$;
comment on function public.list_products(uuid, text, jsonb, integer, jsonb) is
  'Caller: everybody but therapists. Products by name: [{id, name, kind, category, variants, sku, price_cents, highest_cents, tracks_stock, on_hand, reserved, …}]. p_search: words of the name, a SKU or a barcode; p_where {archived, kind}; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.list_products(uuid, text, jsonb, integer, jsonb) from public, anon, authenticated;
grant execute on function public.list_products(uuid, text, jsonb, integer, jsonb) to authenticated;
