-- Writes an upload of the caller down, or finds it: the same id again is the same upload. Errors: PT429 too_many_uploads,
-- PT409 upload_id_in_use.
create function app.begin_upload(
  p_tenant_id uuid, p_upload_id uuid, p_kind text, p_mime_type text, p_bytes bigint, p_file_name text, p_reply_id uuid default null,
  p_bucket text default 'whatsapp-media', p_folder text default null, p_copy_of uuid default null
)
returns app.media_files
language plpgsql
set search_path = ''
as $$
declare
  v_file app.media_files;
begin
  if (
    select count(*) from app.media_files f
    where f.tenant_id = p_tenant_id and f.uploaded_by = auth.uid() and f.expires_at > now() + interval '23 hours'
  ) >= 200 then
    raise sqlstate 'PT429' using message = 'too_many_uploads', hint = 'Wait until the files before these are sent.';
  end if;
  insert into app.media_files (tenant_id, id, state, path, kind, mime_type, bytes, file_name, uploaded_by, quick_reply_id,
    bucket, folder, copy_of, expires_at)
  values (p_tenant_id, p_upload_id, 'uploading', app.upload_path(p_tenant_id, p_upload_id), p_kind, p_mime_type, p_bytes,
    left(p_file_name, 1000), auth.uid(), p_reply_id, p_bucket, p_folder, p_copy_of, now() + interval '24 hours')
  on conflict (tenant_id, id) do nothing;
  select * into v_file from app.media_files f
  where f.tenant_id = p_tenant_id and f.id = p_upload_id and f.uploaded_by = auth.uid()
    and f.quick_reply_id is not distinct from p_reply_id and f.bucket = p_bucket and f.folder is not distinct from p_folder
    and f.copy_of is not distinct from p_copy_of and f.state in ('uploading', 'storing', 'stored');
  if not found then
    raise sqlstate 'PT409' using message = 'upload_id_in_use', hint = 'Begin the upload with an id of its own.';
  end if;
  return v_file;
end;
$$;
revoke execute on function app.begin_upload(uuid, uuid, text, text, bigint, text, uuid, text, text, uuid) from public, anon, authenticated;
