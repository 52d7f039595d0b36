create function app.message_resource(p_message public.conversation_messages)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('id', p_message.id,
    'conversation', (select t.thread_key from public.conversation_threads t where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id),
    'direction', p_message.direction, 'origin', p_message.origin, 'kind', p_message.kind,
    'body', case when p_message.deleted_at is null then left(p_message.body, 4096) end,
    'status', p_message.status, 'error_code', p_message.error_code, 'occurred_at', p_message.occurred_at,
    'delivered_at', p_message.delivered_at, 'read_at', p_message.read_at, 'deleted_at', p_message.deleted_at);
end;
$$;
comment on function app.message_resource(public.conversation_messages) is 'A message as programs outside get it, by API and by webhook.';
revoke execute on function app.message_resource(public.conversation_messages) from public, anon, authenticated;
grant execute on function app.message_resource(public.conversation_messages) to authenticated;
