-- A file that leaves a quick reply, or goes with it, is removed an hour later: until then undo brings it back. One that
-- was sent belongs to its messages.
create function app.tg_quick_reply_files__let_go()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- a separate step: whoever sends the file holds it, and is seen once it is done
  perform from app.media_files f where f.tenant_id = old.tenant_id and f.id = old.file_id for update;
  update app.media_files f set expires_at = now() + interval '1 hour'
  where f.tenant_id = old.tenant_id and f.id = old.file_id and f.state <> 'doomed'
    and not exists (
      select from public.conversation_messages m where m.tenant_id = old.tenant_id and m.media_file_id = old.file_id);
  return null;
end;
$$;
revoke execute on function app.tg_quick_reply_files__let_go() from public, anon, authenticated;
