-- Live screens: one small broadcast a change on the private topic tenant:<id>. A row in realtime.messages travels with
-- the transaction; pg_notify would take a lock that serialises every commit of the server.

create function app.broadcast(p_tenant_id uuid, p_event text, p_payload jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into realtime.messages (topic, extension, event, payload, private)
  values ('tenant:' || p_tenant_id, 'broadcast', p_event, p_payload, true);
end;
$$;

create function app.thread_payload(t public.conversation_threads)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return to_jsonb(t) - 'reply_address';
end;
$$;
comment on function app.thread_payload(public.conversation_threads) is 'A conversation as browsers get it, broadcast or listed.';

create function app.message_payload(m public.conversation_messages)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  if char_length(m.body) > 2000 then
    m.body := left(m.body, 2000);
    return to_jsonb(m) - array['channel_id', 'reacted_at', 'opt_effect'] || '{"truncated": true}';
  end if;
  return to_jsonb(m) - array['channel_id', 'reacted_at', 'opt_effect'];
end;
$$;
comment on function app.message_payload(public.conversation_messages) is 'A message as broadcast; a body beyond 2,000 characters is cut (truncated: true).';

create function app.channel_payload(c public.notification_channels, p_qr_changed boolean default false)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('channel', jsonb_build_object(
    'id', c.id, 'provider', c.provider, 'is_active', c.is_active, 'connection_state', c.connection_state,
    'phone', c.phone, 'last_error', c.last_error), 'qr_changed', p_qr_changed);
$$;

create function app.message_event(m public.conversation_messages, t public.conversation_threads)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('thread', app.thread_payload(t), 'message', app.message_payload(m));
end;
$$;
comment on function app.message_event(public.conversation_messages, public.conversation_threads) is 'The event "message": {thread, message}.';

create function app.broadcast_message(m public.conversation_messages, t public.conversation_threads)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.broadcast(m.tenant_id, 'message', app.message_event(m, t));
end;
$$;

-- The browser of somebody who was removed, or has another role now, follows at once. What the person may do is decided
-- with every call; this spares them screens that refuse everything.
create function app.tg_tenant_members__broadcast()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.broadcast(old.tenant_id, 'member', jsonb_build_object('user_id', old.user_id, 'role', (
    select m.role from public.tenant_members m
    where m.tenant_id = old.tenant_id and m.user_id = old.user_id and m.status = 'active')));
  return null;
end;
$$;
revoke execute on function app.tg_tenant_members__broadcast() from public, anon, authenticated;
create trigger tenant_members_broadcast after update of role, status or delete on public.tenant_members
  for each row execute function app.tg_tenant_members__broadcast();

revoke execute on function app.broadcast(uuid, text, jsonb), app.thread_payload(public.conversation_threads),
  app.message_payload(public.conversation_messages), app.channel_payload(public.notification_channels, boolean),
  app.message_event(public.conversation_messages, public.conversation_threads),
  app.broadcast_message(public.conversation_messages, public.conversation_threads) from public, anon, authenticated;
grant execute on function app.broadcast(uuid, text, jsonb), app.thread_payload(public.conversation_threads),
  app.message_payload(public.conversation_messages), app.channel_payload(public.notification_channels, boolean),
  app.message_event(public.conversation_messages, public.conversation_threads),
  app.broadcast_message(public.conversation_messages, public.conversation_threads) to service_role;

-- Members may listen to their clinic's topic and say where they are (presence); events are spoken by nobody but the
-- database, so that no member can show another a message that does not exist.
create policy select_clinic_topic on realtime.messages for select to authenticated
  using (
    realtime.messages.extension in ('broadcast', 'presence')
    and (select realtime.topic()) in (select 'tenant:' || t from app.my_tenant_ids() t)
  );
create policy insert_clinic_presence on realtime.messages for insert to authenticated
  with check (
    realtime.messages.extension = 'presence'
    and (select realtime.topic()) in (select 'tenant:' || t from app.my_tenant_ids() t)
  );
