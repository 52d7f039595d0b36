create function app.broadcast_message(m public.conversation_messages, t public.conversation_threads)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.broadcast(m.tenant_id, 'message', app.message_event(m, t));
end;
$$;
revoke execute on function app.broadcast_message(public.conversation_messages, public.conversation_threads) from public, anon, authenticated;
grant execute on function app.broadcast_message(public.conversation_messages, public.conversation_threads) to service_role;
