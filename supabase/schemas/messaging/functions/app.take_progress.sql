-- What the provider reported about an id belongs to the message that has the id.
create function app.take_progress(p_message public.conversation_messages, p_from public.conversation_messages)
returns public.conversation_messages
language plpgsql
set search_path = ''
as $$
declare
  v_message public.conversation_messages;
begin
  update public.conversation_messages m set
    status = case when app.status_advances(m.status, p_from.status) then p_from.status else m.status end,
    delivered_at = coalesce(m.delivered_at, p_from.delivered_at), read_at = coalesce(m.read_at, p_from.read_at),
    error_code = coalesce(m.error_code, p_from.error_code), error_detail = coalesce(m.error_detail, p_from.error_detail),
    reactions = case p_from.reacted_at when '{}' then m.reactions else p_from.reactions end,
    reacted_at = case p_from.reacted_at when '{}' then m.reacted_at else p_from.reacted_at end,
    body = case when p_from.edited_at is null then m.body else p_from.body end,
    edited_at = coalesce(m.edited_at, p_from.edited_at), deleted_at = coalesce(m.deleted_at, p_from.deleted_at)
  where m.tenant_id = p_message.tenant_id and m.id = p_message.id returning * into v_message;
  perform app.publish_message(v_message);
  return v_message;
end;
$$;
revoke execute on function app.take_progress(public.conversation_messages, public.conversation_messages) from public, anon, authenticated;
