create function app.complete_media_upload(p_tenant_id uuid, p_upload_id uuid, p_is_taken boolean)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  if p_is_taken then
    update app.media_files f set state = 'stored'
    where f.tenant_id = p_tenant_id and f.id = p_upload_id and f.state = 'storing';
  else
    perform app.release_media_file(p_tenant_id, p_upload_id);
  end if;
  return exists (select from app.media_files f where f.tenant_id = p_tenant_id and f.id = p_upload_id);
end;
$$;
comment on function app.complete_media_upload(uuid, uuid, boolean) is 'Caller: send-whatsapp-message. The object is stored, or it was refused and is removed. False when nobody knows of it any more.';
revoke execute on function app.complete_media_upload(uuid, uuid, boolean) from public, anon, authenticated;
grant execute on function app.complete_media_upload(uuid, uuid, boolean) to service_role;
