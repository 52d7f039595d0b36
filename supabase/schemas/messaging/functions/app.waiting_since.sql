-- Since when the person waits for an answer, told from the messages. What a colleague wrote here answers what had arrived by
-- then; what was written on the phone answers what is older, and within one second what arrived before. What goes out by
-- itself, or did not leave, answers nothing, and finishing a conversation settles what was before it.
create function app.waiting_since(p_tenant_id uuid, p_thread_id uuid)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
declare
  v_here uuid;
  v_phone public.conversation_messages;
  v_phone_second timestamptz;
  v_settled uuid;
begin
  -- nobody answers a blocked person
  if exists (
    select from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = p_thread_id and t.blocked_at is not null
  ) then
    return null;
  end if;
  select m.id into v_here from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.direction = 'outbound' and m.origin = 'app' and m.status <> 'failed'
  order by m.occurred_at desc, m.id desc limit 1;
  select * into v_phone from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.direction = 'outbound' and m.origin = 'phone' and m.status <> 'failed'
    -- another system of the clinic sent it, perhaps by itself
    and not m.content ? 'via_api'
  order by m.occurred_at desc, m.id desc limit 1;
  v_phone_second := date_trunc('second', v_phone.occurred_at);
  -- ids tell the order of arrival, of events as of messages
  select e.id into v_settled from app.conversation_events e
  where e.tenant_id = p_tenant_id and e.thread_id = p_thread_id and e.kind = 'finished'
    -- unless somebody took it back
    and not exists (
      select from app.conversation_events r
      where r.tenant_id = p_tenant_id and r.thread_id = p_thread_id and r.kind = 'reopened' and r.actor_id is not null
        and r.id > e.id)
  order by e.id desc limit 1;
  return (
    select m.occurred_at from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.direction = 'inbound' and app.asks_for_answer(m.kind)
      and (v_here is null or m.id > v_here)
      and (v_phone.id is null or m.occurred_at >= v_phone_second
        and (date_trunc('second', m.occurred_at), m.id) > (v_phone_second, v_phone.id))
      and (v_settled is null or m.id > v_settled)
    order by m.occurred_at, m.id limit 1);
end;
$$;
comment on function app.waiting_since(uuid, uuid) is 'What conversation_threads.waiting_since must be, from the messages.';
revoke execute on function app.waiting_since(uuid, uuid) from public, anon, authenticated;
