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
  return jsonb_build_object(
    'id', t.id, 'thread_key', t.thread_key, 'channel', t.channel, 'contact_name', t.contact_name, 'phone', t.phone,
    'status', t.status, 'unread_count', t.unread_count, 'last_message_id', t.last_message_id,
    'last_message_at', t.last_message_at, 'last_message_preview', t.last_message_preview,
    'last_message_kind', t.last_message_kind, 'last_message_direction', t.last_message_direction,
    'last_message_status', t.last_message_status, 'last_inbound_at', t.last_inbound_at, 'assigned_to', t.assigned_to,
    'assigned_at', t.assigned_at, 'tags', t.tags, 'opted_out', t.opted_out, 'is_group', t.is_group,
    'created_at', t.created_at, 'updated_at', t.updated_at
  );
end;
$$;
comment on function app.thread_payload(public.conversation_threads) is 'What a list row shows, as broadcast.';

create function app.message_payload(m public.conversation_messages)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'id', m.id, 'thread_id', m.thread_id, 'direction', m.direction, 'origin', m.origin, 'kind', m.kind,
    'body', left(m.body, 2000), 'truncated', coalesce(char_length(m.body) > 2000, false), 'content', m.content,
    'media', m.media, 'reactions', m.reactions, 'reply_to_id', m.reply_to_id, 'reply_to_provider_id', m.reply_to_provider_id,
    'author_name', m.author_name, 'status', m.status, 'error_code', m.error_code, 'error_detail', m.error_detail,
    'client_id', m.client_id, 'sent_by', m.sent_by, 'provider', m.provider, 'provider_message_id', m.provider_message_id,
    'occurred_at', m.occurred_at, 'delivered_at', m.delivered_at, 'read_at', m.read_at, 'edited_at', m.edited_at,
    'deleted_at', m.deleted_at, 'created_at', m.created_at
  );
end;
$$;
comment on function app.message_payload(public.conversation_messages) is 'A message as broadcast; the body is cut at 2,000 characters (truncated).';

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

create function app.broadcast_message(m public.conversation_messages, t public.conversation_threads)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into realtime.messages (topic, extension, event, payload, private)
  values ('tenant:' || m.tenant_id, 'broadcast', 'message',
    jsonb_build_object('thread', app.thread_payload(t), 'message', app.message_payload(m)), true);
end;
$$;

revoke execute on function app.broadcast(uuid, text, jsonb), app.thread_payload(public.conversation_threads),
  app.message_payload(public.conversation_messages), app.channel_payload(public.notification_channels, boolean),
  app.broadcast_message(public.conversation_messages, public.conversation_threads) from public, anon, authenticated;
grant execute on function app.broadcast(uuid, text, jsonb), app.thread_payload(public.conversation_threads),
  app.message_payload(public.conversation_messages), app.channel_payload(public.notification_channels, boolean),
  app.broadcast_message(public.conversation_messages, public.conversation_threads) to service_role;

-- Members may listen to their clinic's topic; nobody but the database may speak on it.
create policy select_clinic_topic on realtime.messages for select to authenticated
  using (
    realtime.messages.extension = 'broadcast'
    and (select realtime.topic()) in (select 'tenant:' || t from app.my_tenant_ids() t)
  );
