create function app.shop_rating(p_tenant_id uuid, p_product_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select case when r.count > 0 and app.takes_reviews(p_tenant_id, p_product_id)
    then jsonb_build_object('count', r.count, 'average', r.average) end
  from (
    select count(*)::int as count, round(avg(x.stars), 1) as average from public.reviews x
    where x.tenant_id = p_tenant_id and x.product_id = p_product_id and x.state = 'published') r;
$$;
comment on function app.shop_rating(uuid, uuid) is 'The reviews of a product in a number: {count, average}; NULL where none is shown.';
revoke execute on function app.shop_rating(uuid, uuid) from public, anon, authenticated;
