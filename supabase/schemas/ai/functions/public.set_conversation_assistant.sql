create function public.set_conversation_assistant(p_tenant_id uuid, p_thread_key text, p_state text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_thread public.conversation_threads;
begin
  perform app.require_assistant_user(p_tenant_id);
  if p_state is null or p_state not in ('on', 'paused') then
    raise sqlstate 'PT400' using message = 'invalid_assistant_state';
  end if;
  select * into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.thread_key = p_thread_key for update;
  if v_thread.id is null then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  end if;
  insert into public.ai_conversations (tenant_id, thread_id, state, changed_by, changed_at)
  values (p_tenant_id, v_thread.id, p_state, auth.uid(), clock_timestamp())
  on conflict (tenant_id, thread_id) do update set state = excluded.state, changed_by = excluded.changed_by, changed_at = excluded.changed_at, failed_turns = 0;
  update public.ai_proposals r set state = 'withdrawn'
  where r.tenant_id = p_tenant_id and r.thread_id = v_thread.id and r.state in ('open', 'confirmed') and p_state = 'paused';
  return public.get_conversation_assistant(p_tenant_id, p_thread_key);
end;
$$;
comment on function public.set_conversation_assistant(uuid, text, text) is
  'Caller: every member. on: the assistant may answer this conversation again (also releases what was handed to a person); paused: it stays silent until somebody says otherwise. Answers what get_conversation_assistant does. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 module_off, PT400 invalid_assistant_state, PT404 conversation_not_found.';
revoke execute on function public.set_conversation_assistant(uuid, text, text) from public, anon, authenticated;
grant execute on function public.set_conversation_assistant(uuid, text, text) to authenticated;
