-- A message that is deleted for everyone shows its file no longer.
create function app.tg_conversation_messages__forget_media()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.media := new.media - array['path', 'source'] || '{"state": "deleted"}';
  new.media_file_id := null;
  return new;
end;
$$;
revoke execute on function app.tg_conversation_messages__forget_media() from public, anon, authenticated;
