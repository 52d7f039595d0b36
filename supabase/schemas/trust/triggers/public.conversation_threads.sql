create trigger conversation_threads_note_resolution after update of status on public.conversation_threads
  for each row when (old.status is distinct from new.status)
  execute function app.tg_conversation_threads__note_resolution();
