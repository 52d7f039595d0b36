-- Recomputes the last-message part of a summary and who waits from the messages themselves: after a merge or a send.
create function app.refresh_thread_summary(p_tenant_id uuid, p_thread_id uuid)
returns public.conversation_threads
language plpgsql
set search_path = ''
as $$
declare
  v_last public.conversation_messages;
  v_row public.conversation_threads;
begin
  perform from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = p_thread_id for update;
  select * into v_last from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id
  order by m.occurred_at desc, m.id desc limit 1;
  update public.conversation_threads t set
    last_message_id = v_last.id,
    last_message_at = coalesce(v_last.occurred_at, t.created_at),
    last_message_preview = case when v_last.deleted_at is null then app.message_preview(v_last.kind, v_last.body, v_last.content) else '' end,
    last_message_kind = case when v_last.deleted_at is null then v_last.kind else 'deleted' end,
    last_message_direction = v_last.direction,
    last_message_status = nullif(v_last.status, 'received'),
    waiting_since = app.waiting_since(p_tenant_id, p_thread_id),
    updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = p_thread_id
  returning * into v_row;
  return v_row;
end;
$$;
revoke execute on function app.refresh_thread_summary(uuid, uuid) from public, anon, authenticated;
grant execute on function app.refresh_thread_summary(uuid, uuid) to service_role;
