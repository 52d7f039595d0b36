create function app.open_next_turn(p_turn public.ai_turns, p_now timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_next uuid;
begin
  if not p_turn.has_more then
    return;
  end if;
  select m.id into v_next from public.conversation_messages m
  join public.conversation_messages s on s.tenant_id = p_turn.tenant_id and s.id = p_turn.seen_message_id
  where m.tenant_id = p_turn.tenant_id and m.thread_id = p_turn.thread_id and m.direction = 'inbound' and m.kind <> 'system'
    and (m.occurred_at, m.id) > (s.occurred_at, s.id)
  order by m.occurred_at, m.id limit 1;
  if v_next is not null then
    perform app.open_turn(p_turn.tenant_id, p_turn.thread_id, v_next, p_now, p_now);
  end if;
end;
$$;
comment on function app.open_next_turn(public.ai_turns, timestamptz) is
  'What was written during a turn that is over is a turn of its own.';
revoke execute on function app.open_next_turn(public.ai_turns, timestamptz) from public, anon, authenticated;
