create function app.note_event(
  p_thread public.conversation_threads, p_kind text, p_at timestamptz, p_assignee_id uuid default null, p_name text default null,
  p_until timestamptz default null
)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_event app.conversation_events;
begin
  insert into app.conversation_events (tenant_id, thread_id, kind, actor_id, assignee_id, name, until, occurred_at)
  values (p_thread.tenant_id, p_thread.id, p_kind, (select p.id from public.profiles p where p.id = auth.uid()), p_assignee_id, p_name, p_until, p_at)
  returning * into v_event;
  perform app.broadcast(p_thread.tenant_id, 'conversation_event',
    jsonb_build_object('thread_key', p_thread.thread_key, 'event', app.event_payload(v_event)));
end;
$$;
comment on function app.note_event(public.conversation_threads, text, timestamptz, uuid, text, timestamptz) is
  'Writes an event of a conversation and tells the screens. Caller: whatever changes the conversation, in its transaction.';
revoke execute on function app.note_event(public.conversation_threads, text, timestamptz, uuid, text, timestamptz) from public, anon, authenticated;
grant execute on function app.note_event(public.conversation_threads, text, timestamptz, uuid, text, timestamptz) to service_role;
