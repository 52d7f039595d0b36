-- A conversation becomes part of another: what the assistant did there goes along.
create trigger conversation_addresses_move_assistant after update of thread_id on public.conversation_addresses
  for each row when (old.thread_id <> new.thread_id) execute function app.tg_conversation_addresses__move_assistant();
