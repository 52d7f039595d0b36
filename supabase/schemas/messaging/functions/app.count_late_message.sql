-- A message that is older than the conversation's last one: counted, but lists go on showing the newer one.
create function app.count_late_message(p_message public.conversation_messages, p_action jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_is_inbound boolean := p_message.direction = 'inbound' and p_message.kind <> 'system';
  v_name text := app.sender_name(p_action);
  v_source text := app.name_source(p_action);
  v_thread public.conversation_threads;
begin
  select * into v_thread from public.conversation_threads t
  where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id for no key update;
  -- what a blocked person writes is told to nobody
  v_is_inbound := v_is_inbound and v_thread.blocked_at is null;
  v_thread.unread_count := v_thread.unread_count + v_is_inbound::int;
  update public.conversation_threads t set
    unread_count = app.unread_after_answer(v_thread),
    waiting_since = app.waiting_since(t.tenant_id, t.id),
    last_inbound_at = case when p_message.direction = 'inbound' and p_message.kind <> 'system' then greatest(t.last_inbound_at, p_message.occurred_at) else t.last_inbound_at end,
    status = case when v_is_inbound then 'open' else t.status end,
    status_reason = case when v_is_inbound then null else t.status_reason end,
    board_column = case when v_is_inbound and t.status = 'finished' then 'new' else t.board_column end,
    snoozed_until = case when v_is_inbound and p_message.occurred_at >= date_trunc('second', t.snoozed_at) then null else t.snoozed_until end,
    snoozed_at = case when v_is_inbound and p_message.occurred_at >= date_trunc('second', t.snoozed_at) then null else t.snoozed_at end,
    contact_name = case when app.takes_name(t.contact_name, t.name_source, v_name, v_source) then v_name else t.contact_name end,
    name_source = case when app.takes_name(t.contact_name, t.name_source, v_name, v_source) then v_source else t.name_source end,
    updated_at = clock_timestamp()
  where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id
  returning * into v_thread;
  perform app.broadcast_message(p_message, v_thread);
  if v_is_inbound then
    perform app.after_person_wrote(p_message);
  end if;
end;
$$;
revoke execute on function app.count_late_message(public.conversation_messages, jsonb) from public, anon, authenticated;
