create constraint trigger conversation_messages_settle_credit after update of status on public.conversation_messages
  deferrable initially deferred
  for each row when (old.status <> new.status and 'failed' in (old.status, new.status))
  execute function app.tg_conversation_messages__settle_credit();
