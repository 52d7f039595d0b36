create function public.begin_patient_upload(
  p_tenant_id uuid, p_patient_id uuid, p_upload_id uuid, p_mime_type text, p_bytes bigint, p_file_name text default null
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
  perform app.require_patient(p_tenant_id, p_patient_id);
  if p_upload_id is null or coalesce(p_bytes, 0) <= 0 then
    raise sqlstate 'PT400' using message = 'empty_upload';
  end if;
  select b.allowed_mime_types into v_types from storage.buckets b where b.id = 'patient-files';
  -- a browser may know no type: the content is looked at before it is kept
  if v_type <> '' and not v_type = any (v_types) then
    raise sqlstate 'PT409' using message = 'media_not_supported', detail = array_to_string(v_types, ',');
  end if;
  if p_bytes > app.media_byte_limit() then
    raise sqlstate 'PT400' using message = 'media_too_large', detail = app.media_byte_limit()::text,
      hint = format('Up to %s bytes.', app.media_byte_limit());
  end if;
  v_file := app.begin_upload(p_tenant_id, p_upload_id, 'document', coalesce(nullif(v_type, ''), 'application/octet-stream'), p_bytes,
    p_file_name, p_bucket => 'patient-files', p_folder => p_patient_id::text);
  return jsonb_build_object('upload_id', v_file.id, 'bucket', v_file.bucket, 'path', app.upload_path(p_tenant_id, v_file.id),
    'is_stored', v_file.state = 'stored', 'max_bytes', app.media_byte_limit());
end;
$$;
comment on function public.begin_patient_upload(uuid, uuid, uuid, text, bigint, text) is
  'Caller: members, before a browser puts a file of a patient at path of bucket, as for begin_media_upload. Then accept-media-upload looks at the file and add_patient_file keeps it; what is not kept is removed after a day. Returns {upload_id, bucket, path, is_stored, max_bytes}. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found, PT400 empty_upload, PT409 media_not_supported, PT400 media_too_large, PT429 too_many_uploads, PT409 upload_id_in_use.';
revoke execute on function public.begin_patient_upload(uuid, uuid, uuid, text, bigint, text) from public, anon, authenticated;
grant execute on function public.begin_patient_upload(uuid, uuid, uuid, text, bigint, text) to authenticated;
