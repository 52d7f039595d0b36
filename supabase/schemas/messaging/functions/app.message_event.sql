create function app.message_event(m public.conversation_messages, t public.conversation_threads)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('thread', app.thread_payload(t), 'message', app.message_payload(m));
end;
$$;
comment on function app.message_event(public.conversation_messages, public.conversation_threads) is 'The event "message": {thread, message}.';
revoke execute on function app.message_event(public.conversation_messages, public.conversation_threads) from public, anon, authenticated;
grant execute on function app.message_event(public.conversation_messages, public.conversation_threads) to service_role;
