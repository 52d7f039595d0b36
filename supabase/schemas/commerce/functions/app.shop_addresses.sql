create function app.shop_addresses(p_slug text default null)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(x.entry order by x.entry ->> 'path'), '[]')
  from (
    select jsonb_build_object('path', r.slug, 'updated_at', s.updated_at) as entry
    from app.shop_routes r
    join public.shop_settings s on s.tenant_id = r.tenant_id
    where (p_slug is null or r.slug = p_slug) and s.is_indexed and (app.shop_of(r.slug)).tenant_id is not null
    union all
    select jsonb_build_object('path', r.slug || '/' || i.slug, 'updated_at', greatest(i.updated_at, p.updated_at))
    from app.shop_routes r
    join public.shop_settings s on s.tenant_id = r.tenant_id
    join public.catalog_items i on i.tenant_id = r.tenant_id and i.is_published
    join public.products p on p.tenant_id = r.tenant_id and p.id = i.product_id and p.archived_at is null
    where r.slug = p_slug and s.is_indexed and (app.shop_of(r.slug)).tenant_id is not null
    limit 50000
  ) x;
$$;
comment on function app.shop_addresses(text) is
  'Caller: shop, for sitemaps. Of one shop: [{path, updated_at}] of its list and its items, 50,000 at most; without a slug: of all open shops that search engines may list. Closed and private ones are absent.';
revoke execute on function app.shop_addresses(text) from public, anon, authenticated;
grant execute on function app.shop_addresses(text) to service_role;
