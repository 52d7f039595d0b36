create function app.publish_thread(t public.conversation_threads)
returns void
language sql
set search_path = ''
as $$
  select app.broadcast(t.tenant_id, 'thread', jsonb_build_object('thread', app.thread_payload(t)));
$$;
revoke execute on function app.publish_thread(public.conversation_threads) from public, anon, authenticated;
