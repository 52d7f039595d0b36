-- What the provider says of a message is what the report says of its recipient.
create trigger conversation_messages_tell_campaign after update of status on public.conversation_messages
  for each row when (new.origin = 'automation' and new.client_id is not null and old.status <> new.status)
  execute function app.tg_conversation_messages__tell_campaign();
