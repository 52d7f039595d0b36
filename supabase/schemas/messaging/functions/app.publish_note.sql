create function app.publish_note(n public.conversation_notes)
returns void
language sql
set search_path = ''
as $$
  select app.broadcast(n.tenant_id, 'conversation_note', jsonb_build_object('thread_key', t.thread_key, 'note', app.note_payload(n)))
  from public.conversation_threads t where t.tenant_id = n.tenant_id and t.id = n.thread_id;
$$;
revoke execute on function app.publish_note(public.conversation_notes) from public, anon, authenticated;
