create function app.keep_media_upload(p_tenant_id uuid, p_upload_id uuid, p_file jsonb)
returns text
language sql
set search_path = ''
as $$
  update app.media_files f set
    state = 'storing', path = case when f.folder is null then app.media_path(f.tenant_id, f.id, f.created_at, p_file ->> 'extension')
      else f.tenant_id || '/' || f.folder || '/' || f.id || '.' || (p_file ->> 'extension') end,
    mime_type = p_file ->> 'mime_type', bytes = (p_file ->> 'bytes')::bigint, sha256 = p_file ->> 'sha256',
    file_name = p_file ->> 'file_name', width = (p_file ->> 'width')::int, height = (p_file ->> 'height')::int,
    seconds = (p_file ->> 'seconds')::int
  where f.tenant_id = p_tenant_id and f.id = p_upload_id and f.state in ('uploading', 'storing')
  returning f.path;
$$;
comment on function app.keep_media_upload(uuid, uuid, jsonb) is
  'Caller: send-whatsapp-message, which has looked at the upload and is about to store it. p_file as for app.keep_media_file. Returns the path; NULL when the upload is stored, cancelled or swept.';
revoke execute on function app.keep_media_upload(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function app.keep_media_upload(uuid, uuid, jsonb) to service_role;
