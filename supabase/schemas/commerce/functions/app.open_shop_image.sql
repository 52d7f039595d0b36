create function app.open_shop_image(p_slug text, p_image_id uuid, p_ip_hash text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_shop public.shop_settings;
  v_file jsonb;
begin
  if not app.take_turn('shop:image:' || coalesce(p_ip_hash, '-'), 5000, interval '10 minutes') then
    return '{"state": "limited"}';
  end if;
  v_shop := app.shop_of(p_slug);
  select jsonb_build_object('state', 'open', 'path', f.path, 'mime_type', i.mime_type) into v_file
  from public.product_images i
  join app.media_files f on f.tenant_id = i.tenant_id and f.id = i.id and f.state = 'stored' and f.bucket = 'product-images'
  join public.products p on p.tenant_id = i.tenant_id and p.id = i.product_id and p.archived_at is null
  join public.catalog_items c on c.tenant_id = i.tenant_id and c.product_id = i.product_id and c.is_published
  where i.tenant_id = v_shop.tenant_id and i.id = p_image_id;
  return coalesce(v_file, '{"state": "unknown"}');
end;
$$;
comment on function app.open_shop_image(text, uuid, text) is
  'Caller: shop, for whoever has the address. Where a picture lies of something that stands in an open shop: {state: open | unknown | limited, path, mime_type}.';
revoke execute on function app.open_shop_image(text, uuid, text) from public, anon, authenticated;
grant execute on function app.open_shop_image(text, uuid, text) to service_role;
