create function public.begin_product_upload(
  p_tenant_id uuid, p_product_id uuid, p_upload_id uuid, p_mime_type text, p_bytes bigint, p_file_name text default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_file app.media_files;
  v_types text[];
  v_type text := lower(split_part(coalesce(p_mime_type, ''), ';', 1));
begin
  perform app.require_stock_keeper(p_tenant_id);
  perform app.require_module(p_tenant_id, 'shop');
  if not exists (
    select from public.products q join public.product_kinds k on k.key = q.kind and k.is_downloaded
    where q.tenant_id = p_tenant_id and q.id = p_product_id) then
    raise sqlstate 'PT404' using message = 'product_not_found';
  elsif p_upload_id is null or coalesce(p_bytes, 0) <= 0 then
    raise sqlstate 'PT400' using message = 'empty_upload';
  end if;
  select b.allowed_mime_types into v_types from storage.buckets b where b.id = 'product-files';
  if v_type <> '' and not v_type = any (v_types) then
    raise sqlstate 'PT409' using message = 'media_not_supported', detail = array_to_string(v_types, ',');
  elsif p_bytes > app.media_byte_limit() then
    raise sqlstate 'PT400' using message = 'media_too_large', detail = app.media_byte_limit()::text,
      hint = format('Up to %s bytes.', app.media_byte_limit());
  end if;
  v_file := app.begin_upload(p_tenant_id, p_upload_id, 'document', coalesce(nullif(v_type, ''), 'application/octet-stream'), p_bytes,
    p_file_name, p_bucket => 'product-files', p_folder => p_product_id::text);
  return jsonb_build_object('upload_id', v_file.id, 'bucket', v_file.bucket, 'path', app.upload_path(p_tenant_id, v_file.id),
    'is_stored', v_file.state = 'stored', 'max_bytes', app.media_byte_limit());
end;
$$;

comment on function public.begin_product_upload(uuid, uuid, uuid, text, bigint, text) is
  'Caller: owner, admin and operator, before a browser puts a file of a digital product at path of bucket. Then accept-media-upload looks at it and save_product_file keeps it; what is not kept is removed after a day. Returns {upload_id, bucket, path, is_stored, max_bytes}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 product_not_found, PT400 empty_upload, PT409 media_not_supported, PT400 media_too_large, PT429 too_many_uploads, PT409 upload_id_in_use.';
revoke execute on function public.begin_product_upload(uuid, uuid, uuid, text, bigint, text) from public, anon, authenticated;
grant execute on function public.begin_product_upload(uuid, uuid, uuid, text, bigint, text) to authenticated;
