create function app.api_send_message(p_tenant_id uuid, p_args jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_key text := p_args ->> 'conversation';
  v_sent jsonb;
  v_row public.conversation_messages;
begin
  if v_key is null then
    v_key := (public.start_conversation(p_tenant_id, p_args ->> 'to', p_args ->> 'name')).thread_key;
  end if;
  v_sent := app.create_outbound_message(p_tenant_id, v_key, gen_random_uuid(), p_args ->> 'text');
  select * into v_row from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = (v_sent -> 'message' ->> 'id')::uuid;
  return jsonb_build_object('body', app.message_resource(v_row), 'lease', v_sent -> 'lease');
end;
$$;
revoke execute on function app.api_send_message(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.api_send_message(uuid, jsonb) to authenticated;
