-- The list of a shop. Everything that is wrong is an answer, not an error: what is counted stays counted.
create function app.open_shop(p_slug text, p_filter jsonb, p_ip_hash text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_shop public.shop_settings;
  v_words text := translate(app.normalize_text(left(p_filter ->> 'q', 80)), '%_\', '');
  v_after text := p_filter ->> 'after';
  v_page uuid[];
  v_size constant integer := 24;
begin
  if not app.take_turn('shop:open:' || coalesce(p_ip_hash, '-'), 600, interval '10 minutes') then
    return '{"state": "limited"}';
  end if;
  v_shop := app.shop_of(p_slug);
  if v_shop.tenant_id is null then
    return '{"state": "unknown"}';
  end if;
  v_page := array(
    select p.id from public.products p
    where p.tenant_id = v_shop.tenant_id and p.archived_at is null
      and (v_after is null or (p.sort_key, p.id) > (
        select a.sort_key, a.id from public.products a
        join public.catalog_items c on c.tenant_id = v_shop.tenant_id and c.product_id = a.id
        where a.tenant_id = v_shop.tenant_id and c.slug = v_after))
      and (v_words is null or v_words = '' or p.sort_key like '%' || v_words || '%'
        or app.normalize_text(p.category) = v_words)
      and (p_filter ->> 'category' is null or p.category = p_filter ->> 'category')
      and (p_filter ->> 'kind' is null or p.kind = p_filter ->> 'kind')
      and exists (
        select from public.catalog_items i where i.tenant_id = v_shop.tenant_id and i.product_id = p.id and i.is_published)
    order by p.sort_key, p.id limit v_size + 1);
  return jsonb_build_object('state', 'open', 'shop', app.shop_frame(v_shop),
    'items', coalesce((
      select jsonb_agg(app.shop_card(v_shop.tenant_id, x.id) order by x.n) from unnest(v_page) with ordinality x (id, n) where x.n <= v_size), '[]'),
    'next', (
      select i.slug from public.catalog_items i
      where cardinality(v_page) > v_size and i.tenant_id = v_shop.tenant_id and i.product_id = v_page[v_size]),
    'categories', coalesce((
      select jsonb_agg(c.category order by c.category)
      from (
        select distinct p.category from public.products p
        join public.catalog_items i on i.tenant_id = v_shop.tenant_id and i.product_id = p.id and i.is_published
        where p.tenant_id = v_shop.tenant_id and p.archived_at is null and p.category is not null order by 1 limit 40
      ) c), '[]'),
    'kinds', coalesce((
      select jsonb_agg(k.key order by k.position)
      from public.product_kinds k where exists (
        select from public.products p
        join public.catalog_items i on i.tenant_id = v_shop.tenant_id and i.product_id = p.id and i.is_published
        where p.tenant_id = v_shop.tenant_id and p.kind = k.key and p.archived_at is null)), '[]'));
end;
$$;
comment on function app.open_shop(text, jsonb, text) is
  'Caller: shop, for whoever has the address. p_filter {q, category, kind, after: the slug of the last item seen}. {state: open | unknown | limited}; an open one with shop (app.shop_frame), 24 items (app.shop_card), next (what comes as after), categories and kinds that have something.';
revoke execute on function app.open_shop(text, jsonb, text) from public, anon, authenticated;
grant execute on function app.open_shop(text, jsonb, text) to service_role;
