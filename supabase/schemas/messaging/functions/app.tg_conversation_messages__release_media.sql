-- The message that showed a file is gone, or shows it no longer.
create function app.tg_conversation_messages__release_media()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- a clinic that is deleted takes its jobs with it
  if not exists (select from public.tenants t where t.id = old.tenant_id) then
    return null;
  end if;
  perform app.release_media_file(old.tenant_id, old.media_file_id);
  return null;
end;
$$;
revoke execute on function app.tg_conversation_messages__release_media() from public, anon, authenticated;
