create function app.refresh_waiting(p_thread public.conversation_threads)
returns public.conversation_threads
language plpgsql
set search_path = ''
as $$
declare
  v_thread public.conversation_threads;
begin
  -- locked first: what is told from the messages must be told after whoever wrote one meanwhile
  perform from public.conversation_threads t where t.tenant_id = p_thread.tenant_id and t.id = p_thread.id for no key update;
  update public.conversation_threads t set waiting_since = app.waiting_since(t.tenant_id, t.id), updated_at = clock_timestamp()
  where t.tenant_id = p_thread.tenant_id and t.id = p_thread.id
  returning * into v_thread;
  return v_thread;
end;
$$;
revoke execute on function app.refresh_waiting(public.conversation_threads) from public, anon, authenticated;
