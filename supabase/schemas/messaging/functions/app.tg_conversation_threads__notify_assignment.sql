-- Somebody has a conversation now; who took it by themselves knows.
create function app.tg_conversation_threads__notify_assignment()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if new.assigned_to is distinct from auth.uid() then
    perform app.notify(new, 'assigned', array[new.assigned_to], new.last_message_id, new.last_message_kind, new.last_message_preview);
  end if;
  return null;
end;
$$;
revoke execute on function app.tg_conversation_threads__notify_assignment() from public, anon, authenticated;
