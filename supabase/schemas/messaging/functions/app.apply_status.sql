-- A report about a locked message of ours: the message after it, or NULL when it tells nothing new.
create function app.apply_status(p_message public.conversation_messages, p_action jsonb, p_at timestamptz)
returns public.conversation_messages
language plpgsql
set search_path = ''
as $$
declare
  v_status text := p_action ->> 'status';
  v_message public.conversation_messages;
begin
  if p_message.direction <> 'outbound' then
    return null;
  elsif app.status_advances(p_message.status, v_status) then
    update public.conversation_messages m set
      status = v_status,
      delivered_at = case when v_status in ('delivered', 'read') then least(m.delivered_at, p_at) end,
      read_at = case when v_status = 'read' then p_at end,
      error_code = case when v_status = 'failed' then coalesce(p_action ->> 'error_code', 'rejected_by_provider') end,
      error_detail = case when v_status = 'failed' then p_action ->> 'error_detail' end
    where m.tenant_id = p_message.tenant_id and m.id = p_message.id returning * into v_message;
    if v_message.error_code = 'opted_out_at_provider' then
      perform app.note_refused_person(v_message);
    end if;
  elsif p_at < (case v_status when 'delivered' then p_message.delivered_at when 'read' then p_message.read_at end) then
    -- a late report still knows better when it was
    update public.conversation_messages m set
      delivered_at = least(m.delivered_at, p_at), read_at = case when v_status = 'read' then p_at else m.read_at end
    where m.tenant_id = p_message.tenant_id and m.id = p_message.id returning * into v_message;
  end if;
  return v_message;
end;
$$;
revoke execute on function app.apply_status(public.conversation_messages, jsonb, timestamptz) from public, anon, authenticated;
