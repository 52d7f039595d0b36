create function app.shop_images(p_tenant_id uuid, p_product_id uuid, p_limit integer)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'alt', i.alt, 'width', i.width, 'height', i.height) order by i.position, i.id), '[]')
  from (
    select x.id, x.alt, x.width, x.height, x.position from public.product_images x
    where x.tenant_id = p_tenant_id and x.product_id = p_product_id order by x.position, x.id limit p_limit) i;
$$;
comment on function app.shop_images(uuid, uuid, integer) is 'The first pictures of a product as the shop shows them, the cover first: [{id, alt, width, height}].';
revoke execute on function app.shop_images(uuid, uuid, integer) from public, anon, authenticated;
