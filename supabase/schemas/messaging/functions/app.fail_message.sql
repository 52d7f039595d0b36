create function app.fail_message(p_tenant_id uuid, p_message_id uuid, p_code text, p_detail text)
returns public.conversation_messages
language plpgsql
set search_path = ''
as $$
declare
  v_message public.conversation_messages;
begin
  update public.conversation_messages m set status = 'failed', error_code = p_code, error_detail = left(p_detail, 1000)
  where m.tenant_id = p_tenant_id and m.id = p_message_id and m.status in ('queued', 'sending')
  returning * into v_message;
  if found then
    perform app.publish_message(v_message);
  else
    select * into v_message from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = p_message_id;
  end if;
  return v_message;
end;
$$;
revoke execute on function app.fail_message(uuid, uuid, text, text) from public, anon, authenticated;
