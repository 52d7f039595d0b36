create function public.get_catalog_item(p_tenant_id uuid, p_product_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_product public.products;
  v_item public.catalog_items;
begin
  perform app.require_stock_reader(p_tenant_id);
  select * into v_product from public.products p where p.tenant_id = p_tenant_id and p.id = p_product_id;
  if not found then
    raise sqlstate 'PT404' using message = 'product_not_found';
  end if;
  select * into v_item from public.catalog_items i where i.tenant_id = p_tenant_id and i.product_id = p_product_id;
  return jsonb_build_object('is_published', coalesce(v_item.is_published, false),
    'slug', coalesce(v_item.slug, app.slug_of(v_product.name, 100)), 'summary', v_item.summary, 'body', v_item.body,
    'therapist_id', v_item.therapist_id, 'weight_grams', v_item.weight_grams,
    'is_shipped', (select k.is_shipped from public.product_kinds k where k.key = v_product.kind),
    'is_downloaded', (select k.is_downloaded from public.product_kinds k where k.key = v_product.kind), 'therapists', case when v_product.session_type_id is not null and exists (
      select from public.product_kinds k where k.key = v_product.kind and not k.gives_sessions) then coalesce((
      select jsonb_agg(jsonb_build_object('id', t.user_id, 'name', t.name) order by t.position, t.name)
      from public.therapists t where t.tenant_id = p_tenant_id and t.is_active), '[]') end,
    'shop_slug', (select s.slug from public.shop_settings s where s.tenant_id = p_tenant_id and s.is_open and app.module_is_on(p_tenant_id, 'shop')));
end;
$$;
comment on function public.get_catalog_item(uuid, uuid) is
  'Caller: owner, admin, supervisor and operator. How a product stands in the shop: {is_published, slug, summary, body, therapist_id, weight_grams, is_shipped, is_downloaded, therapists [{id, name}] (of a service with a type of session: whose agenda can be booked; NULL otherwise), shop_slug (NULL while the shop is closed)}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 product_not_found.';
revoke execute on function public.get_catalog_item(uuid, uuid) from public, anon, authenticated;
grant execute on function public.get_catalog_item(uuid, uuid) to authenticated;
