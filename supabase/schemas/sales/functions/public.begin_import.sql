create function public.begin_import(p_tenant_id uuid, p_id uuid, p_kind text, p_file_name text, p_bytes bigint, p_mime_type text default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_file app.media_files;
  v_most bigint := (select b.file_size_limit from storage.buckets b where b.id = 'imports');
  v_name text := coalesce(app.trimmed(p_file_name, 200), 'arquivo');
begin
  perform app.require_import_kind(p_tenant_id, p_kind);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if coalesce(p_bytes, 0) <= 0 then
    raise sqlstate 'PT400' using message = 'empty_upload';
  end if;
  if p_bytes > v_most then
    raise sqlstate 'PT400' using message = 'media_too_large', detail = v_most::text, hint = format('Up to %s bytes.', v_most);
  end if;
  v_file := app.begin_upload(p_tenant_id, p_id, 'document', coalesce(nullif(p_mime_type, ''), 'application/octet-stream'), p_bytes, v_name,
    p_bucket => 'imports');
  insert into public.imports (tenant_id, id, kind, file_name, bytes, requested_by)
  values (p_tenant_id, p_id, p_kind, v_name, p_bytes, auth.uid())
  on conflict do nothing;
  return jsonb_build_object('id', p_id, 'bucket', v_file.bucket, 'path', v_file.path, 'max_bytes', v_most);
end;
$$;
comment on function public.begin_import(uuid, uuid, text, text, bigint, text) is
  'Caller: the roles of the kind. Before a browser puts the file at path of bucket; start_import begins. p_id comes from the client; the same again is the same import. Returns {id, bucket, path, max_bytes}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 unknown_import_kind, PT400 missing_client_id, PT400 empty_upload, PT400 media_too_large, PT429 too_many_uploads, PT409 upload_id_in_use.';
revoke execute on function public.begin_import(uuid, uuid, text, text, bigint, text) from public, anon, authenticated;
grant execute on function public.begin_import(uuid, uuid, text, text, bigint, text) to authenticated;
