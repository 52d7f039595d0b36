-- A message of ours that is here already, named by a LID alone: the gateway calls whoever we wrote to by it. True when
-- that was news.
create function app.learn_lid_of_send(p_message app.incoming_action)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_thread_id uuid;
begin
  if p_message.action #>> '{address,phone}' is not null or p_message.action #>> '{address,lid}' is null then
    return false;
  end if;
  select m.thread_id into v_thread_id from public.conversation_messages m
  where m.tenant_id = p_message.tenant_id and m.channel_id = p_message.channel_id
    and m.provider_message_id = p_message.action ->> 'provider_message_id';
  return found and app.learn_lid(p_message.tenant_id, v_thread_id, p_message.action #>> '{address,lid}');
end;
$$;
revoke execute on function app.learn_lid_of_send(app.incoming_action) from public, anon, authenticated;
