create function app.lock_assistant(p_tenant_id uuid, p_thread_id uuid)
returns void
language sql
set search_path = ''
as $$
  select pg_advisory_xact_lock(hashtextextended('assistant:' || p_tenant_id || ':' || p_thread_id, 22));
$$;
comment on function app.lock_assistant(uuid, uuid) is
  'One worker at a time for the assistant of a conversation. Before everything else: agenda, then the conversation, then rows of the assistant.';
revoke execute on function app.lock_assistant(uuid, uuid) from public, anon, authenticated;
