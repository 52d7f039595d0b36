create function public.save_product_images(p_tenant_id uuid, p_product_id uuid, p_images jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_image record;
  v_file app.media_files;
begin
  perform app.require_stock_keeper(p_tenant_id);
  if jsonb_typeof(p_images) is distinct from 'array' or jsonb_array_length(p_images) > 10 then
    raise sqlstate 'PT400' using message = 'too_many_files', detail = '10', hint = 'Up to ten pictures.';
  end if;
  -- one at a time: the list is kept as a whole
  perform from public.products p where p.tenant_id = p_tenant_id and p.id = p_product_id for no key update;
  if not found then
    raise sqlstate 'PT404' using message = 'product_not_found';
  end if;
  delete from public.product_images i
  where i.tenant_id = p_tenant_id and i.product_id = p_product_id
    and not exists (select from jsonb_array_elements(p_images) x where app.typed_id(x ->> 'id') = i.id);
  for v_image in
    select app.typed_id(x.value ->> 'id') as id, left(nullif(app.normalize_name(x.value ->> 'alt'), ''), 200) as alt, x.ordinality::smallint as position
    from jsonb_array_elements(p_images) with ordinality x order by 1
  loop
    -- held until it is kept: nobody sweeps it meanwhile
    select * into v_file from app.media_files f
    where f.tenant_id = p_tenant_id and f.id = v_image.id and f.bucket = 'product-images' and f.folder = p_product_id::text
      and (f.uploaded_by = auth.uid() or exists (select from public.product_images i where i.tenant_id = p_tenant_id and i.id = v_image.id))
    for update;
    if not found or v_file.state = 'doomed' then
      raise sqlstate 'PT404' using message = 'upload_not_found', hint = 'Choose the file again.';
    elsif v_file.state <> 'stored' then
      raise sqlstate 'PT409' using message = 'upload_incomplete', hint = 'Put the whole file first.';
    elsif v_file.mime_type not in ('image/jpeg', 'image/png', 'image/webp') then
      raise sqlstate 'PT409' using message = 'media_not_supported', detail = 'image/jpeg,image/png,image/webp';
    end if;
    insert into public.product_images (tenant_id, id, product_id, position, alt, mime_type, bytes, width, height, created_by)
    values (p_tenant_id, v_image.id, p_product_id, v_image.position, v_image.alt, v_file.mime_type, v_file.bytes::int, v_file.width, v_file.height, auth.uid())
    on conflict (tenant_id, id) do update set position = excluded.position, alt = excluded.alt;
    update app.media_files f set expires_at = null where f.tenant_id = p_tenant_id and f.id = v_image.id and f.expires_at is not null;
  end loop;
  update public.catalog_items c set updated_at = now() where c.tenant_id = p_tenant_id and c.product_id = p_product_id;
  perform app.broadcast(p_tenant_id, 'stock', jsonb_build_object('product_id', p_product_id));
  return app.product_images_json(p_tenant_id, p_product_id);
end;
$$;
comment on function public.save_product_images(uuid, uuid, jsonb) is
  'Caller: owner, admin and operator. The pictures of a product in their order, the cover first: p_images [{id, alt}], of which new ones were put by the caller; what is not named is removed. Answers list_product_images. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 product_not_found, PT400 too_many_files, PT404 upload_not_found, PT409 upload_incomplete, PT409 media_not_supported.';
revoke execute on function public.save_product_images(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_product_images(uuid, uuid, jsonb) to authenticated;
