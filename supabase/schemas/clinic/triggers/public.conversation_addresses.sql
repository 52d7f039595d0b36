-- A conversation becomes part of another: its patients go along.
create trigger conversation_addresses_move_patients after update of thread_id on public.conversation_addresses
  for each row when (old.thread_id <> new.thread_id) execute function app.tg_conversation_addresses__move_patients();

-- And the forms that were sent to its person.
create trigger conversation_addresses_move_intakes after update of thread_id on public.conversation_addresses
  for each row when (old.thread_id <> new.thread_id) execute function app.tg_conversation_addresses__move_intakes();

-- And how long its person waited.
create trigger conversation_addresses_move_answers after update of thread_id on public.conversation_addresses
  for each row when (old.thread_id <> new.thread_id) execute function app.tg_conversation_addresses__move_answers();
