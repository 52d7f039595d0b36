create trigger conversation_messages_tell_webhooks after update of status on public.conversation_messages
  for each row when (new.direction = 'outbound' and old.status is distinct from new.status)
  execute function app.tg_conversation_messages__tell_webhooks();
