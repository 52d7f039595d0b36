-- A conversation becomes part of another: its deals and leads go along.
create trigger conversation_addresses_move_sales after update of thread_id on public.conversation_addresses
  for each row when (old.thread_id <> new.thread_id) execute function app.tg_conversation_addresses__move_sales();
-- A conversation becomes part of another: who answered which campaign goes along.
create trigger conversation_addresses_move_campaigns after update of thread_id on public.conversation_addresses
  for each row when (old.thread_id <> new.thread_id) execute function app.tg_conversation_addresses__move_campaigns();
