-- A conversation as a line of Hoje.
create function app.today_line(t public.conversation_threads)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('thread_key', t.thread_key, 'id', t.id, 'contact_name', t.contact_name, 'phone', t.phone,
    'is_group', t.is_group, 'preview', t.last_message_preview, 'kind', t.last_message_kind, 'assigned_to', t.assigned_to,
    'picture_path', t.picture_path, 'waiting_since', t.waiting_since, 'last_message_at', t.last_message_at);
$$;
revoke execute on function app.today_line(public.conversation_threads) from public, anon, authenticated;
