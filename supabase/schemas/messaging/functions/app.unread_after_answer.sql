-- What stays unread once all is here: no more than what came after the last answer that somebody wrote on the phone, where
-- an answer reads what is above it. For messages that arrive late; a new one is the last, so the statement that writes it
-- knows. What another system sent through the provider is nobody's answer, and a notice is nothing to read.
create function app.unread_after_answer(t public.conversation_threads)
returns int
language plpgsql
stable
set search_path = ''
as $$
declare
  v_answer public.conversation_messages;
begin
  if t.unread_count = 0 then
    return 0;
  end if;
  select * into v_answer from public.conversation_messages m
  where m.tenant_id = t.tenant_id and m.thread_id = t.id and m.origin = 'phone' and not m.content ? 'via_api'
  order by m.occurred_at desc, m.id desc limit 1;
  if not found then
    return t.unread_count;
  end if;
  return least(t.unread_count, (
    select count(*) from public.conversation_messages m
    where m.tenant_id = t.tenant_id and m.thread_id = t.id and m.direction = 'inbound' and m.kind <> 'system'
      and (m.occurred_at, m.id) > (v_answer.occurred_at, v_answer.id)));
end;
$$;
revoke execute on function app.unread_after_answer(public.conversation_threads) from public, anon, authenticated;
