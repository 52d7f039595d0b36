-- typing and media sources: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "public"."notification_channels"
  ADD COLUMN "shows_typing" boolean NOT NULL DEFAULT true;

CREATE OR REPLACE FUNCTION app.change_lease (
  p_job     app.jobs,
  p_message public.conversation_messages
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object(
    'job_id', p_job.id, 'lease_token', p_job.lease_token, 'tenant_id', p_job.tenant_id, 'message_id', p_message.id,
    'change', p_job.payload -> 'change', 'value', p_job.payload -> 'value', 'provider', p_message.provider,
    'provider_message_id', p_message.provider_message_id, 'from_me', p_message.direction = 'outbound',
    'to', jsonb_build_object('raw', t.reply_address, 'phone', t.phone),
    'author', p_message.content -> 'participant', 'channel_id', p_message.channel_id,
    'channel', app.channel_credentials(p_message.tenant_id, p_message.channel_id))
  from public.conversation_threads t
  where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id;
$function$;

CREATE OR REPLACE FUNCTION app.checked_forward (
  p_tenant_id uuid,
  p_provider  text,
  p_content   jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_message public.conversation_messages;
  v_file app.media_files;
  v_rule public.channel_media;
begin
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.id::text = p_content ->> 'forward_of' and m.deleted_at is null;
  if not found then
    raise sqlstate 'PT404' using message = 'message_not_found';
  end if;
  if v_message.media_file_id is not null then
    select * into v_file from app.media_files f
    where f.tenant_id = p_tenant_id and f.id = v_message.media_file_id and f.state = 'stored' for update;
    if not found then
      raise sqlstate 'PT404' using message = 'message_not_found';
    end if;
    v_rule := app.require_sendable_media(p_provider,
      case when v_message.media ->> 'shown_as' = 'voice' then 'voice' else v_message.kind end, v_file.mime_type, v_file.bytes);
    return jsonb_build_object('kind', v_message.kind, 'body', case when v_rule.takes_caption then v_message.body end,
      'content', '{"forwarded": true}'::jsonb, 'media', v_message.media, 'media_file_id', v_file.id);
  end if;
  if v_message.media is not null or v_message.kind not in ('text', 'location', 'contact') then
    raise sqlstate 'PT409' using message = 'content_not_supported';
  end if;
  return jsonb_build_object('kind', v_message.kind, 'body', v_message.body, 'content', '{"forwarded": true}'::jsonb
    || case v_message.kind when 'text' then '{}'::jsonb else v_message.content - array['quoted', 'forwarded', 'ad', 'ephemeral', 'via_api', 'participant'] end);
end;
$function$;

CREATE OR REPLACE FUNCTION app.message_payload (
  m public.conversation_messages
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  -- where the file is at the provider is for the worker alone
  m.media := m.media - 'source';
  if char_length(m.body) > 2000 then
    m.body := left(m.body, 2000);
    return to_jsonb(m) - array['channel_id', 'reacted_at', 'opt_effect'] || '{"truncated": true}';
  end if;
  return to_jsonb(m) - array['channel_id', 'reacted_at', 'opt_effect'];
end;
$function$;

CREATE OR REPLACE FUNCTION app.send_lease (
  p_job       app.jobs,
  p_message   public.conversation_messages,
  p_uncertain boolean
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object(
    'job_id', p_job.id, 'lease_token', p_job.lease_token, 'attempt', p_job.attempts, 'message_id', p_message.id,
    'tenant_id', p_message.tenant_id, 'channel_id', p_message.channel_id, 'provider', p_message.provider,
    'to', jsonb_build_object('raw', t.reply_address, 'phone', t.phone), 'kind', p_message.kind, 'body', p_message.body,
    'reply_to_provider_id', q.provider_message_id,
    'reply_to', case when q.id is not null then jsonb_build_object('body', q.body, 'from_me', q.direction = 'outbound',
      'participant', q.content -> 'participant') end,
    'template', case when p_message.content ? 'template' then jsonb_build_object(
      'external_id', p_message.content #> '{template,external_id}', 'variables', p_message.content #> '{template,variables}') end,
    'content', p_message.content, 'media', case when f.id is not null then jsonb_build_object('path', f.path, 'mime_type', f.mime_type,
      'size', f.bytes, 'file_name', f.file_name, 'voice', coalesce((p_message.media ->> 'voice')::boolean, false)) end,
    'uncertain', p_uncertain, 'first_attempt_at', p_message.occurred_at, 'automation', p_message.origin = 'automation',
    'channel', app.channel_credentials(p_message.tenant_id, p_message.channel_id))
  from public.conversation_threads t
  left join public.conversation_messages q on q.tenant_id = p_message.tenant_id and q.id = p_message.reply_to_id
  left join app.media_files f on f.tenant_id = p_message.tenant_id and f.id = p_message.media_file_id
  where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id;
$function$;

CREATE OR REPLACE FUNCTION app.show_typing (
  p_tenant_id  uuid,
  p_thread_key text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_thread public.conversation_threads;
begin
  perform app.require_member(p_tenant_id);
  select t.* into v_thread from public.conversation_threads t
  where t.tenant_id = p_tenant_id and t.id = app.thread_id_of_key(p_tenant_id, p_thread_key);
  if not found then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  end if;
  if v_thread.opted_out or v_thread.blocked_at is not null then
    return null;
  end if;
  return (
    select jsonb_build_object('tenant_id', c.tenant_id, 'thread_id', v_thread.id, 'provider', c.provider, 'channel_id', c.id,
      'to', jsonb_build_object('raw', v_thread.reply_address, 'phone', v_thread.phone),
      'channel', app.channel_credentials(c.tenant_id, c.id))
    from app.active_channel(p_tenant_id, v_thread.channel) c
    join public.channel_kinds k on k.kind = c.provider
    where k.takes_typing and c.shows_typing and c.connection_state = 'open');
end;
$function$;

CREATE OR REPLACE FUNCTION app.typing_audience (
  p_provider text,
  p_auth     jsonb,
  p_address  jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_channel public.notification_channels := app.authorize_event(p_provider, p_auth);
begin
  if v_channel.id is null then
    return null;
  end if;
  return jsonb_build_object('tenant_id', v_channel.tenant_id, 'thread_id', (
    select t.id from public.conversation_addresses a
    join public.conversation_threads t on t.tenant_id = a.tenant_id and t.id = a.thread_id
    where a.tenant_id = v_channel.tenant_id and a.channel = v_channel.family and a.address = any (app.address_keys(p_address))
      and t.blocked_at is null
    order by t.id limit 1));
end;
$function$;

CREATE OR REPLACE FUNCTION public.get_channel_setup (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_admin(p_tenant_id);
  return jsonb_build_object(
    'active', (select c.provider from app.active_channel(p_tenant_id) c),
    'risk', app.unofficial_whatsapp_acceptance(p_tenant_id),
    'evolution', (
      select jsonb_build_object('channel_id', c.id, 'external_id', i.external_id, 'server_url', i.server_url,
        'webhook_url', i.webhook_url, 'state', c.connection_state, 'is_active', c.is_active, 'qr_code', i.qr_code,
        'pairing_code', i.pairing_code, 'qr_updated_at', i.qr_updated_at, 'phone', c.phone, 'last_error', c.last_error,
        'last_event_at', c.last_event_at, 'shows_typing', c.shows_typing)
      from public.notification_channels c
      join public.evolution_instances i on i.tenant_id = c.tenant_id and i.channel_id = c.id
      where c.tenant_id = p_tenant_id and c.provider = 'evolution'),
    'twilio', (
      select jsonb_build_object('channel_id', c.id, 'account_sid', a.account_sid, 'sender_phone', a.sender_phone,
        'messaging_service_sid', a.messaging_service_sid, 'state', c.connection_state, 'is_active', c.is_active,
        'verified_at', a.verified_at, 'last_event_at', c.last_event_at)
      from public.notification_channels c
      join public.twilio_accounts a on a.tenant_id = c.tenant_id and a.channel_id = c.id
      where c.tenant_id = p_tenant_id and c.provider = 'twilio'));
end;
$function$;

CREATE OR REPLACE FUNCTION public.set_channel_typing (
  p_tenant_id  uuid,
  p_channel_id uuid,
  p_shows      boolean
)
  RETURNS boolean
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_shows boolean;
begin
  perform app.require_admin(p_tenant_id);
  update public.notification_channels c set shows_typing = coalesce(p_shows, true)
  where c.tenant_id = p_tenant_id and c.id = p_channel_id
  returning c.shows_typing into v_shows;
  if not found then
    raise sqlstate 'PT404' using message = 'channel_not_found';
  end if;
  return v_shows;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."set_channel_typing"(uuid, uuid, boolean) FROM PUBLIC, "anon", "service_role";

COMMENT ON COLUMN "public"."notification_channels"."shows_typing" IS 'People see on their phones that the clinic writes or records, where the kind of channel can tell (channel_kinds.takes_typing).';

COMMENT ON FUNCTION "app"."show_typing"(uuid, text) IS 'Caller: any member, through show-whatsapp-typing. What is needed to let the person of a conversation see that the clinic writes or records: {tenant_id, thread_id, provider, channel_id, to, channel}. NULL when nobody is to see it: the channel cannot, is off, not connected or set not to, or the person is blocked or wants no messages. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';

COMMENT ON FUNCTION "app"."typing_audience"(text, jsonb, jsonb) IS 'Caller: the inbound edge functions, when a provider tells that somebody writes. Which clinic''s screens hear of it and about which conversation: {tenant_id, thread_id}; thread_id is null when the clinic has none with them, or blocked them. NULL when the credentials are not those of a channel. Writes nothing. Errors: none.';

COMMENT ON FUNCTION "public"."set_channel_typing"(uuid, uuid, boolean) IS 'Caller: owners and administrators. Whether people see on their phones that the clinic is writing to them through this channel. Returns what is set. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 channel_not_found.';

REVOKE ALL ON FUNCTION "app"."show_typing"(uuid, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."show_typing"(uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."show_typing"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."show_typing"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."typing_audience"(text, jsonb, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."typing_audience"(text, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."typing_audience"(text, jsonb, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."typing_audience"(text, jsonb, jsonb) TO "service_role";

GRANT EXECUTE ON FUNCTION "public"."set_channel_typing"(uuid, uuid, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."set_channel_typing"(uuid, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_channel_typing"(uuid, uuid, boolean) TO "postgres";
