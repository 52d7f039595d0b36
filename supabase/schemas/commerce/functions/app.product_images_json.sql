create function app.product_images_json(p_tenant_id uuid, p_product_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'alt', i.alt, 'path', f.path, 'mime_type', i.mime_type, 'width', i.width, 'height', i.height)
    order by i.position, i.id), '[]')
  from public.product_images i
  join app.media_files f on f.tenant_id = p_tenant_id and f.id = i.id
  where i.tenant_id = p_tenant_id and i.product_id = p_product_id;
$$;
comment on function app.product_images_json(uuid, uuid) is 'The pictures of a product, the cover first: [{id, alt, path, mime_type, width, height}].';
revoke execute on function app.product_images_json(uuid, uuid) from public, anon, authenticated;
