create function public.save_product_file(p_tenant_id uuid, p_id uuid, p_product_id uuid, p_file jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_file app.media_files;
begin
  perform app.require_stock_keeper(p_tenant_id);
  perform app.require_module(p_tenant_id, 'shop');
  if not exists (select from public.product_files f where f.tenant_id = p_tenant_id and f.id = p_id and f.product_id = p_product_id) then
    -- held until it is kept: nobody sweeps it meanwhile
    select * into v_file from app.media_files f
    where f.tenant_id = p_tenant_id and f.id = p_id and f.bucket = 'product-files' and f.folder = p_product_id::text
      and f.uploaded_by = auth.uid() for update;
    if not found or v_file.state = 'doomed' then
      raise sqlstate 'PT404' using message = 'upload_not_found', hint = 'Choose the file again.';
    elsif v_file.state <> 'stored' then
      raise sqlstate 'PT409' using message = 'upload_incomplete', hint = 'Put the whole file first.';
    end if;
    insert into public.product_files (tenant_id, id, product_id, name, mime_type, size, uploaded_by)
    values (p_tenant_id, p_id, p_product_id,
      left(app.named_with_ending(coalesce(nullif(app.normalize_name(v_file.file_name), ''), 'arquivo'), v_file.path), 150),
      v_file.mime_type, v_file.bytes, auth.uid());
    update app.media_files f set expires_at = null where f.tenant_id = p_tenant_id and f.id = p_id;
  end if;
  update public.product_files f set max_downloads = coalesce(app.typed_number(p_file ->> 'max_downloads'), f.max_downloads),
    valid_days = coalesce(app.typed_number(p_file ->> 'valid_days'), f.valid_days),
    archived_at = case when p_file -> 'is_archived' = 'true' then coalesce(f.archived_at, now()) end
  where f.tenant_id = p_tenant_id and f.id = p_id;
  return public.list_product_files(p_tenant_id, p_product_id);
exception when check_violation or numeric_value_out_of_range then
  raise sqlstate 'PT400' using message = 'invalid_file';
end;
$$;

comment on function public.save_product_file(uuid, uuid, uuid, jsonb) is
  'Caller: owner, admin and operator. Keeps a file that was put for this product, once accept-media-upload has looked at it, or changes one: p_file {max_downloads, valid_days, is_archived}. Answers list_product_files. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 product_not_found, PT404 upload_not_found, PT409 upload_incomplete, PT400 invalid_file.';
revoke execute on function public.save_product_file(uuid, uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.save_product_file(uuid, uuid, uuid, jsonb) to authenticated;
