create function app.may_upload_media(p_bucket text, p_path text)
returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return exists (
    select from app.media_files f
    where f.tenant_id in (select t from app.my_tenant_ids() t) and f.bucket = p_bucket and f.path = p_path
      and f.state = 'uploading' and f.copy_of is null and f.uploaded_by = auth.uid());
end;
$$;
comment on function app.may_upload_media(text, text) is 'Whether the caller has begun the upload of this object. Asked by the policies of storage.objects.';
revoke execute on function app.may_upload_media(text, text) from public, anon, authenticated;
grant execute on function app.may_upload_media(text, text) to authenticated, service_role;
