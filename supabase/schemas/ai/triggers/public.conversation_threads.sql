-- Whoever was served is asked how it was.
create trigger conversation_threads_wish_rating after update of status on public.conversation_threads
  for each row when (old.status = 'open' and new.status = 'finished') execute function app.tg_conversation_threads__wish_rating();
