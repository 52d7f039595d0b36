-- How long people wait for the first answer.
create trigger conversation_threads_note_answer after update of waiting_since on public.conversation_threads
  for each row when (old.waiting_since is not null and new.waiting_since is null
    or new.waiting_since is distinct from old.waiting_since and new.waiting_since < old.last_message_at)
  execute function app.tg_conversation_threads__note_answer();
