-- A person wrote. Who is blocked makes nothing unread, so nobody is told.
create function app.tg_conversation_threads__notify_message()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.notify(new, 'message', app.notification_audience(new), new.last_message_id, new.last_message_kind, new.last_message_preview);
  return null;
end;
$$;
revoke execute on function app.tg_conversation_threads__notify_message() from public, anon, authenticated;
