-- Stores one page of a chat, newest first, as it would stand here had the channel been connected then. Nobody is told,
-- nothing becomes unread, no word is obeyed, nobody wakes or is assigned, and a conversation that lives keeps its column.
-- What is here already stays as it is. Answers how many messages are new.
create function app.import_messages(p_import app.history_imports, p_name text, p_actions jsonb)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_messages app.incoming_action[];
  v_address jsonb;
  v_name text;
  v_thread_id uuid;
  v_is_new boolean;
  v_incoming app.incoming_action;
  v_action jsonb;
  v_added public.conversation_messages[];
begin
  perform app.lock_messages(jsonb_build_array(jsonb_build_object('actions', p_actions)));
  -- in the order of everybody: messages before conversations
  perform from public.conversation_messages m
  where m.tenant_id = p_import.tenant_id and m.channel_id = p_import.channel_id and m.provider_message_id in (
    select coalesce(a ->> 'target_provider_id', a ->> 'provider_message_id') from jsonb_array_elements(p_actions) a)
  order by m.id for update;
  for v_action in select a from jsonb_array_elements(p_actions) a where a ->> 'type' <> 'message' loop
    perform app.apply_change(p_import.tenant_id, p_import.channel_id, v_action);
  end loop;

  v_messages := app.unknown_messages(p_import, p_actions);
  if v_messages is null then
    return 0;
  end if;
  -- a page is of one chat; not every message names all that its person is known by
  select jsonb_build_object('phone', max(m.action #>> '{address,phone}'), 'lid', max(m.action #>> '{address,lid}'),
      'user', max(m.action #>> '{address,user}'), 'group', max(m.action #>> '{address,group}'),
      'raw', (array_agg(m.action #>> '{address,raw}' order by m.action #>> '{address,phone}' nulls last))[1]),
    (array_agg(app.sender_name(m.action)) filter (where app.sender_name(m.action) is not null))[1]
  into v_address, v_name from unnest(v_messages) m;
  v_name := coalesce(p_name, v_name);
  v_thread_id := app.resolve_thread(p_import.tenant_id, v_address, v_name,
    case when v_address ->> 'group' is null then 'profile' else 'group' end);
  if v_thread_id is null then
    return 0;
  end if;
  -- one that we are sending at this moment has no id yet
  if exists (
    select from public.conversation_messages m where m.tenant_id = p_import.tenant_id and m.thread_id = v_thread_id
      and m.status = 'sending' and m.provider_message_id is null
  ) then
    foreach v_incoming in array v_messages loop
      if app.is_echo_of_send(v_incoming, v_thread_id) then
        v_messages := array_remove(v_messages, v_incoming);
      end if;
    end loop;
  end if;

  -- one that this page begins, and nobody else saw
  select t.created_at = now() into v_is_new from public.conversation_threads t
  where t.tenant_id = p_import.tenant_id and t.id = v_thread_id for no key update;
  v_added := app.write_old_messages(v_thread_id, v_messages);
  perform app.summarize_import(p_import.tenant_id, v_thread_id, v_is_new);
  foreach v_incoming in array v_messages loop
    if exists (
      select from app.early_actions e where e.tenant_id = v_incoming.tenant_id and e.channel_id = v_incoming.channel_id
        and e.provider_message_id = v_incoming.action ->> 'provider_message_id'
    ) then
      perform app.apply_early_actions(v_incoming.tenant_id, v_incoming.channel_id, v_incoming.action ->> 'provider_message_id');
    end if;
  end loop;
  return coalesce(cardinality(v_added), 0);
end;
$$;
revoke execute on function app.import_messages(app.history_imports, text, jsonb) from public, anon, authenticated;
