create function public.cancel_media_upload(p_tenant_id uuid, p_upload_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  perform from app.media_files f
  where f.tenant_id = p_tenant_id and f.id = p_upload_id and f.uploaded_by = auth.uid() for update;
  if found then
    perform app.release_media_file(p_tenant_id, p_upload_id);
  end if;
end;
$$;
comment on function public.cancel_media_upload(uuid, uuid) is
  'Caller: members. Removes an upload of the caller''s own that is in no message; of any other nothing changes. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.cancel_media_upload(uuid, uuid) from public, anon, authenticated;
grant execute on function public.cancel_media_upload(uuid, uuid) to authenticated;
