create function app.refresh_next_scheduled(p_tenant_id uuid, p_thread_id uuid)
returns public.conversation_threads
language plpgsql
set search_path = ''
as $$
declare
  v_row public.conversation_threads;
begin
  update public.conversation_threads t set updated_at = clock_timestamp(), next_scheduled_at = (
    select min(s.send_at) from public.scheduled_messages s
    where s.tenant_id = p_tenant_id and s.thread_id = p_thread_id and s.status = 'scheduled')
  where t.tenant_id = p_tenant_id and t.id = p_thread_id returning * into v_row;
  return v_row;
end;
$$;
revoke execute on function app.refresh_next_scheduled(uuid, uuid) from public, anon, authenticated;
