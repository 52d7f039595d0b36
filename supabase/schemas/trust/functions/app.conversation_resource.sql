create function app.conversation_resource(p_thread public.conversation_threads)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('id', p_thread.thread_key, 'name', p_thread.contact_name, 'phone', p_thread.phone, 'status', p_thread.status,
    'unread_count', p_thread.unread_count, 'waiting_since', p_thread.waiting_since, 'assigned_to', p_thread.assigned_to, 'tag_ids', p_thread.tag_ids,
    'opted_out', p_thread.opted_out, 'is_group', p_thread.is_group, 'last_message_at', p_thread.last_message_at);
$$;
comment on function app.conversation_resource(public.conversation_threads) is
  'A conversation as programs outside get it.';
revoke execute on function app.conversation_resource(public.conversation_threads) from public, anon, authenticated;
grant execute on function app.conversation_resource(public.conversation_threads) to authenticated;
