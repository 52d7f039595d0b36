-- The board, sleep and blocks change in many ways (by hand, by a message of either side, by time): one place notes it.
create function app.tg_conversation_threads__note_move()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  -- what a message brought about stands at that message
  v_at timestamptz := case when auth.uid() is null and old.last_message_id is distinct from new.last_message_id
    then new.last_message_at else clock_timestamp() end;
begin
  -- a conversation that is finished, opened or taken says so already, and one that begins has its column from its first message
  if old.board_column <> new.board_column and old.status = 'open' and new.status = 'open'
    and old.assigned_to is not distinct from new.assigned_to and old.last_message_id is not null then
    perform app.note_event(new, 'moved', v_at, p_name => new.board_column);
  end if;
  if old.snoozed_until is distinct from new.snoozed_until then
    perform app.note_event(new, case when new.snoozed_until is null then 'woken' else 'snoozed' end, v_at,
      p_until => coalesce(new.snoozed_until, old.snoozed_until));
  end if;
  if (old.blocked_at is null) <> (new.blocked_at is null) then
    perform app.note_event(new, case when new.blocked_at is null then 'unblocked' else 'blocked' end, v_at);
  end if;
  return null;
end;
$$;
revoke execute on function app.tg_conversation_threads__note_move() from public, anon, authenticated;
