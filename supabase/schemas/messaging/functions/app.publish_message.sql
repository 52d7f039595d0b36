-- A changed message: the summary follows when it is the last one, and screens hear of it.
create function app.publish_message(p_message public.conversation_messages)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_thread public.conversation_threads;
begin
  update public.conversation_threads t set
    last_message_status = nullif(p_message.status, 'received'),
    last_message_kind = case when p_message.deleted_at is null then p_message.kind else 'deleted' end,
    last_message_preview = case when p_message.deleted_at is null
      then app.message_preview(p_message.kind, p_message.body, p_message.content) else '' end,
    updated_at = clock_timestamp()
  where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id and t.last_message_id = p_message.id
  returning * into v_thread;
  if not found then
    select * into v_thread from public.conversation_threads t
    where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id;
  end if;
  -- an answer that failed is none, and one that left after all is one
  if p_message.origin in ('app', 'phone') and (p_message.status = 'failed' or v_thread.waiting_since <= p_message.occurred_at) then
    v_thread := app.refresh_waiting(v_thread);
  end if;
  perform app.broadcast_message(p_message, v_thread);
end;
$$;
revoke execute on function app.publish_message(public.conversation_messages) from public, anon, authenticated;
