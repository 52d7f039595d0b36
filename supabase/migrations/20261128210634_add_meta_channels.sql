-- add meta channels: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "app"."channel_routes"
  DROP CONSTRAINT "kind_is_known";

ALTER TABLE "public"."channel_kinds"
  DROP CONSTRAINT "limits_are_positive";

ALTER TABLE "public"."message_templates"
  DROP CONSTRAINT "external_id_is_hx";

DROP FUNCTION "app"."require_sendable_channel"(public.conversation_threads, boolean);

CREATE TABLE "public"."meta_accounts" (
  "tenant_id"           uuid                     NOT NULL,
  "id"                  uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "channel_id"          uuid                     NOT NULL,
  "account_id"          text                     NOT NULL,
  "parent_id"           text,
  "business_id"         text,
  "name"                text,
  "is_coexistence"      boolean                  NOT NULL DEFAULT false,
  "quality"             text,
  "messaging_limit"     text,
  "throughput"          text,
  "restriction"         text,
  "restricted_until"    timestamp with time zone,
  "history_state"       text,
  "templates_synced_at" timestamp with time zone,
  "created_at"          timestamp with time zone NOT NULL DEFAULT now(),
  "updated_at"          timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "ids_are_plain" CHECK (((account_id ~ '^[0-9A-Za-z_.-]{1,64}$'::text) AND (parent_id ~ '^[0-9A-Za-z_.-]{1,64}$'::text))),
  CONSTRAINT "meta_accounts_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "one_meta_account_per_channel" UNIQUE (tenant_id, channel_id),
  CONSTRAINT "name_is_one_plain_line" CHECK ((name = app.normalize_name(name)))
);

ALTER TABLE "public"."meta_accounts"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."meta_accounts" FROM "anon";

ALTER TABLE "public"."channel_kinds"
  ADD COLUMN "human_window_hours" integer;

ALTER TABLE "public"."channel_kinds"
  ADD COLUMN "asks_for_profiles" boolean NOT NULL DEFAULT false;

ALTER TABLE "public"."message_templates"
  ADD COLUMN "quality" text;

CREATE OR REPLACE FUNCTION app.apply_account_news (
  p_tenant_id  uuid,
  p_channel_id uuid,
  p_facts      jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_channel public.notification_channels;
begin
  update public.meta_accounts a set
    quality = coalesce(lower(p_facts ->> 'quality'), a.quality),
    messaging_limit = coalesce(p_facts ->> 'messaging_limit', a.messaging_limit),
    throughput = coalesce(p_facts ->> 'throughput', a.throughput),
    restriction = case when p_facts ? 'restriction' then p_facts ->> 'restriction' else a.restriction end,
    restricted_until = case when p_facts ? 'restriction' then (p_facts ->> 'restricted_until')::timestamptz else a.restricted_until end,
    history_state = coalesce(p_facts ->> 'history_state', a.history_state)
  where a.tenant_id = p_tenant_id and a.channel_id = p_channel_id;
  select c.* into v_channel from public.notification_channels c where c.tenant_id = p_tenant_id and c.id = p_channel_id;
  perform app.broadcast(p_tenant_id, 'channel', app.channel_payload(v_channel));
end;
$function$;

CREATE OR REPLACE FUNCTION app.apply_action (
  p_incoming app.incoming_action
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_action jsonb := p_incoming.action;
begin
  case v_action ->> 'type'
    when 'message' then
      perform app.apply_messages(array[p_incoming]);
    when 'status', 'edit', 'delete', 'reaction', 'vote' then
      perform app.apply_change(p_incoming.tenant_id, p_incoming.channel_id, v_action);
    when 'connection' then
      perform app.set_channel_state(p_incoming.tenant_id, p_incoming.channel_id, v_action ->> 'state', v_action ->> 'phone', v_action ->> 'reason');
    when 'qr' then
      perform app.set_channel_state(p_incoming.tenant_id, p_incoming.channel_id, null, null, null, v_action ->> 'data_url', v_action ->> 'pairing_code');
    when 'contact' then
      perform app.learn_contact_name(p_incoming.tenant_id, v_action -> 'address', nullif(app.normalize_name(left(v_action ->> 'name', 200)), ''),
        app.name_source(v_action));
    when 'picture' then
      perform app.learn_picture(p_incoming.tenant_id, v_action -> 'address', v_action ->> 'key');
    when 'watermark' then
      perform app.apply_watermark(p_incoming.tenant_id, p_incoming.channel_id, v_action);
    when 'account' then
      perform app.apply_account_news(p_incoming.tenant_id, p_incoming.channel_id, v_action -> 'facts');
    when 'template' then
      perform app.apply_template_news(p_incoming.tenant_id, p_incoming.channel_id, v_action);
    when 'preference' then
      perform app.apply_preference(p_incoming.tenant_id, v_action);
    when 'moved' then
      perform app.apply_moved_person(p_incoming.tenant_id, v_action);
    when 'history' then
      perform app.apply_history(p_incoming);
    else
      raise sqlstate 'PT400' using message = 'unknown_action', detail = v_action ->> 'type';
  end case;
end;
$function$;

CREATE OR REPLACE FUNCTION app.apply_history (
  p_incoming app.incoming_action
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_messages jsonb := p_incoming.action -> 'messages';
  v_message jsonb;
begin
  perform app.import_messages(
    jsonb_populate_record(null::app.history_imports, jsonb_build_object('tenant_id', p_incoming.tenant_id,
      'channel_id', p_incoming.channel_id, 'since', now() - interval '200 days', 'until', now() + interval '1 hour')),
    p_incoming.action ->> 'name', v_messages);
  for v_message in select m from jsonb_array_elements(v_messages) m where m ->> 'kind' not in ('unsupported', 'view_once') loop
    perform app.apply_repeated_message(row(p_incoming.tenant_id, p_incoming.channel_id, p_incoming.provider, v_message));
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.apply_moved_person (
  p_tenant_id uuid,
  p_action    jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_old text[] := app.address_keys(p_action -> 'address');
  v_new text[] := app.address_keys(p_action -> 'to');
  v_family text := coalesce(p_action #>> '{address,family}', 'whatsapp');
  v_thread public.conversation_threads;
begin
  perform app.lock_addresses(p_tenant_id, v_old || v_new);
  select t.* into v_thread from public.conversation_addresses a
  join public.conversation_threads t on t.tenant_id = a.tenant_id and t.id = a.thread_id
  where a.tenant_id = p_tenant_id and a.channel = v_family and a.address = any (v_old) limit 1;
  if not found or exists (
    select from public.conversation_addresses a
    where a.tenant_id = p_tenant_id and a.channel = v_family and a.address = any (v_new) and a.thread_id <> v_thread.id) then
    return;
  end if;
  insert into public.conversation_addresses (tenant_id, channel, address, thread_id)
  select p_tenant_id, v_family, k, v_thread.id from unnest(v_new) k
  on conflict (tenant_id, channel, address) do nothing;
  update public.conversation_threads t set
    phone = coalesce(app.canonical_phone(p_action #>> '{to,phone}'), t.phone),
    reply_address = coalesce(p_action #>> '{to,raw}', t.reply_address), updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_thread.id returning * into v_thread;
  perform app.publish_thread(v_thread);
end;
$function$;

CREATE OR REPLACE FUNCTION app.apply_preference (
  p_tenant_id uuid,
  p_action    jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_thread_id uuid := app.resolve_thread(p_tenant_id, p_action -> 'address', p_action ->> 'name');
begin
  if (p_action ->> 'wanted')::boolean then
    delete from public.conversation_optouts o
    where o.tenant_id = p_tenant_id and o.thread_id = v_thread_id and o.purpose = 'marketing' and o.created_by is null;
  else
    insert into public.conversation_optouts (tenant_id, thread_id, purpose, keyword)
    values (p_tenant_id, v_thread_id, 'marketing', 'WhatsApp') on conflict (tenant_id, thread_id, purpose) do nothing;
  end if;
  perform app.publish_thread(t) from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_thread_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.apply_template_news (
  p_tenant_id  uuid,
  p_channel_id uuid,
  p_action     jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  update public.message_templates t set
    status = coalesce(p_action ->> 'status', t.status),
    category = coalesce(p_action ->> 'category', t.category),
    quality = coalesce(lower(p_action ->> 'quality'), t.quality),
    rejection_reason = case when p_action ? 'status' then p_action ->> 'rejection_reason' else t.rejection_reason end,
    updated_at = now()
  where t.tenant_id = p_tenant_id and t.channel_id = p_channel_id and t.external_id = p_action ->> 'external_id';
  if not found then
    update public.meta_accounts a set templates_synced_at = null
    where a.tenant_id = p_tenant_id and a.channel_id = p_channel_id and a.templates_synced_at is not null;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.apply_watermark (
  p_tenant_id  uuid,
  p_channel_id uuid,
  p_action     jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_at timestamptz := (p_action ->> 'at')::timestamptz;
  v_message public.conversation_messages;
begin
  for v_message in
    select m.* from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.channel_id = p_channel_id and m.direction = 'outbound'
      and m.thread_id in (
        select a.thread_id from public.conversation_addresses a
        where a.tenant_id = p_tenant_id and a.channel = p_action #>> '{address,family}'
          and a.address = any (app.address_keys(p_action -> 'address')))
      and m.status in ('sent', 'delivered') and m.status <> p_action ->> 'status'
      -- months of what nobody read are not gone through for one look
      and m.occurred_at between v_at - interval '7 days' and v_at
    order by m.id for update
  loop
    v_message := app.apply_status(v_message, p_action, v_at);
    if v_message.id is not null then
      perform app.publish_message(v_message);
    end if;
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.authorize_event (
  p_provider text,
  p_auth     jsonb
)
  RETURNS public.notification_channels
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_channel public.notification_channels;
begin
  if p_provider = 'evolution' then
    select c.* into v_channel
    from public.evolution_instances i
    join public.notification_channels c on c.tenant_id = i.tenant_id and c.id = i.channel_id
    where i.external_id = p_auth ->> 'external_id'
      and (
        i.secret_hash = p_auth ->> 'secret_sha256'
        or i.api_key_hash = p_auth ->> 'api_key_sha256'
        or (i.previous_api_key_hash = p_auth ->> 'api_key_sha256' and i.previous_key_valid_until > now())
      )
      -- what patients write to the number is the other clinic's (app.set_channel_state)
      and c.last_error is distinct from 'number_in_use'
    -- a clinic that gave its instance up may still hold the key: the one whose secret the webhook carries is meant, or
    -- else the one that uses the instance now
    order by (i.secret_hash = p_auth ->> 'secret_sha256') desc nulls last, c.is_active desc limit 1;
  elsif p_auth ? 'account_id' then
    -- Meta signs for the whole application: the account that an event names says whose it is
    select c.* into v_channel
    from app.channel_routes r
    join public.notification_channels c on c.tenant_id = r.tenant_id and c.id = r.channel_id
    where r.kind = p_provider and r.identity = p_auth ->> 'account_id' and c.provider = p_provider;
  else
    select c.* into v_channel
    from public.notification_channels c
    where c.tenant_id = (p_auth ->> 'tenant_id')::uuid and c.id = (p_auth ->> 'channel_id')::uuid and c.provider = p_provider;
  end if;
  return v_channel;
end;
$function$;

CREATE OR REPLACE FUNCTION app.channel_credentials (
  p_tenant_id  uuid,
  p_channel_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object(
    'id', c.id, 'provider', c.provider, 'is_active', c.is_active, 'connection_state', c.connection_state,
    'credentials', k.credentials, 'external_id', i.external_id, 'server_url', i.server_url, 'webhook_url', i.webhook_url,
    'account_sid', a.account_sid, 'sender_phone', a.sender_phone, 'messaging_service_sid', a.messaging_service_sid,
    'account_id', m.account_id, 'parent_id', m.parent_id)
  from public.notification_channels c
  left join app_private.channel_credentials k on k.tenant_id = c.tenant_id and k.channel_id = c.id
  left join public.evolution_instances i on i.tenant_id = c.tenant_id and i.channel_id = c.id
  left join public.twilio_accounts a on a.tenant_id = c.tenant_id and a.channel_id = c.id
  left join public.meta_accounts m on m.tenant_id = c.tenant_id and m.channel_id = c.id
  where c.tenant_id = p_tenant_id and c.id = p_channel_id;
$function$;

CREATE OR REPLACE FUNCTION app.channels_of_meta_account (
  p_parent_id text
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  -- an account has a few numbers: they are found first
  with numbers as materialized (
    select a.tenant_id, a.channel_id from public.meta_accounts a where a.parent_id = p_parent_id
  )
  select coalesce(jsonb_agg(jsonb_build_object('tenant_id', a.tenant_id, 'channel_id', a.channel_id, 'phone', c.phone)
    order by a.tenant_id, a.channel_id), '[]')
  from numbers a
  join public.notification_channels c on c.tenant_id = a.tenant_id and c.id = a.channel_id;
$function$;

CREATE OR REPLACE FUNCTION app.complete_picture_fetch (
  p_tenant_id   uuid,
  p_job_id      bigint,
  p_lease_token uuid,
  p_outcome     text,
  p_details     jsonb  DEFAULT '{}'::jsonb
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_job app.jobs;
  v_thread_id uuid;
  v_file_id uuid := md5('picture:' || p_tenant_id || ':' || p_job_id)::uuid;
  v_path text;
  v_thread public.conversation_threads;
begin
  select * into v_job from app.jobs j
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null and j.dead_at is null
  for update;
  if not found then
    return 'lost';
  end if;
  if p_outcome = 'temporary' then
    return app.fail_job(p_tenant_id, p_job_id, p_lease_token, concat_ws(': ', p_details ->> 'reason', p_details ->> 'detail'), false,
      (p_details ->> 'retry_after')::int);
  end if;
  v_thread_id := (v_job.payload ->> 'thread_id')::uuid;
  update app.jobs set finished_at = now(), last_error = p_details ->> 'detail', lease_token = null, leased_until = null
  where tenant_id = p_tenant_id and id = p_job_id;
  select * into v_thread from public.conversation_threads t
  where t.tenant_id = p_tenant_id and t.id = v_thread_id for no key update;
  if not found then
    perform app.release_media_file(p_tenant_id, v_file_id);
    return 'finished';
  end if;
  if p_details ->> 'name' is not null
    and app.takes_name(v_thread.contact_name, v_thread.name_source, nullif(app.normalize_name(left(p_details ->> 'name', 200)), ''), 'profile') then
    update public.conversation_threads t set
      contact_name = nullif(app.normalize_name(left(p_details ->> 'name', 200)), ''), name_source = 'profile', updated_at = clock_timestamp()
    where t.tenant_id = p_tenant_id and t.id = v_thread_id returning * into v_thread;
    perform app.publish_thread(v_thread);
  end if;
  if p_outcome not in ('stored', 'none') then
    update app.contact_pictures p set checked_at = now() where p.tenant_id = p_tenant_id and p.thread_id = v_thread_id;
    return 'finished';
  end if;
  if p_outcome = 'stored' then
    update app.media_files f set state = 'stored' where f.tenant_id = p_tenant_id and f.id = v_file_id returning f.path into v_path;
  end if;
  insert into app.contact_pictures as p (tenant_id, thread_id, file_id, checked_at)
  values (p_tenant_id, v_thread_id, case when v_path is not null then v_file_id end, now())
  on conflict (tenant_id, thread_id) do update set file_id = excluded.file_id, checked_at = excluded.checked_at;
  if v_thread.picture_path is distinct from v_path then
    update public.conversation_threads t set picture_path = v_path, updated_at = clock_timestamp()
    where t.tenant_id = p_tenant_id and t.id = v_thread_id returning * into v_thread;
    perform app.publish_thread(v_thread);
  end if;
  return 'finished';
end;
$function$;

CREATE OR REPLACE FUNCTION app.configure_meta_channel (
  p_tenant_id   uuid,
  p_kind        text,
  p_account     jsonb,
  p_credentials jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_channel_id uuid := app.reserve_channel_id(p_tenant_id, p_kind);
  v_name text := nullif(app.normalize_name(left(p_account ->> 'name', 120)), '');
begin
  if coalesce(p_account ->> 'account_id', '') !~ '^[0-9A-Za-z_.-]{1,64}$' or p_kind not in (
    select k.kind from public.channel_kinds k where k.is_official and not k.needs_pairing) then
    raise sqlstate 'PT400' using message = 'unknown_provider';
  end if;
  if not app.claim_route(p_tenant_id, v_channel_id, p_kind, p_account ->> 'account_id') then
    raise sqlstate 'PT409' using message = 'sender_in_use', hint = 'Disconnect it from the other clinic first.';
  end if;
  perform app.store_credentials(p_tenant_id, v_channel_id, p_credentials);
  -- another account has other templates
  delete from public.message_templates t
  where t.tenant_id = p_tenant_id and t.channel_id = v_channel_id and not exists (
    select from public.meta_accounts a where a.tenant_id = p_tenant_id and a.channel_id = v_channel_id
      and a.parent_id = p_account ->> 'parent_id');
  insert into public.meta_accounts as a (tenant_id, channel_id, account_id, parent_id, business_id, name, is_coexistence,
    quality, messaging_limit, throughput)
  values (p_tenant_id, v_channel_id, p_account ->> 'account_id', p_account ->> 'parent_id', p_account ->> 'business_id', v_name,
    coalesce((p_account ->> 'is_coexistence')::boolean, false), lower(p_account ->> 'quality'), p_account ->> 'messaging_limit',
    p_account ->> 'throughput')
  on conflict on constraint one_meta_account_per_channel do update set
    account_id = excluded.account_id, parent_id = excluded.parent_id, business_id = excluded.business_id, name = excluded.name,
    is_coexistence = excluded.is_coexistence, quality = excluded.quality, messaging_limit = excluded.messaging_limit,
    throughput = excluded.throughput, restriction = null, restricted_until = null, history_state = null,
    templates_synced_at = case when a.parent_id = excluded.parent_id then a.templates_synced_at end;
  perform app.activate_channel(p_tenant_id, v_channel_id, v_name, app.canonical_phone(p_account ->> 'phone'), 'open');
  return jsonb_build_object('channel_id', v_channel_id, 'state', 'open');
end;
$function$;

CREATE OR REPLACE FUNCTION app.enqueue_message (
  p_thread    public.conversation_threads,
  p_client_id uuid,
  p_body      text,
  p_reply_to  uuid,
  p_origin    text,
  p_sent_by   uuid,
  p_template  jsonb                       DEFAULT NULL::jsonb,
  p_content   jsonb                       DEFAULT NULL::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_body text;
  v_is_template boolean;
  v_prepared jsonb;
  v_extra jsonb;
  v_channel public.notification_channels;
  v_limit integer;
  v_quoted public.conversation_messages;
  v_message public.conversation_messages;
  v_thread public.conversation_threads;
  v_uncertain boolean := false;
  v_waits boolean := app.line_is_busy(p_thread.tenant_id, p_thread.id);
  v_lease jsonb;
begin
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_thread.tenant_id and m.client_id = p_client_id for update;
  perform app.require_same_conversation(v_message, p_thread);
  if v_message.status <> 'failed' then
    return jsonb_build_object('message', to_jsonb(v_message), 'duplicate', true, 'lease', null);
  end if;
  -- a failed message is sent again as it is, whatever came with the repetition
  v_is_template := case when v_message.id is null then p_template is not null else v_message.content ? 'template' end;
  v_body := case when v_message.id is null then app.checked_body(p_body, v_is_template, p_content is not null) else v_message.body end;
  v_channel := app.require_sendable_channel(p_thread, v_is_template, p_origin = 'automation');
  select k.max_text_length into v_limit from public.channel_kinds k where k.kind = v_channel.provider;
  if p_content is not null and v_message.id is null then
    v_extra := app.checked_content(p_thread.tenant_id, v_channel.provider, p_content, v_body, p_sent_by);
    v_body := nullif(coalesce(v_extra ->> 'body', v_body), '');
  end if;
  if v_is_template then
    v_prepared := app.prepare_template(v_channel, coalesce(v_message.content -> 'template', p_template));
    v_body := v_prepared ->> 'body';
  elsif char_length(v_body) > v_limit then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = v_limit::text, hint = format('Up to %s characters.', v_limit);
  end if;
  if p_reply_to is not null and v_message.id is null then
    select * into v_quoted from public.conversation_messages q
    where q.tenant_id = p_thread.tenant_id and q.id = p_reply_to and q.thread_id = p_thread.id;
    if not found then
      raise sqlstate 'PT404' using message = 'quoted_message_not_found';
    end if;
  end if;
  if v_message.id is not null then
    -- the person pressed "try again" on a failed message; one that may have arrived is looked for first, where it was
    -- sent, whatever channel the clinic has now
    v_uncertain := v_message.error_code is not distinct from 'delivery_unknown';
    update public.conversation_messages m set
      status = case when v_waits and not v_uncertain then 'queued' else 'sending' end, next_attempt_at = null,
      error_code = null, error_detail = null, provider_message_id = null,
      channel_id = case when v_uncertain then m.channel_id else v_channel.id end,
      provider = case when v_uncertain then m.provider else v_channel.provider end
    where m.tenant_id = v_message.tenant_id and m.id = v_message.id returning * into v_message;
  else
    insert into public.conversation_messages (tenant_id, thread_id, channel_id, provider, client_id, direction, origin, kind, body,
      content, media, media_file_id, reply_to_id, reply_to_provider_id, sent_by, status, occurred_at)
    values (p_thread.tenant_id, p_thread.id, v_channel.id, v_channel.provider, p_client_id, 'outbound', p_origin,
      coalesce(v_extra ->> 'kind', 'text'), v_body, coalesce(v_prepared -> 'content', v_extra -> 'content', '{}'),
      v_extra -> 'media', (v_extra ->> 'media_file_id')::uuid, p_reply_to, v_quoted.provider_message_id, p_sent_by,
      case when v_waits then 'queued' else 'sending' end, clock_timestamp())
    on conflict (tenant_id, client_id) where client_id is not null do nothing
    returning * into v_message;
    if v_message.id is null then
      select * into v_message from public.conversation_messages m
      where m.tenant_id = p_thread.tenant_id and m.client_id = p_client_id;
      perform app.require_same_conversation(v_message, p_thread);
      return jsonb_build_object('message', to_jsonb(v_message), 'duplicate', true, 'lease', null);
    end if;
  end if;
  -- an answer opens what was finished, wakes what sleeps and hands the card to the person; what goes out by itself does not
  if p_origin = 'app' and (p_thread.status = 'finished' or p_thread.board_column <> 'waiting_contact' or p_thread.snoozed_until is not null) then
    update public.conversation_threads t set
      status = 'open', status_reason = null, board_column = app.column_after(t.board_column, t.status, 'clinic_wrote'),
      snoozed_until = null, snoozed_at = null
    where t.tenant_id = p_thread.tenant_id and t.id = p_thread.id;
  end if;
  v_thread := app.refresh_thread_summary(p_thread.tenant_id, p_thread.id);
  perform app.broadcast_message(v_message, v_thread);
  v_lease := app.lease_new_send(v_message, v_uncertain, v_waits);
  -- last, as the balance is the last to be locked
  perform app.charge_message(v_message);
  return jsonb_build_object('message', to_jsonb(v_message), 'duplicate', false, 'lease', v_lease);
end;
$function$;

CREATE OR REPLACE FUNCTION app.ingest_events (
  p_events jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_order int[] := '{0}';
  v_place int;
  v_event jsonb;
  v_auth jsonb;
  v_channel public.notification_channels;
  v_actions jsonb;
  v_outcome text;
  v_stored app.webhook_events[] := '{}';
  v_new int;
  v_incoming app.incoming_action;
  v_messages app.incoming_action[] := '{}';
  v_changes app.incoming_action[] := '{}';
  v_results jsonb[];
begin
  if jsonb_array_length(p_events) > 1 then
    v_order := app.ingest_order(p_events);
  end if;
  foreach v_place in array v_order loop
    v_event := p_events -> v_place;
    if v_auth is distinct from v_event -> 'auth' then
      v_auth := v_event -> 'auth';
      v_channel := app.authorize_event(v_event ->> 'provider', v_auth);
      -- a sign of life once a minute: a row that every webhook writes would queue them all
      if v_channel.id is not null and coalesce(v_channel.last_event_at < now() - interval '1 minute', true) then
        update public.notification_channels c set last_event_at = now()
        where c.ctid = (
          select k.ctid from public.notification_channels k where k.tenant_id = v_channel.tenant_id and k.id = v_channel.id
          for no key update skip locked);
      end if;
      -- what was closed is opened by whoever closed it; a webhook only proves what waits for its proof
    if v_channel.connection_state not in ('open', 'close') then
        if exists (select from public.channel_kinds k where k.kind = v_channel.provider and not k.needs_pairing) then
          v_channel := app.verify_twilio_channel(v_channel.tenant_id, v_channel.id);
        end if;
      end if;
    end if;
    if v_channel.id is null then
      v_results[v_place + 1] := jsonb_build_object('outcome', 'unauthorized');
      continue;
    end if;
    v_actions := app.wanted_actions(v_channel.tenant_id, v_event);
    -- of several items some may be understood and others not: what was understood is applied all the same
    v_outcome := case when v_event ->> 'unparsed' is not null then 'unparsed' when v_actions = '[]' then 'ignored' else 'applied' end;
    v_results[v_place + 1] := jsonb_build_object('outcome', v_outcome, 'tenant_id', v_channel.tenant_id, 'channel_id', v_channel.id);
    v_stored := v_stored || row(v_channel.tenant_id, v_channel.id, v_event ->> 'event_key', v_event ->> 'provider',
      v_event ->> 'event_type', v_outcome, v_event ->> 'unparsed', v_event -> 'raw', now(), null)::app.webhook_events;
    for v_action_place in 0 .. jsonb_array_length(v_actions) - 1 loop
      v_incoming := row(v_channel.tenant_id, v_channel.id, v_channel.provider, v_actions -> v_action_place);
      if v_incoming.action #>> '{address,lid}' is not null
        and app.canonical_phone(v_incoming.action #>> '{address,phone}') = v_channel.phone then
        -- some gateways name the clinic's own phone beside a LID; it is not that person's
        v_incoming.action := v_incoming.action || jsonb_build_object('address', v_incoming.action -> 'address'
          || jsonb_build_object('phone', null, 'raw', (v_incoming.action #>> '{address,lid}') || '@lid'));
      end if;
      if v_incoming.action ->> 'type' = 'message' then
        v_messages := v_messages || v_incoming;
      else
        v_changes := v_changes || v_incoming;
      end if;
    end loop;
  end loop;

  insert into app.webhook_events select e.* from unnest(v_stored) e on conflict (tenant_id, channel_id, event_key) do nothing;
  get diagnostics v_new = row_count;
  if v_new < cardinality(v_stored) then
    if cardinality(v_order) > 1 then
      raise unique_violation using message = 'repeated_event_in_batch';
    end if;
    return jsonb_build_array(to_jsonb(v_results[1]) || jsonb_build_object('outcome', 'duplicate'));
  end if;
  if cardinality(v_order) = 1 then
    -- one of them may be here already, or make two conversations one
    foreach v_incoming in array v_messages loop
      perform app.apply_messages(array[v_incoming]);
    end loop;
  elsif v_messages <> '{}' then
    perform app.apply_messages(v_messages);
  end if;
  foreach v_incoming in array v_changes loop
    perform app.apply_action(v_incoming);
  end loop;
  return to_jsonb(v_results);
end;
$function$;

CREATE OR REPLACE FUNCTION app.known_threads (
  p_messages app.incoming_action[]
)
  RETURNS uuid[]
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return (
    select array_agg(a.thread_id order by m.place)
    from unnest(p_messages) with ordinality m (tenant_id, channel_id, provider, action, place)
    left join public.conversation_addresses a on a.tenant_id = m.tenant_id and a.channel = coalesce(m.action #>> '{address,family}', 'whatsapp')
      and a.address = app.canonical_phone(m.action #>> '{address,phone}') and m.action #>> '{address,group}' is null
      and (coalesce(m.action #>> '{address,lid}', m.action #>> '{address,user}') is null or exists (
        select from public.conversation_addresses l
        where l.tenant_id = a.tenant_id and l.channel = a.channel and l.thread_id = a.thread_id
          and l.address = coalesce('lid:' || (m.action #>> '{address,lid}'), 'user:' || (m.action #>> '{address,user}')))));
end;
$function$;

CREATE OR REPLACE FUNCTION app.learn_contact_name (
  p_tenant_id   uuid,
  p_address     jsonb,
  p_name        text,
  p_name_source text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_keys text[] := app.address_keys(p_address);
  v_thread public.conversation_threads;
begin
  -- what people call themselves comes with every message of theirs
  if p_name_source <> 'profile' and p_name is not null then
    insert into app.known_names as n (tenant_id, address, name, name_source)
    select p_tenant_id, k, p_name, p_name_source from unnest(v_keys) k order by k
    on conflict (tenant_id, address) do update set name = excluded.name, name_source = excluded.name_source
    where app.takes_name(n.name, n.name_source, excluded.name, excluded.name_source);
  end if;
  for v_thread in
    update public.conversation_threads t set contact_name = p_name, name_source = p_name_source, updated_at = clock_timestamp()
    where t.tenant_id = p_tenant_id and t.id in (
        select a.thread_id from public.conversation_addresses a
        where a.tenant_id = p_tenant_id and a.channel = coalesce(p_address ->> 'family', 'whatsapp') and a.address = any (v_keys))
      and app.takes_name(t.contact_name, t.name_source, p_name, p_name_source)
    returning t.*
  loop
    perform app.publish_thread(v_thread);
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.learn_picture (
  p_tenant_id uuid,
  p_address   jsonb,
  p_key       text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_thread_id uuid;
begin
  for v_thread_id in
    select distinct a.thread_id from public.conversation_addresses a
    where a.tenant_id = p_tenant_id and a.channel = coalesce(p_address ->> 'family', 'whatsapp') and a.address = any (app.address_keys(p_address))
      and not exists (
        select from app.contact_pictures p
        where p.tenant_id = a.tenant_id and p.thread_id = a.thread_id and p.provider_key = p_key)
  loop
    insert into app.contact_pictures as p (tenant_id, thread_id, provider_key) values (p_tenant_id, v_thread_id, p_key)
    on conflict (tenant_id, thread_id) do update set provider_key = excluded.provider_key;
    perform app.want_picture(p_tenant_id, v_thread_id, now());
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_conversations (
  p_actions app.incoming_action[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenants uuid[] := array(select distinct a.tenant_id from unnest(p_actions) a);
  v_written app.incoming_action[] := array(select a from unnest(p_actions) a where (a).action ->> 'type' = 'message');
  v_thread_ids uuid[] := app.lock_threads_to_be(v_written);
  v_merged uuid[] := app.threads_to_merge(v_written);
  v_messages uuid[];
begin
  select array_agg(m.id) into v_messages from (
    select m.id from unnest(p_actions) a
    join public.conversation_messages m on m.tenant_id = a.tenant_id and m.channel_id = a.channel_id
      and m.provider_message_id = coalesce(a.action ->> 'target_provider_id', a.action ->> 'provider_message_id')
    union
    select m.id from unnest(p_actions) a
    join public.conversation_messages m on m.tenant_id = a.tenant_id
      and m.id = case when pg_input_is_valid(a.action ->> 'message_id', 'uuid') then (a.action ->> 'message_id')::uuid end
    union
    -- sends whose echo this may be
    select m.id from unnest(v_written, v_thread_ids) n (tenant_id, channel_id, provider, action, thread_id)
    join public.conversation_messages m on m.tenant_id = n.tenant_id and m.thread_id = n.thread_id
      and m.status = 'sending' and m.provider_message_id is null
    where (n.action ->> 'sent_via_api')::boolean
    union
    select m.id from public.conversation_messages m where m.tenant_id = any (v_tenants) and m.thread_id = any (v_merged)
  ) m;
  perform from public.conversation_messages m
  where m.tenant_id = any (v_tenants) and m.id = any (v_messages)
  order by m.tenant_id, m.id for update;
  -- in full: one may go into another, and a weaker lock, made stronger then, would wait for whoever waits for it
  perform from public.conversation_threads t
  where (t.tenant_id, t.id) in (
    -- read again: they may have moved while they were waited for
    select m.tenant_id, m.thread_id from public.conversation_messages m
    where m.tenant_id = any (v_tenants) and m.id = any (v_messages)
    union
    select n.tenant_id, n.thread_id from unnest(v_written, v_thread_ids) n (tenant_id, channel_id, provider, action, thread_id)
    union
    -- somebody whose other address is known
    select d.tenant_id, d.thread_id
    from unnest(v_written, v_thread_ids) n (tenant_id, channel_id, provider, action, thread_id)
    join public.conversation_addresses d on d.tenant_id = n.tenant_id and d.channel = coalesce(n.action #>> '{address,family}', 'whatsapp')
      and d.address = any (app.address_keys(n.action -> 'address'))
    where n.thread_id is null)
  order by t.tenant_id, t.id for update;
end;
$function$;

CREATE OR REPLACE FUNCTION app.meta_channel_setup (
  p_tenant_id uuid,
  p_kind      text
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('channel_id', c.id, 'account_id', a.account_id, 'parent_id', a.parent_id, 'name', a.name, 'phone', c.phone,
    'state', c.connection_state, 'is_active', c.is_active, 'last_error', c.last_error, 'last_event_at', c.last_event_at,
    'is_coexistence', a.is_coexistence, 'quality', a.quality, 'messaging_limit', a.messaging_limit, 'throughput', a.throughput,
    'restriction', a.restriction, 'restricted_until', a.restricted_until, 'history_state', a.history_state)
  from public.notification_channels c
  join public.meta_accounts a on a.tenant_id = c.tenant_id and a.channel_id = c.id
  where c.tenant_id = p_tenant_id and c.provider = p_kind;
$function$;

CREATE OR REPLACE FUNCTION app.open_picture_fetches (
  p_jobs app.jobs[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_job app.jobs;
  v_thread public.conversation_threads;
  v_channel public.notification_channels;
  v_opened jsonb := '{}';
begin
  foreach v_job in array p_jobs loop
    select * into v_thread from public.conversation_threads t
    where t.tenant_id = v_job.tenant_id and t.id = (v_job.payload ->> 'thread_id')::uuid;
    select c.* into v_channel from app.active_channel(v_job.tenant_id, v_thread.channel) c;
    if v_thread.id is null
      or not exists (select from public.channel_kinds k where k.kind = v_channel.provider and k.has_pictures) then
      update app.jobs set finished_at = now(), lease_token = null, leased_until = null
      where tenant_id = v_job.tenant_id and id = v_job.id;
    elsif v_job.attempts > app.max_attempts(v_job.kind) then
      update app.jobs set dead_at = now(), lease_token = null, leased_until = null
      where tenant_id = v_job.tenant_id and id = v_job.id;
    else
      v_opened := v_opened || jsonb_build_object(v_job.id::text, jsonb_build_object(
        'provider', v_channel.provider, 'channel_id', v_channel.id,
        'channel', app.channel_credentials(v_channel.tenant_id, v_channel.id),
        'to', jsonb_build_object('raw', v_thread.reply_address, 'phone', v_thread.phone), 'max_bytes', 1024 * 1024));
    end if;
  end loop;
  return v_opened;
end;
$function$;

CREATE OR REPLACE FUNCTION app.react_to_message (
  p_message     public.conversation_messages,
  p_is_opt_word boolean
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  -- somebody else's machine has the conversation: it is shown, and nothing answers it here
  if p_message.content ? 'standby' then
    return;
  end if;
  -- workflows hear of every message, whatever else it answers
  perform app.tell_workflows_of_message(p_message);
  -- what answers a reminder asks for no other answer
  if not p_is_opt_word and app.answer_reminder(p_message) then
    return;
  end if;
  -- each effect is a job of its own, so that a crash from here on changes nothing of it
  if not p_is_opt_word and p_message.kind <> 'system' and exists (
    select from public.conversation_autoreply_settings s where s.tenant_id = p_message.tenant_id and s.is_on) then
    insert into app.jobs (tenant_id, kind, payload, dedupe_key)
    values (p_message.tenant_id, 'auto_reply', jsonb_build_object('id', p_message.id, 'message_id', p_message.id), 'auto_reply:' || p_message.id)
    on conflict do nothing;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.replace_message_templates (
  p_tenant_id   uuid,
  p_channel_id  uuid,
  p_account_sid text,
  p_templates   jsonb
)
  RETURNS timestamp WITH time zone
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  -- two lists at once take turns here, so that they do not meet in the middle of the rows
  update public.twilio_accounts a set templates_synced_at = now()
  where a.tenant_id = p_tenant_id and a.channel_id = p_channel_id and a.account_sid = p_account_sid;
  if not found then
    update public.meta_accounts a set templates_synced_at = now()
    where a.tenant_id = p_tenant_id and a.channel_id = p_channel_id and a.parent_id = p_account_sid;
  end if;
  if not found then
    return null;
  end if;
  delete from public.message_templates t
  where t.tenant_id = p_tenant_id and t.channel_id = p_channel_id
    and t.external_id not in (select x ->> 'external_id' from jsonb_array_elements(p_templates) x);
  insert into public.message_templates as t
    (tenant_id, channel_id, external_id, name, language, category, body, variables, extras, status, rejection_reason)
  -- a list that changes while it is paged through may name a template twice
  select distinct on (x.external_id) p_tenant_id, p_channel_id, x.external_id, coalesce(nullif(app.normalize_name(x.name), ''), x.external_id), x.language, x.category, x.body,
    x.variables, coalesce(x.extras, '[]'), x.status, x.rejection_reason
  from jsonb_to_recordset(p_templates) as x (external_id text, name text, language text, category text, body text,
    variables jsonb, extras jsonb, status text, rejection_reason text)
  on conflict on constraint template_is_stored_once do update set
    name = excluded.name, language = excluded.language, category = excluded.category, body = excluded.body,
    variables = excluded.variables, extras = excluded.extras, status = excluded.status,
    rejection_reason = excluded.rejection_reason, synced_at = excluded.synced_at,
    updated_at = case
      when (t.name, t.language, t.category, t.body, t.variables, t.extras, t.status, t.rejection_reason)
        is distinct from (excluded.name, excluded.language, excluded.category, excluded.body, excluded.variables,
          excluded.extras, excluded.status, excluded.rejection_reason) then now()
      else t.updated_at end;
  return now();
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_sendable_channel (
  p_thread        public.conversation_threads,
  p_is_template   boolean,
  p_is_automation boolean                     DEFAULT false
)
  RETURNS public.notification_channels
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_channel public.notification_channels;
  v_hours integer;
begin
  select * into v_channel from public.notification_channels c
  where c.tenant_id = p_thread.tenant_id and c.family = p_thread.channel and c.is_active;
  if not found then
    raise sqlstate 'PT409' using message = 'no_active_channel', hint = 'Connect WhatsApp in the settings.';
  end if;
  if v_channel.connection_state = 'close' then
    raise sqlstate 'PT409' using message = 'channel_disconnected', hint = 'Reconnect WhatsApp in the settings.';
  end if;
  -- free text only within so many hours of the person's last message to the number (Twilio error 63016)
  select case when p_is_automation then k.window_hours else coalesce(k.human_window_hours, k.window_hours) end into v_hours from public.channel_kinds k where k.kind = v_channel.provider;
  if v_hours is not null and not p_is_template
    and app.window_opened_at(p_thread.tenant_id, p_thread.id, v_channel.id, v_hours) is null then
    raise sqlstate 'PT409' using message = 'outside_24h_window',
      detail = coalesce((least(p_thread.last_inbound_at + make_interval(hours => v_hours), now()))::text, ''), hint = 'Send an approved template.';
  end if;
  return v_channel;
end;
$function$;

CREATE OR REPLACE FUNCTION app.resolve_thread (
  p_tenant_id    uuid,
  p_address      jsonb,
  p_contact_name text,
  p_name_source  text  DEFAULT 'profile'::text
)
  RETURNS uuid
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_phone text := app.canonical_phone(p_address ->> 'phone');
  v_is_group boolean := coalesce(p_address ->> 'group', '') <> '';
  v_keys text[] := app.address_keys(p_address);
  v_family text := coalesce(p_address ->> 'family', 'whatsapp');
  v_threads uuid[];
  v_thread uuid;
  v_moved public.conversation_threads;
  v_name record;
begin
  if cardinality(v_keys) = 0 then
    return null;
  end if;
  perform app.lock_addresses(p_tenant_id, v_keys);
  -- the phone's conversation comes first: it survives a merge
  select array_agg(s.thread_id order by s.position) into v_threads from (
    select a.thread_id, min(array_position(v_keys, a.address)) as position from public.conversation_addresses a
    where a.tenant_id = p_tenant_id and a.channel = v_family and a.address = any (v_keys)
    group by a.thread_id
  ) s;
  v_thread := v_threads[1];
  if v_thread is null then
    v_name := app.first_name(p_tenant_id, v_keys, p_contact_name, p_name_source);
    insert into public.conversation_threads (tenant_id, channel, thread_key, contact_name, name_source, phone, reply_address, is_group)
    values (p_tenant_id, v_family, v_family || ':' || v_keys[1], v_name.name, v_name.name_source, v_phone, p_address ->> 'raw', v_is_group)
    returning id into v_thread;
    -- the events of such a channel name nobody: who it is, and their picture, is asked for
    if exists (
      select from app.active_channel(p_tenant_id, v_family) c join public.channel_kinds k on k.kind = c.provider
      where k.asks_for_profiles
    ) then
      perform app.want_picture(p_tenant_id, v_thread, now());
    end if;
  elsif cardinality(v_threads) > 1 then
    if (select t.phone is null from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_threads[2]) then
      perform app.merge_threads(p_tenant_id, v_threads[2], v_thread);
    else
      -- the LID moved to another number: two people's histories stay apart, the alias follows the new number, and a
      -- conversation that began under the LID has the key of its phone now
      update public.conversation_addresses set thread_id = v_thread
      where tenant_id = p_tenant_id and channel = v_family and address = v_keys[2];
      update public.conversation_threads t set thread_key = v_family || ':' || t.phone, updated_at = clock_timestamp()
      where t.tenant_id = p_tenant_id and t.id = v_threads[2] and t.thread_key = v_family || ':' || v_keys[2]
      returning * into v_moved;
      if found then
        perform app.publish_thread(v_moved);
      end if;
    end if;
  end if;
  insert into public.conversation_addresses (tenant_id, channel, address, thread_id)
  select p_tenant_id, v_family, k, v_thread from unnest(v_keys) k
  on conflict (tenant_id, channel, address) do nothing;
  -- a conversation that was known by its LID only learns its phone
  update public.conversation_threads t set phone = v_phone
  where t.tenant_id = p_tenant_id and t.id = v_thread and t.phone is null and v_phone is not null and not v_is_group;
  return v_thread;
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
      'external_id', p_message.content #> '{template,external_id}', 'name', p_message.content #> '{template,name}',
      'language', p_message.content #> '{template,language}', 'variables', p_message.content #> '{template,variables}') end,
    'content', p_message.content, 'media', case when f.id is not null then jsonb_build_object('path', f.path, 'mime_type', f.mime_type,
      'size', f.bytes, 'file_name', f.file_name, 'voice', coalesce((p_message.media ->> 'voice')::boolean, false)) end,
    -- outside its window a person may still answer by hand, where the kind has such an answer
    'in_window', case when k.human_window_hours is null then true
      else app.window_opened_at(t.tenant_id, t.id, p_message.channel_id, k.window_hours) is not null end,
    'uncertain', p_uncertain, 'first_attempt_at', p_message.occurred_at, 'automation', p_message.origin = 'automation',
    'channel', app.channel_credentials(p_message.tenant_id, p_message.channel_id))
  from public.conversation_threads t
  join public.channel_kinds k on k.kind = p_message.provider
  left join public.conversation_messages q on q.tenant_id = p_message.tenant_id and q.id = p_message.reply_to_id
  left join app.media_files f on f.tenant_id = p_message.tenant_id and f.id = p_message.media_file_id
  where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id;
$function$;

CREATE OR REPLACE FUNCTION app.template_sync_target (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_channel public.notification_channels;
  v_synced_at timestamptz;
begin
  perform app.require_member(p_tenant_id);
  select c.* into v_channel from public.notification_channels c
  join public.channel_kinds k on k.kind = c.provider and k.max_template_length is not null
  where c.tenant_id = p_tenant_id and c.is_active
  order by k.position limit 1;
  if not found then
    raise sqlstate 'PT409' using message = 'no_template_channel', hint = 'Connect an official number in the settings.';
  end if;
  v_synced_at := coalesce(
    (select a.templates_synced_at from public.twilio_accounts a where a.tenant_id = p_tenant_id and a.channel_id = v_channel.id),
    (select a.templates_synced_at from public.meta_accounts a where a.tenant_id = p_tenant_id and a.channel_id = v_channel.id));
  return jsonb_build_object('channel_id', v_channel.id, 'synced_at', v_synced_at,
    'is_fresh', coalesce(v_synced_at > now() - interval '15 seconds', false));
end;
$function$;

CREATE OR REPLACE FUNCTION app.threads_to_merge (
  p_messages app.incoming_action[]
)
  RETURNS uuid[]
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return (
    select array_agg(distinct l.thread_id) from unnest(p_messages) m (tenant_id, channel_id, provider, action)
    join public.conversation_addresses l on l.tenant_id = m.tenant_id and l.channel = coalesce(m.action #>> '{address,family}', 'whatsapp')
      and l.address = coalesce('lid:' || (m.action #>> '{address,lid}'), 'user:' || (m.action #>> '{address,user}'))
    left join public.conversation_addresses a on a.tenant_id = m.tenant_id and a.channel = l.channel
      and a.address = app.canonical_phone(m.action #>> '{address,phone}')
    where m.action #>> '{address,phone}' is not null and a.thread_id is distinct from l.thread_id);
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
      where c.tenant_id = p_tenant_id and c.provider = 'twilio'),
    'whatsapp_cloud', app.meta_channel_setup(p_tenant_id, 'whatsapp_cloud'),
    'messenger', app.meta_channel_setup(p_tenant_id, 'messenger'),
    'instagram', app.meta_channel_setup(p_tenant_id, 'instagram'));
end;
$function$;

CREATE OR REPLACE FUNCTION public.get_service_window (
  p_tenant_id  uuid,
  p_thread_key text
)
  RETURNS timestamp WITH time zone
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_thread_id uuid;
begin
  perform app.require_member(p_tenant_id);
  v_thread_id := app.thread_id_of_key(p_tenant_id, p_thread_key);
  if v_thread_id is null then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  end if;
  return (
    select app.window_opened_at(p_tenant_id, v_thread_id, c.id, h.hours) + make_interval(hours => h.hours)
    from public.conversation_threads t
    join public.notification_channels c on c.tenant_id = t.tenant_id and c.family = t.channel and c.is_active
    join public.channel_kinds k on k.kind = c.provider and k.window_hours is not null
    cross join lateral (select coalesce(k.human_window_hours, k.window_hours) as hours) h
    where t.tenant_id = p_tenant_id and t.id = v_thread_id);
end;
$function$;

CREATE OR REPLACE FUNCTION public.my_context()
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_user uuid := app.require_user();
begin
  return jsonb_build_object(
    'user', (select jsonb_build_object('id', p.id, 'email', p.email, 'full_name', p.full_name, 'locale', p.locale)
      from public.profiles p where p.id = v_user),
    'is_saas_admin', app.is_saas_admin(),
    'single_tenant', (select s.single_tenant from app.settings s),
    'channel_kinds', app.channel_kinds_payload(),
    'left_clinic', (
      select t.name from (
        select m.tenant_id, m.updated_at as at from public.tenant_members m where m.user_id = v_user and m.status = 'disabled'
        union all
        -- a removed member leaves no membership, but the invitation that was accepted
        select i.tenant_id, i.accepted_at from public.tenant_invitations i where i.accepted_by = v_user
      ) w join public.tenants t on t.id = w.tenant_id
      where not exists (
        select from public.tenant_members m where m.tenant_id = w.tenant_id and m.user_id = v_user and m.status = 'active')
      order by w.at desc limit 1),
    'memberships', coalesce((
      select jsonb_agg(jsonb_build_object(
        'tenant_id', t.id, 'slug', t.slug, 'name', t.name, 'role', m.role, 'time_zone', t.time_zone, 'logo_path', t.logo_path,
        'whatsapp', (select jsonb_build_object('provider', c.provider, 'state', c.connection_state) from app.active_channel(t.id) c),
        'channels', (select coalesce(jsonb_agg(jsonb_build_object('provider', c.provider, 'family', c.family, 'state', c.connection_state)
          order by c.family), '[]') from public.notification_channels c where c.tenant_id = t.id and c.is_active),
        'unread_total', app.count_unread(t.id)) order by t.name)
      from public.tenant_members m join public.tenants t on t.id = m.tenant_id
      where m.user_id = v_user and m.status = 'active'), '[]'));
end;
$function$;

ALTER TABLE "app"."channel_routes"
  ADD CONSTRAINT "kind_is_known" CHECK ((kind = ANY (ARRAY['instance'::text, 'number'::text, 'whatsapp_cloud'::text, 'messenger'::text, 'instagram'::text])));

ALTER TABLE "public"."channel_kinds"
  ADD CONSTRAINT "limits_are_positive"
    CHECK
    (((LEAST(max_text_length, window_hours, max_template_length, number_per_minute, person_per_minute, edit_minutes, delete_minutes, history_days, human_window_hours) > 0) AND
    (max_files >= 0)));

ALTER TABLE "public"."message_templates"
  ADD CONSTRAINT "external_id_is_a_provider_id" CHECK ((external_id ~ '^(HX[0-9a-zA-Z]{30,32}|[0-9]{1,32})$'::text));

ALTER TABLE "public"."meta_accounts"
  ADD CONSTRAINT "meta_accounts_tenant_id_channel_id_fkey" FOREIGN KEY (tenant_id, channel_id) REFERENCES public.notification_channels(tenant_id, id) ON DELETE CASCADE;

CREATE INDEX meta_accounts_parent ON public.meta_accounts USING btree (parent_id);

CREATE TRIGGER meta_accounts_touch
  BEFORE UPDATE ON public.meta_accounts
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE POLICY "select_admins" ON "public"."meta_accounts"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text]) AS my_tenant_ids_as)));

COMMENT ON COLUMN "public"."channel_kinds"."asks_for_profiles" IS 'Its events name nobody: name and picture of whoever begins a conversation are asked for.';

COMMENT ON COLUMN "public"."channel_kinds"."human_window_hours" IS 'For how long a person of the clinic may still answer by hand, longer than window_hours; NULL where that is no longer.';

COMMENT ON COLUMN "public"."message_templates"."quality" IS 'How people take it, in the words of WhatsApp (green, yellow, red); NULL where nobody says.';

COMMENT ON COLUMN "public"."meta_accounts"."account_id" IS 'Phone number id, page id or Instagram account id: what events name and messages are sent from.';

COMMENT ON COLUMN "public"."meta_accounts"."history_state" IS 'What became of the history of the phone: declined, or how many percent came.';

COMMENT ON COLUMN "public"."meta_accounts"."is_coexistence" IS 'The number stays in the WhatsApp Business app of a phone.';

COMMENT ON COLUMN "public"."meta_accounts"."messaging_limit" IS 'People a day who may be written to first, in the words of WhatsApp (TIER_2K).';

COMMENT ON COLUMN "public"."meta_accounts"."parent_id" IS 'WhatsApp Business account of a number, page of an Instagram account.';

COMMENT ON COLUMN "public"."meta_accounts"."quality" IS 'How people take its messages, in the words of WhatsApp: green, yellow, red.';

COMMENT ON COLUMN "public"."meta_accounts"."restriction" IS 'What Meta forbids it at present; NULL: nothing.';

COMMENT ON FUNCTION "app"."channels_of_meta_account"(text) IS 'Caller: meta-webhook. Channels whose number belongs to a WhatsApp Business account: some events are about the account.';

COMMENT ON FUNCTION "app"."complete_picture_fetch"(uuid, bigint, uuid, text, jsonb) IS 'Caller: worker that holds the lease of a picture. Outcomes stored; none (the person shows no picture); unchanged; temporary {reason, detail, retry_after}; permanent {reason, detail}. A name in the details is what the person calls themselves. Returns finished, retry, dead or lost.';

COMMENT ON FUNCTION "app"."configure_meta_channel"(uuid, text, jsonb, jsonb) IS 'Caller: owner or admin, through connect-meta, which has asked Meta whose the account is. p_account {account_id, parent_id, business_id, name, phone, is_coexistence, quality, messaging_limit, throughput}. Returns {channel_id, state}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 unknown_provider, PT409 sender_in_use, PT400 credentials_not_encrypted.';

COMMENT ON FUNCTION "public"."get_channel_setup"(uuid) IS 'Caller: owner or admin. {active, risk: who accepted a connection by QR code|null, evolution|null, twilio|null, whatsapp_cloud|null, messenger|null, instagram|null}; never a secret. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."my_context"() IS 'Caller: any signed-in person. {user, is_saas_admin, single_tenant, channel_kinds: what each kind of channel can, left_clinic: the one that the person was in last and is in no more, memberships:[{tenant_id, slug, name, role, time_zone, logo_path, whatsapp, channels, unread_total: conversations with unread messages, none that sleeps or is blocked}]}. Errors: PT401 not_signed_in.';

COMMENT ON TABLE "app"."channel_routes" IS 'Which channel an Evolution instance (its id at the server), the phone paired with it (E.164), and an account of Meta (phone number id, page, Instagram account) belong to; one clinic at a time.';

COMMENT ON TABLE "public"."meta_accounts" IS 'What a channel is at Meta: a phone number of WhatsApp, a page, or an Instagram account.';

REVOKE ALL ON FUNCTION "app"."apply_account_news"(uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."apply_account_news"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."apply_account_news"(uuid, uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."apply_history"(app.incoming_action) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."apply_history"(app.incoming_action) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."apply_history"(app.incoming_action) TO "postgres";

REVOKE ALL ON FUNCTION "app"."apply_moved_person"(uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."apply_moved_person"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."apply_moved_person"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."apply_preference"(uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."apply_preference"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."apply_preference"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."apply_template_news"(uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."apply_template_news"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."apply_template_news"(uuid, uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."apply_watermark"(uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."apply_watermark"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."apply_watermark"(uuid, uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."channels_of_meta_account"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."channels_of_meta_account"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."channels_of_meta_account"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."channels_of_meta_account"(text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."configure_meta_channel"(uuid, text, jsonb, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."configure_meta_channel"(uuid, text, jsonb, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."configure_meta_channel"(uuid, text, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."configure_meta_channel"(uuid, text, jsonb, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."meta_channel_setup"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."meta_channel_setup"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."meta_channel_setup"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_sendable_channel"(public.conversation_threads, boolean, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_sendable_channel"(public.conversation_threads, boolean, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_sendable_channel"(public.conversation_threads, boolean, boolean) TO "postgres";

REVOKE ALL ON TABLE "public"."meta_accounts" FROM "authenticated";

GRANT SELECT ON TABLE "public"."meta_accounts" TO "authenticated";

REVOKE ALL ON TABLE "public"."meta_accounts" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."meta_accounts" TO "service_role";

insert into public.channel_kinds (kind, family, label, position, is_official, needs_pairing, echoes_sends, max_text_length,
  window_hours, max_template_length, takes_reactions, takes_replies, takes_typing, takes_contacts, takes_location,
  takes_forwards, edit_minutes, delete_minutes, max_files, history_days, has_pictures, human_window_hours, asks_for_profiles) values
  ('evolution', 'whatsapp', 'WhatsApp', 10, false, true, true, 4096, null, null, true, true, true, true, true, true, 15, 3600, 1, 30, true, null, false),
  ('twilio', 'whatsapp', 'WhatsApp Business', 20, true, false, false, 1600, 24, 1024, false, false, false, false, true, true, null, null, 1, null, false, null, false),
  ('whatsapp_cloud', 'whatsapp', 'WhatsApp Cloud', 30, true, false, false, 4096, 24, 1024, true, true, false, true, true, true, null, null, 1, null, false, null, false),
  -- an answer by hand is taken for seven days (HUMAN_AGENT)
  ('messenger', 'messenger', 'Messenger', 40, true, false, false, 2000, 24, null, false, true, true, false, false, false, null, null, 1, null, true, 168, true),
  ('instagram', 'instagram', 'Instagram', 50, true, false, false, 1000, 24, null, true, true, true, false, false, false, null, null, 1, null, true, 168, true)
on conflict (kind) do update set
  family = excluded.family, label = excluded.label, position = excluded.position, is_official = excluded.is_official,
  needs_pairing = excluded.needs_pairing, echoes_sends = excluded.echoes_sends, max_text_length = excluded.max_text_length,
  window_hours = excluded.window_hours, max_template_length = excluded.max_template_length,
  number_per_minute = excluded.number_per_minute, person_per_minute = excluded.person_per_minute,
  takes_reactions = excluded.takes_reactions, takes_replies = excluded.takes_replies, takes_typing = excluded.takes_typing,
  takes_contacts = excluded.takes_contacts, takes_location = excluded.takes_location, takes_forwards = excluded.takes_forwards,
  edit_minutes = excluded.edit_minutes, delete_minutes = excluded.delete_minutes, max_files = excluded.max_files,
  history_days = excluded.history_days, has_pictures = excluded.has_pictures, human_window_hours = excluded.human_window_hours,
  asks_for_profiles = excluded.asks_for_profiles;

-- WhatsApp's own limits, for types that are kept at all (_shared/media/allowed-types.ts); Twilio takes no file over 16 MB, fewer types, and no text beside a document.
insert into public.channel_media (kind, media, mime_types, max_bytes, takes_caption) values
  ('evolution', 'image', '{image/jpeg,image/png}', 5 * 1024 * 1024, true),
  ('evolution', 'audio', '{audio/mpeg,audio/ogg,audio/mp4,audio/aac,audio/amr}', 16 * 1024 * 1024, false),
  -- beyond 512 KB WhatsApp shows a voice message as a file
  ('evolution', 'voice', '{audio/ogg}', 512 * 1024, false),
  ('evolution', 'video', '{video/mp4,video/3gpp}', 16 * 1024 * 1024, true),
  -- whatever is kept may go as a document: a photo in full size, a recording as a file
  ('evolution', 'document', '{application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.openxmlformats-officedocument.presentationml.presentation,text/plain,text/csv,image/jpeg,image/png,image/webp,image/gif,audio/mpeg,audio/ogg,audio/mp4,video/mp4,video/quicktime,video/3gpp}', 100 * 1024 * 1024, true),
  ('evolution', 'sticker', '{image/webp}', 500 * 1024, false),
  ('twilio', 'image', '{image/jpeg,image/png}', 5 * 1024 * 1024, true),
  ('twilio', 'audio', '{audio/mpeg,audio/ogg,audio/aac,audio/amr}', 16 * 1024 * 1024, false),
  ('twilio', 'voice', '{audio/ogg}', 512 * 1024, false),
  ('twilio', 'video', '{video/mp4}', 16 * 1024 * 1024, true),
  ('twilio', 'document', '{application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.openxmlformats-officedocument.presentationml.presentation}', 16 * 1024 * 1024, false),
  ('twilio', 'sticker', '{image/webp}', 500 * 1024, false),
  ('whatsapp_cloud', 'image', '{image/jpeg,image/png}', 5 * 1024 * 1024, true),
  ('whatsapp_cloud', 'audio', '{audio/mpeg,audio/ogg,audio/mp4,audio/aac,audio/amr}', 16 * 1024 * 1024, false),
  ('whatsapp_cloud', 'voice', '{audio/ogg}', 512 * 1024, false),
  ('whatsapp_cloud', 'video', '{video/mp4,video/3gpp}', 16 * 1024 * 1024, true),
  ('whatsapp_cloud', 'document', '{application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.openxmlformats-officedocument.presentationml.presentation,text/plain}', 100 * 1024 * 1024, true),
  ('whatsapp_cloud', 'sticker', '{image/webp}', 500 * 1024, false),
  -- text and file are two messages there
  ('messenger', 'image', '{image/jpeg,image/png,image/gif}', 25 * 1024 * 1024, false),
  ('messenger', 'audio', '{audio/mpeg,audio/mp4,audio/aac}', 25 * 1024 * 1024, false),
  ('messenger', 'video', '{video/mp4}', 25 * 1024 * 1024, false),
  ('messenger', 'document', '{application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.openxmlformats-officedocument.presentationml.presentation,text/plain}', 25 * 1024 * 1024, false),
  ('instagram', 'image', '{image/jpeg,image/png}', 8 * 1024 * 1024, false),
  ('instagram', 'audio', '{audio/mp4,audio/aac}', 25 * 1024 * 1024, false),
  ('instagram', 'video', '{video/mp4}', 25 * 1024 * 1024, false)
on conflict (kind, media) do update set
  mime_types = excluded.mime_types, max_bytes = excluded.max_bytes, takes_caption = excluded.takes_caption;

insert into public.channel_prices (kind, category, valid_from, credits) values
  ('twilio', 'any', '2000-01-01 00:00:00+00', 1),
  ('whatsapp_cloud', 'any', '2000-01-01 00:00:00+00', 1)
on conflict (kind, category, valid_from) do update set credits = excluded.credits;
