create function app.wake_conversation(p_tenant_id uuid, p_thread_id uuid)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_row public.conversation_threads;
begin
  select * into v_row from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = p_thread_id for update;
  if v_row.snoozed_until is null or v_row.snoozed_until > now() + interval '1 second' then
    return false;
  end if;
  update public.conversation_threads t set
    snoozed_until = null, snoozed_at = null, unread_count = greatest(t.unread_count, 1), updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = p_thread_id returning * into v_row;
  perform app.publish_thread(v_row);
  if v_row.blocked_at is null then
    perform app.notify(v_row, 'woke', app.notification_audience(v_row), v_row.last_message_id, v_row.last_message_kind, v_row.last_message_preview);
  end if;
  return true;
end;
$$;
comment on function app.wake_conversation(uuid, uuid) is
  'Caller: workers, when its moment has come. Back in the lists, as unread, and told to whom the person''s messages are told. False when it sleeps longer meanwhile, or not at all.';
revoke execute on function app.wake_conversation(uuid, uuid) from public, anon, authenticated;
grant execute on function app.wake_conversation(uuid, uuid) to service_role;
