-- A client_id belongs to one conversation: what was checked for another one says nothing about this message.
create function app.require_same_conversation(p_message public.conversation_messages, p_thread public.conversation_threads)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_message.thread_id <> p_thread.id then
    raise sqlstate 'PT409' using message = 'client_id_in_use', hint = 'Send the message with an id of its own.';
  end if;
end;
$$;
revoke execute on function app.require_same_conversation(public.conversation_messages, public.conversation_threads) from public, anon, authenticated;
