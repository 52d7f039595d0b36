-- A scheduled message of the clinic, locked after its conversation.
create function app.lock_scheduled(p_tenant_id uuid, p_id uuid)
returns public.scheduled_messages
language plpgsql
set search_path = ''
as $$
declare
  v_row public.scheduled_messages;
begin
  perform from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = (
    select s.thread_id from public.scheduled_messages s where s.tenant_id = p_tenant_id and s.id = p_id) for update;
  select * into v_row from public.scheduled_messages s where s.tenant_id = p_tenant_id and s.id = p_id for update;
  return v_row;
end;
$$;
revoke execute on function app.lock_scheduled(uuid, uuid) from public, anon, authenticated;
