-- A conversation is finished and opened in many ways (by hand, by a message of either side, by a merge): one place notes it.
create function app.tg_conversation_threads__note_status()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.note_event(new, case new.status when 'open' then 'reopened' else 'finished' end,
    -- opened by a message of the person: above it
    case when auth.uid() is null and new.status = 'open' and new.last_message_direction = 'inbound'
      then new.last_message_at else clock_timestamp() end,
    p_name => new.status_reason);
  return null;
end;
$$;
revoke execute on function app.tg_conversation_threads__note_status() from public, anon, authenticated;
