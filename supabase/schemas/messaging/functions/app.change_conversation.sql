-- One conversation of change_conversations, by the function that a single one goes through.
create function app.change_conversation(p_tenant_id uuid, p_thread_key text, p_action text, p_value jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  case p_action
    when 'finish' then perform public.set_conversation_status(p_tenant_id, p_thread_key, 'finished', p_value ->> 'reason');
    when 'reopen' then perform public.set_conversation_status(p_tenant_id, p_thread_key, 'open');
    when 'assign' then perform public.assign_conversation(p_tenant_id, p_thread_key, (p_value ->> 'user_id')::uuid);
    when 'tag' then perform public.tag_conversation(p_tenant_id, p_thread_key, (p_value ->> 'tag_id')::uuid, true);
    when 'untag' then perform public.tag_conversation(p_tenant_id, p_thread_key, (p_value ->> 'tag_id')::uuid, false);
    when 'read' then perform public.mark_conversation_read(p_tenant_id, p_thread_key);
    when 'unread' then perform public.mark_conversation_unread(p_tenant_id, p_thread_key);
    when 'snooze' then perform public.snooze_conversation(p_tenant_id, p_thread_key, (p_value ->> 'until')::timestamptz);
    when 'move' then perform public.move_conversation(p_tenant_id, p_thread_key, p_value ->> 'column');
    when 'block' then perform public.block_conversation(p_tenant_id, p_thread_key, true);
    when 'unblock' then perform public.block_conversation(p_tenant_id, p_thread_key, false);
  end case;
end;
$$;
revoke execute on function app.change_conversation(uuid, text, text, jsonb) from public, anon, authenticated;
