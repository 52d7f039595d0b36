create function app.open_media_upload(p_tenant_id uuid, p_upload_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_file app.media_files;
  v_source app.media_files;
begin
  perform app.require_member(p_tenant_id);
  select * into v_file from app.media_files f
  where f.tenant_id = p_tenant_id and f.id = p_upload_id and f.uploaded_by = auth.uid();
  if not found or v_file.state = 'doomed' then
    raise sqlstate 'PT404' using message = 'upload_not_found', hint = 'Choose the file again.';
  end if;
  -- what is copied is looked at where it lies; the caller was allowed to open it when the copy began
  select * into v_source from app.media_files f where f.tenant_id = p_tenant_id and f.id = v_file.copy_of and f.state = 'stored';
  return jsonb_build_object('bucket', v_file.bucket, 'is_copy', v_file.copy_of is not null,
    'from_bucket', coalesce(v_source.bucket, v_file.bucket), 'is_stored', v_file.state = 'stored', 'upload_path', coalesce(v_source.path, app.upload_path(p_tenant_id, p_upload_id)),
    'mime_type', v_file.mime_type, 'file_name', v_file.file_name, 'kind', v_file.kind, 'max_bytes', app.media_byte_limit());
end;
$$;
comment on function app.open_media_upload(uuid, uuid) is
  'Caller: send-whatsapp-message or accept-media-upload with the claims of whoever began the upload. Returns {bucket, from_bucket, is_copy, is_stored, upload_path, mime_type, file_name, kind, max_bytes}. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 upload_not_found.';
revoke execute on function app.open_media_upload(uuid, uuid) from public, anon, authenticated;
grant execute on function app.open_media_upload(uuid, uuid) to authenticated;
