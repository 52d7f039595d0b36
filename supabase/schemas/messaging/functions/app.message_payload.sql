create function app.message_payload(m public.conversation_messages)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  -- where the file is at the provider is for the worker alone
  m.media := m.media - 'source';
  if char_length(m.body) > 2000 then
    m.body := left(m.body, 2000);
    return to_jsonb(m) - array['channel_id', 'reacted_at', 'opt_effect'] || '{"truncated": true}';
  end if;
  return to_jsonb(m) - array['channel_id', 'reacted_at', 'opt_effect'];
end;
$$;
comment on function app.message_payload(public.conversation_messages) is 'A message as broadcast; a body beyond 2,000 characters is cut (truncated: true).';
revoke execute on function app.message_payload(public.conversation_messages) from public, anon, authenticated;
grant execute on function app.message_payload(public.conversation_messages) to service_role;
