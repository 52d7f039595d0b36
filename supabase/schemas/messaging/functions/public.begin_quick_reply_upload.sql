create function public.begin_quick_reply_upload(
  p_tenant_id uuid, p_reply_id uuid, p_upload_id uuid, p_kind text, p_mime_type text, p_bytes bigint, p_file_name text default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_file app.media_files;
  v_max bigint;
  v_type text := lower(split_part(coalesce(p_mime_type, ''), ';', 1));
begin
  perform app.require_member(p_tenant_id);
  if p_reply_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if p_upload_id is null or coalesce(p_bytes, 0) <= 0 then
    raise sqlstate 'PT400' using message = 'empty_upload';
  end if;
  perform app.require_quick_reply_rights(p_tenant_id, p_reply_id);
  v_max := app.require_keepable_media(p_kind, v_type, p_bytes);
  v_file := app.begin_upload(p_tenant_id, p_upload_id, p_kind, v_type, p_bytes, p_file_name, p_reply_id);
  return jsonb_build_object('upload_id', v_file.id, 'bucket', 'whatsapp-media', 'path', app.upload_path(p_tenant_id, v_file.id),
    'is_stored', v_file.state = 'stored', 'max_bytes', v_max);
end;
$$;
comment on function public.begin_quick_reply_upload(uuid, uuid, uuid, text, text, bigint, text) is
  'Caller: members, before a browser puts a file of the quick reply p_reply_id, which need not be saved yet, at path of bucket; otherwise as begin_media_upload. p_kind: image, audio, document. Then accept-media-upload looks at the file, and save_quick_reply keeps it; what is not kept is removed after a day. Returns {upload_id, bucket, path, is_stored, max_bytes}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 quick_reply_not_found, PT400 missing_client_id, PT400 empty_upload, PT409 media_not_supported, PT400 media_too_large, PT429 too_many_uploads, PT409 upload_id_in_use.';
revoke execute on function public.begin_quick_reply_upload(uuid, uuid, uuid, text, text, bigint, text) from public, anon, authenticated;
grant execute on function public.begin_quick_reply_upload(uuid, uuid, uuid, text, text, bigint, text) to authenticated;
