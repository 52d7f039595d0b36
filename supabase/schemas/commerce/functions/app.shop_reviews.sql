create function app.shop_reviews(p_tenant_id uuid, p_product_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('stars', r.stars, 'body', r.body, 'name', r.shown_name, 'reply', r.reply,
    'on', (r.created_at at time zone app.clinic_zone(p_tenant_id))::date) order by r.created_at desc, r.id), '[]')
  from (
    select * from public.reviews x
    where x.tenant_id = p_tenant_id and x.product_id = p_product_id and x.state = 'published' and app.takes_reviews(p_tenant_id, p_product_id)
    order by x.created_at desc, x.id limit 30) r;
$$;
comment on function app.shop_reviews(uuid, uuid) is 'The reviews of a product as the shop shows them, the newest first: [{stars, body, name, reply, on}].';
revoke execute on function app.shop_reviews(uuid, uuid) from public, anon, authenticated;
