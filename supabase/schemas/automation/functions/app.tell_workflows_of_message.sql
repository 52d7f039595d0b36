create function app.tell_workflows_of_message(p_message public.conversation_messages)
returns void
language sql
set search_path = ''
as $$
  select app.publish_event(p_message.tenant_id, 'message.received', jsonb_build_object('message_id', p_message.id, 'thread_id', p_message.thread_id))
  where p_message.kind <> 'system' and p_message.occurred_at > now() - interval '2 hours'
    and exists (select from public.conversation_threads t
      where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id and t.blocked_at is null and not t.is_group);
$$;
comment on function app.tell_workflows_of_message(public.conversation_messages) is
  'A message of a person, for workflows: not of a group, of whoever is blocked, or of long ago.';
revoke execute on function app.tell_workflows_of_message(public.conversation_messages) from public, anon, authenticated;
