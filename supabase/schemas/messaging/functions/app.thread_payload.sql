create function app.thread_payload(t public.conversation_threads)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return to_jsonb(t) - 'reply_address';
end;
$$;
comment on function app.thread_payload(public.conversation_threads) is 'A conversation as browsers get it, broadcast or listed.';
revoke execute on function app.thread_payload(public.conversation_threads) from public, anon, authenticated;
grant execute on function app.thread_payload(public.conversation_threads) to service_role;
grant execute on function app.thread_payload(public.conversation_threads) to authenticated;
