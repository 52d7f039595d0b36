create function public.list_product_images(p_tenant_id uuid, p_product_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_stock_reader(p_tenant_id);
  if not exists (select from public.products p where p.tenant_id = p_tenant_id and p.id = p_product_id) then
    raise sqlstate 'PT404' using message = 'product_not_found';
  end if;
  return app.product_images_json(p_tenant_id, p_product_id);
end;
$$;
comment on function public.list_product_images(uuid, uuid) is
  'Caller: everybody but therapists. The pictures of a product, the cover first: [{id, alt, path (of the bucket product-images), mime_type, width, height}]. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 product_not_found.';
revoke execute on function public.list_product_images(uuid, uuid) from public, anon, authenticated;
grant execute on function public.list_product_images(uuid, uuid) to authenticated;
