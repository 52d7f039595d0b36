-- Workflows hear of a tag.
create trigger conversation_thread_tags_publish after insert on public.conversation_thread_tags
  for each row execute function app.tg_conversation_thread_tags__publish();
