create trigger conversation_messages_count_new after insert on public.conversation_messages
  referencing new table as added for each statement execute function app.tg_conversation_messages__count_new();

create trigger conversation_messages_count_removed after delete on public.conversation_messages
  referencing old table as removed for each statement execute function app.tg_conversation_messages__count_removed();

create trigger conversation_messages_count_changed after update of occurred_at, channel_id, sent_by, origin, kind on public.conversation_messages
  for each row when (old.occurred_at is distinct from new.occurred_at or old.channel_id is distinct from new.channel_id
    or old.sent_by is distinct from new.sent_by or old.origin is distinct from new.origin or old.kind is distinct from new.kind)
  execute function app.tg_conversation_messages__count_changed();

create trigger conversation_messages_tell_webhooks after update of status on public.conversation_messages
  for each row when (new.direction = 'outbound' and old.status is distinct from new.status)
  execute function app.tg_conversation_messages__tell_webhooks();
