-- What a kind of channel can is rows: rules and screens read them instead of the provider's name. Every channel that is
-- here belongs to the family whatsapp, which is the default of the new column. Nothing is lost.
set check_function_bodies = off;

SET local check_function_bodies = off;

DROP TRIGGER "conversation_messages_settle_credit" ON "public"."conversation_messages";

DROP INDEX "public"."notification_channels_one_active";

ALTER TABLE "public"."notification_channels"
  DROP CONSTRAINT "provider_is_known";

DROP FUNCTION "app"."window_opened_at"(uuid, uuid, uuid);

CREATE TABLE "public"."channel_kinds" (
  "kind"                text    NOT NULL,
  "family"              text    NOT NULL,
  "label"               text    NOT NULL,
  "position"            integer NOT NULL,
  "is_official"         boolean NOT NULL,
  "needs_pairing"       boolean NOT NULL,
  "echoes_sends"        boolean NOT NULL,
  "max_text_length"     integer NOT NULL,
  "window_hours"        integer,
  "max_template_length" integer,
  "number_per_minute"   integer,
  "person_per_minute"   integer,
  "takes_reactions"     boolean NOT NULL DEFAULT false,
  "takes_replies"       boolean NOT NULL DEFAULT false,
  "takes_typing"        boolean NOT NULL DEFAULT false,
  "takes_contacts"      boolean NOT NULL DEFAULT false,
  "takes_location"      boolean NOT NULL DEFAULT false,
  "takes_forwards"      boolean NOT NULL DEFAULT false,
  "edit_minutes"        integer,
  "delete_minutes"      integer,
  "max_files"           integer NOT NULL DEFAULT 0,
  CONSTRAINT "channel_kinds_pkey" PRIMARY KEY (kind),
  CONSTRAINT "kind_belongs_to_one_family" UNIQUE (kind, family),
  CONSTRAINT "limits_are_positive"
    CHECK (((LEAST(max_text_length, window_hours, max_template_length, number_per_minute, person_per_minute, edit_minutes, delete_minutes) > 0) AND (max_files >= 0)))
);

ALTER TABLE "public"."channel_kinds"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."channel_kinds" FROM "anon";

CREATE TABLE "public"."channel_media" (
  "kind"          text    NOT NULL,
  "media"         text    NOT NULL,
  "mime_types"    text[]  NOT NULL,
  "max_bytes"     bigint  NOT NULL,
  "takes_caption" boolean NOT NULL,
  CONSTRAINT "channel_media_pkey" PRIMARY KEY (kind, media),
  CONSTRAINT "max_bytes_is_positive" CHECK ((max_bytes > 0)),
  CONSTRAINT "media_is_known" CHECK ((media = ANY (ARRAY['image'::text, 'audio'::text, 'voice'::text, 'video'::text, 'document'::text, 'sticker'::text]))),
  CONSTRAINT "mime_types_are_named" CHECK ((cardinality(mime_types) > 0))
);

ALTER TABLE "public"."channel_media"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."channel_media" FROM "anon";

CREATE TABLE "public"."channel_prices" (
  "kind"       text                     NOT NULL,
  "category"   text                     NOT NULL,
  "valid_from" timestamp with time zone NOT NULL,
  "credits"    integer                  NOT NULL,
  CONSTRAINT "category_is_plain" CHECK (((category = lower(btrim(category))) AND (category <> ''::text))),
  CONSTRAINT "channel_prices_pkey" PRIMARY KEY (kind, category, valid_from),
  CONSTRAINT "credits_are_not_negative" CHECK ((credits >= 0))
);

ALTER TABLE "public"."channel_prices"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."channel_prices" FROM "anon";

-- before the channels that are here refer to them
insert into public.channel_kinds (kind, family, label, position, is_official, needs_pairing, echoes_sends, max_text_length,
  window_hours, max_template_length, takes_reactions, takes_replies, takes_typing, takes_contacts, takes_location,
  takes_forwards, edit_minutes, delete_minutes, max_files) values
  ('evolution', 'whatsapp', 'WhatsApp', 10, false, true, true, 4096, null, null, true, true, true, true, true, true, 15, 3600, 1),
  ('twilio', 'whatsapp', 'WhatsApp Business', 20, true, false, false, 1600, 24, 1024, false, false, false, true, true, true, null, null, 1)
on conflict (kind) do update set
  family = excluded.family, label = excluded.label, position = excluded.position, is_official = excluded.is_official,
  needs_pairing = excluded.needs_pairing, echoes_sends = excluded.echoes_sends, max_text_length = excluded.max_text_length,
  window_hours = excluded.window_hours, max_template_length = excluded.max_template_length,
  number_per_minute = excluded.number_per_minute, person_per_minute = excluded.person_per_minute,
  takes_reactions = excluded.takes_reactions, takes_replies = excluded.takes_replies, takes_typing = excluded.takes_typing,
  takes_contacts = excluded.takes_contacts, takes_location = excluded.takes_location, takes_forwards = excluded.takes_forwards,
  edit_minutes = excluded.edit_minutes, delete_minutes = excluded.delete_minutes, max_files = excluded.max_files;

-- WhatsApp's own limits; Twilio takes no file over 16 MB, fewer types, and no text beside a document.
insert into public.channel_media (kind, media, mime_types, max_bytes, takes_caption) values
  ('evolution', 'image', '{image/jpeg,image/png}', 5 * 1024 * 1024, true),
  ('evolution', 'audio', '{audio/mpeg,audio/ogg,audio/mp4,audio/aac,audio/amr}', 16 * 1024 * 1024, false),
  -- beyond 512 KB WhatsApp shows a voice message as a file
  ('evolution', 'voice', '{audio/ogg}', 512 * 1024, false),
  ('evolution', 'video', '{video/mp4,video/3gpp}', 16 * 1024 * 1024, true),
  ('evolution', 'document', '{application/pdf,application/msword,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.ms-excel,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.ms-powerpoint,application/vnd.openxmlformats-officedocument.presentationml.presentation,text/plain,text/csv,application/zip}', 100 * 1024 * 1024, true),
  ('evolution', 'sticker', '{image/webp}', 500 * 1024, false),
  ('twilio', 'image', '{image/jpeg,image/png}', 5 * 1024 * 1024, true),
  ('twilio', 'audio', '{audio/mpeg,audio/ogg,audio/aac,audio/amr,audio/3gpp}', 16 * 1024 * 1024, false),
  ('twilio', 'voice', '{audio/ogg}', 512 * 1024, false),
  ('twilio', 'video', '{video/mp4}', 16 * 1024 * 1024, true),
  ('twilio', 'document', '{application/pdf,application/msword,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.openxmlformats-officedocument.presentationml.presentation}', 16 * 1024 * 1024, false),
  ('twilio', 'sticker', '{image/webp}', 500 * 1024, false)
on conflict (kind, media) do update set
  mime_types = excluded.mime_types, max_bytes = excluded.max_bytes, takes_caption = excluded.takes_caption;

insert into public.channel_prices (kind, category, valid_from, credits) values
  ('twilio', 'any', '2000-01-01 00:00:00+00', 1)
on conflict (kind, category, valid_from) do update set credits = excluded.credits;

ALTER TABLE "public"."notification_channels"
  ADD COLUMN "family" text NOT NULL DEFAULT 'whatsapp'::text;

CREATE OR REPLACE FUNCTION app.activate_channel (
  p_tenant_id    uuid,
  p_channel_id   uuid,
  p_display_name text,
  p_phone        text,
  p_state        text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_channel public.notification_channels;
begin
  perform pg_advisory_xact_lock(hashtextextended('channel:' || p_tenant_id, 0));
  update public.notification_channels o set is_active = false
  from public.notification_channels c
  where c.tenant_id = p_tenant_id and c.id = p_channel_id
    and o.tenant_id = p_tenant_id and o.family = c.family and o.id <> c.id and o.is_active;
  update public.notification_channels c set
    is_active = true, display_name = coalesce(app.normalize_name(left(p_display_name, 120)), c.display_name), phone = coalesce(p_phone, c.phone),
    connection_state = p_state, connected_at = case when p_state = 'open' then now() else c.connected_at end, last_error = null
  where c.tenant_id = p_tenant_id and c.id = p_channel_id
  returning * into v_channel;
  perform app.broadcast(p_tenant_id, 'channel', app.channel_payload(v_channel));
end;
$function$;

CREATE OR REPLACE FUNCTION app.active_channel (
  p_tenant_id uuid,
  p_family    text DEFAULT 'whatsapp'::text
)
  RETURNS SETOF public.notification_channels
  LANGUAGE sql
  STABLE
  ROWS 1
  SET search_path TO ''
  AS $function$
  select c.* from public.notification_channels c
  where c.tenant_id = p_tenant_id and c.family = p_family and c.is_active;
$function$;

CREATE OR REPLACE FUNCTION app.channel_kinds_payload()
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_object_agg(k.kind, to_jsonb(k) || jsonb_build_object(
    'costs_credits', app.kind_costs_credits(k.kind),
    'media', coalesce((
      select jsonb_object_agg(m.media, jsonb_build_object('mime_types', m.mime_types, 'max_bytes', m.max_bytes,
        'takes_caption', m.takes_caption))
      from public.channel_media m where m.kind = k.kind), '{}')))
  from public.channel_kinds k;
$function$;

CREATE OR REPLACE FUNCTION app.channel_payload (
  c            public.notification_channels,
  p_qr_changed boolean                      DEFAULT false
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('channel', jsonb_build_object(
    'id', c.id, 'provider', c.provider, 'family', c.family, 'is_active', c.is_active, 'connection_state', c.connection_state,
    'phone', c.phone, 'last_error', c.last_error), 'qr_changed', p_qr_changed);
$function$;

CREATE OR REPLACE FUNCTION app.charge_message (
  p_message public.conversation_messages,
  p_may_owe boolean                      DEFAULT false
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_price integer := app.message_price(p_message);
begin
  if v_price > 0 and p_message.direction = 'outbound' and app.message_payment(p_message) is distinct from 'usage' then
    perform app.post_credits(p_message.tenant_id, 'usage', -v_price, format('message:%s:%s', p_message.id, 1 + (
      select count(*) from public.whatsapp_credits_transactions x
      where x.tenant_id = p_message.tenant_id and x.conversation_message_id = p_message.id and x.kind = 'usage' and x.reference like 'message:%')),
      p_may_owe, p_message.id);
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.checked_body (
  p_body        text,
  p_is_template boolean
)
  RETURNS text
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_body text := coalesce(btrim(p_body, E' \n\t\r'), '');
begin
  if p_is_template and v_body <> '' then
    raise sqlstate 'PT400' using message = 'body_with_template', hint = 'Send a text or a template.';
  end if;
  if not p_is_template and v_body = '' then
    raise sqlstate 'PT400' using message = 'empty_body', hint = 'Write something first.';
  end if;
  return v_body;
end;
$function$;

CREATE OR REPLACE FUNCTION app.enqueue_message (
  p_thread    public.conversation_threads,
  p_client_id uuid,
  p_body      text,
  p_reply_to  uuid,
  p_origin    text,
  p_sent_by   uuid,
  p_template  jsonb                       DEFAULT NULL::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_body text;
  v_is_template boolean;
  v_prepared jsonb;
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
  v_body := case when v_message.id is null then app.checked_body(p_body, v_is_template) else v_message.body end;
  v_channel := app.require_sendable_channel(p_thread, v_is_template);
  select k.max_text_length into v_limit from public.channel_kinds k where k.kind = v_channel.provider;
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
      content, reply_to_id, reply_to_provider_id, sent_by, status, occurred_at)
    values (p_thread.tenant_id, p_thread.id, v_channel.id, v_channel.provider, p_client_id, 'outbound', p_origin, 'text', v_body,
      coalesce(v_prepared -> 'content', '{}'), p_reply_to, v_quoted.provider_message_id, p_sent_by,
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
  -- an answer opens what was finished; what goes out by itself does not
  if p_thread.status = 'finished' and p_origin = 'app' then
    update public.conversation_threads set status = 'open' where tenant_id = p_thread.tenant_id and id = p_thread.id;
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
      if v_channel.connection_state <> 'open' then
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

CREATE OR REPLACE FUNCTION app.kind_costs_credits (
  p_kind text
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select exists (
    select from (
      select distinct on (p.category) p.credits from public.channel_prices p
      where p.kind = p_kind and p.valid_from <= now()
      order by p.category, p.valid_from desc) now_valid
    where now_valid.credits > 0);
$function$;

CREATE OR REPLACE FUNCTION app.late_refusal (
  p_message public.conversation_messages
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case
    when exists (
      select from public.conversation_optouts o
      where o.tenant_id = p_message.tenant_id and o.thread_id = p_message.thread_id
        and (p_message.origin = 'app' or o.created_at > p_message.created_at)
    ) then 'opted_out'
    else (
      select case when c.id is null then 'no_active_channel' when c.id <> p_message.channel_id then 'channel_changed' end
      from public.notification_channels o
      left join public.notification_channels c on c.tenant_id = o.tenant_id and c.family = o.family and c.is_active
      where o.tenant_id = p_message.tenant_id and o.id = p_message.channel_id)
  end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_channels (
  p_events jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform from public.notification_channels c
  where c.id in (
    select a.id from (
      select e ->> 'provider' as provider, e -> 'auth' as auth,
        bool_or(e @? '$.actions[*] ? (@.type == "connection" || @.type == "qr")') as tells_state
      from jsonb_array_elements(p_events) e group by 1, 2) s
    cross join app.authorize_event(s.provider, s.auth) a
    where s.tells_state or (a.connection_state <> 'open' and exists (
      select from public.channel_kinds k where k.kind = a.provider and not k.needs_pairing)))
  order by c.id for no key update;
end;
$function$;

CREATE OR REPLACE FUNCTION app.message_price (
  p_message public.conversation_messages
)
  RETURNS integer
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_category text := 'service';
begin
  if p_message.content ? 'template' then
    select lower(btrim(t.category)) into v_category from public.message_templates t
    where t.tenant_id = p_message.tenant_id and t.id = (p_message.content #>> '{template,id}')::uuid;
  end if;
  return coalesce((
    select p.credits from public.channel_prices p
    where p.kind = p_message.provider and p.category in (v_category, 'any') and p.valid_from <= now()
    order by p.category = 'any', p.valid_from desc limit 1), 0);
end;
$function$;

CREATE OR REPLACE FUNCTION app.pays_with_credits (
  p_tenant_id uuid
)
  RETURNS boolean
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return exists (
    select from public.notification_channels c where c.tenant_id = p_tenant_id and c.is_active and app.kind_costs_credits(c.provider));
end;
$function$;

CREATE OR REPLACE FUNCTION app.prepare_template (
  p_channel  public.notification_channels,
  p_template jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_template public.message_templates;
  v_variables jsonb;
  v_body text;
  v_limit integer := (select k.max_template_length from public.channel_kinds k where k.kind = p_channel.provider);
begin
  if v_limit is null then
    raise sqlstate 'PT409' using message = 'template_not_supported', hint = 'Templates belong to the official number.';
  end if;
  select * into v_template from public.message_templates t
  where t.tenant_id = p_channel.tenant_id and t.channel_id = p_channel.id and t.id = (p_template ->> 'id')::uuid;
  if not found then
    raise sqlstate 'PT404' using message = 'template_not_found', hint = 'Choose another template.';
  end if;
  if v_template.status <> 'approved' then
    raise sqlstate 'PT409' using message = 'template_not_approved', detail = v_template.status;
  end if;
  v_variables := app.checked_template_variables(v_template, p_template -> 'variables');
  v_body := app.render_template(v_template.body, v_variables);
  if char_length(v_body) > v_limit then
    raise sqlstate 'PT400' using message = 'template_too_long', detail = v_limit::text,
      hint = format('Up to %s characters.', v_limit);
  end if;
  return jsonb_build_object('body', v_body, 'content', jsonb_build_object('template', jsonb_build_object(
    'id', v_template.id, 'external_id', v_template.external_id, 'name', v_template.name, 'language', v_template.language,
    'variables', v_variables)));
end;
$function$;

CREATE OR REPLACE FUNCTION app.refund_message (
  p_message public.conversation_messages
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_paid integer;
  v_attempts integer;
begin
  if app.message_payment(p_message) = 'usage' then
    -- the price may be another by now
    select count(*), (array_agg(x.debt_change - x.amount order by x.id desc))[1] into v_attempts, v_paid
    from public.whatsapp_credits_transactions x
    where x.tenant_id = p_message.tenant_id and x.conversation_message_id = p_message.id and x.kind = 'usage' and x.reference like 'message:%';
    perform app.post_credits(p_message.tenant_id, 'refund', v_paid, format('message:%s:%s', p_message.id, v_attempts), false, p_message.id, null, null, p_message.error_code);
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_sendable_channel (
  p_thread      public.conversation_threads,
  p_is_template boolean
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
  select k.window_hours into v_hours from public.channel_kinds k where k.kind = v_channel.provider;
  if v_hours is not null and not p_is_template
    and app.window_opened_at(p_thread.tenant_id, p_thread.id, v_channel.id, v_hours) is null then
    raise sqlstate 'PT409' using message = 'outside_24h_window',
      detail = coalesce((least(p_thread.last_inbound_at + make_interval(hours => v_hours), now()))::text, ''), hint = 'Send an approved template.';
  end if;
  return v_channel;
end;
$function$;

CREATE OR REPLACE FUNCTION app.reserve_channel_id (
  p_tenant_id uuid,
  p_provider  text
)
  RETURNS uuid
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_id uuid;
  v_family text := (select k.family from public.channel_kinds k where k.kind = p_provider);
begin
  perform app.require_admin(p_tenant_id);
  if v_family is null then
    raise sqlstate 'PT400' using message = 'unknown_provider';
  end if;
  -- whoever sets up a channel of the clinic takes this lock before any row
  perform pg_advisory_xact_lock(hashtextextended('channel:' || p_tenant_id, 0));
  insert into public.notification_channels (tenant_id, provider, family) values (p_tenant_id, p_provider, v_family)
  on conflict on constraint one_channel_per_provider do nothing;
  select c.id into v_id from public.notification_channels c where c.tenant_id = p_tenant_id and c.provider = p_provider;
  return v_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.settle_sent (
  p_message             public.conversation_messages,
  p_provider_message_id text
)
  RETURNS public.conversation_messages
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_twin public.conversation_messages;
  v_reset public.conversation_messages;
  v_displaced text := nullif(p_message.provider_message_id, p_provider_message_id);
  v_claimant uuid;
  v_message public.conversation_messages;
begin
  -- an echo that is just being stored is waited for, and found
  perform pg_advisory_xact_lock(hashtextextended(p_provider_message_id, 2));
  select * into v_twin from public.conversation_messages m
  where m.tenant_id = p_message.tenant_id and m.channel_id = p_message.channel_id
    and m.provider_message_id = p_provider_message_id and m.id <> p_message.id
  for update;
  if v_twin.origin = 'phone' then
    -- the echo came first and looked like a message from elsewhere: it is this one
    delete from public.conversation_messages where tenant_id = v_twin.tenant_id and id = v_twin.id;
    perform app.publish_thread(app.refresh_thread_summary(v_twin.tenant_id, v_twin.thread_id));
    perform app.broadcast(v_twin.tenant_id, 'message_removed', jsonb_build_object('id', v_twin.id, 'thread_id', v_twin.thread_id));
    if v_twin.thread_id <> p_message.thread_id then
      perform app.learn_lid(a.tenant_id, p_message.thread_id, substr(a.address, 5)) from public.conversation_addresses a
      where a.tenant_id = v_twin.tenant_id and a.thread_id = v_twin.thread_id and a.address like 'lid:%';
    end if;
  elsif v_twin.id is not null then
    update public.conversation_messages set
      provider_message_id = null, status = 'sending', delivered_at = null, read_at = null, error_code = null, error_detail = null,
      reactions = '[]', reacted_at = '{}', edited_at = null, deleted_at = null
    where tenant_id = v_twin.tenant_id and id = v_twin.id returning * into v_reset;
  end if;
  v_message := app.record_sent(p_message.tenant_id, p_message.id, p_provider_message_id, now());
  if v_twin.id is not null then
    v_message := app.take_progress(v_message, v_twin);
  end if;
  if v_reset.id is not null and v_displaced is not null then
    perform app.take_progress(app.record_sent(v_twin.tenant_id, v_twin.id, v_displaced, now()), p_message);
  elsif v_reset.id is not null then
    -- its own outcome is open again: somebody must find out
    perform app.publish_message(v_reset);
    insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
    values (v_twin.tenant_id, 'send_message', jsonb_build_object('message_id', v_twin.id), 'send:' || v_twin.id, now() + app.job_lease('send_message'))
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing;
  elsif v_displaced is not null and exists (
    select from public.channel_kinds k where k.kind = v_message.provider and k.echoes_sends
  ) then
    -- an echo was another send's, and what was told of its id as well; where there are no echoes every report names its
    -- message, so there the id was that of an earlier attempt
    v_claimant := app.claim_echo(p_message.tenant_id, p_message.channel_id, p_message.thread_id, v_displaced, p_message.kind,
      p_message.body, now());
    perform app.take_progress(m, p_message) from public.conversation_messages m
    where m.tenant_id = p_message.tenant_id and m.id = v_claimant;
  end if;
  return v_message;
end;
$function$;

CREATE OR REPLACE FUNCTION app.today_setup (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_whatsapp boolean := exists (
    select from public.notification_channels c join public.channel_kinds k on k.kind = c.provider
    where c.tenant_id = p_tenant_id and c.is_active and (not k.needs_pairing or c.connected_at is not null or c.connection_state = 'open'));
  v_team boolean := (select count(*) > 1 from public.tenant_members m where m.tenant_id = p_tenant_id and m.status = 'active')
    or exists (
      select from public.tenant_invitations i
      where i.tenant_id = p_tenant_id and i.accepted_at is null and i.revoked_at is null and i.expires_at > now());
  v_message boolean := exists (
    select from public.conversation_messages m where m.tenant_id = p_tenant_id and m.direction = 'outbound' and m.origin = 'app'
      and m.status in ('sent', 'delivered', 'read'));
begin
  if v_whatsapp and v_team and v_message then
    return null;
  end if;
  return jsonb_build_object('whatsapp', v_whatsapp, 'team', v_team, 'message', v_message);
end;
$function$;

CREATE OR REPLACE FUNCTION app.window_opened_at (
  p_tenant_id  uuid,
  p_thread_id  uuid,
  p_channel_id uuid,
  p_hours      integer
)
  RETURNS timestamp WITH time zone
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return (
    select m.occurred_at from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.occurred_at >= now() - make_interval(hours => p_hours)
      and m.channel_id = p_channel_id and m.direction = 'inbound'
    order by m.occurred_at desc, m.id desc limit 1);
end;
$function$;

CREATE OR REPLACE FUNCTION public.channel_health (
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
  v_troubled integer;
  v_since timestamptz;
  v_newest timestamptz;
  v_last_success timestamptz;
begin
  perform app.require_member(p_tenant_id);
  select * into v_channel from app.active_channel(p_tenant_id);
  if not found then
    return jsonb_build_object('state', 'none', 'provider', null, 'failures', 0, 'since', null);
  end if;
  select
    count(*) filter (where s.is_troubled), min(s.began_at) filter (where s.is_troubled),
    max(s.began_at) filter (where s.is_troubled), max(s.finished_at) filter (where s.is_sent)
  into v_troubled, v_since, v_newest, v_last_success
  from (
    select coalesce(j.tried_since, j.created_at) as began_at, j.finished_at,
      m.status in ('sent', 'delivered', 'read') as is_sent,
      case when j.finished_at is null then j.last_error is not null and m.status in ('queued', 'sending', 'failed')
        else m.status = 'failed' and not app.is_about_one_message(m.error_code) end as is_troubled
    from app.jobs j
    join public.conversation_messages m on m.tenant_id = j.tenant_id and m.id = (j.payload ->> 'message_id')::uuid
    where j.tenant_id = p_tenant_id and j.kind = 'send_message' and m.channel_id = v_channel.id
      and (j.finished_at is null or j.finished_at > now() - interval '15 minutes')
      and (j.dead_at is null or j.dead_at > now() - interval '15 minutes')
  ) s;
  return jsonb_build_object(
    'state', case
      when v_channel.connection_state = 'close' then 'disconnected'
      when v_channel.connection_state = 'connecting' then 'connecting'
      -- one that went out and began later says that the provider is well again
      when v_troubled >= 3 and coalesce(v_last_success < v_newest, true) then 'failing'
      else 'ok' end,
    'provider', v_channel.provider, 'failures', v_troubled, 'since', v_since);
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
        'last_event_at', c.last_event_at)
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
    select app.window_opened_at(p_tenant_id, v_thread_id, c.id, k.window_hours) + make_interval(hours => k.window_hours)
    from public.conversation_threads t
    join public.notification_channels c on c.tenant_id = t.tenant_id and c.family = t.channel and c.is_active
    join public.channel_kinds k on k.kind = c.provider and k.window_hours is not null
    where t.tenant_id = p_tenant_id and t.id = v_thread_id);
end;
$function$;

CREATE OR REPLACE FUNCTION public.get_today (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
  v_user uuid := (select auth.uid());
  v_lines constant integer := 8;
begin
  return jsonb_build_object(
    'waiting', (
      select jsonb_build_object('total', count(*), 'lines', coalesce(
        jsonb_agg(app.today_line(w.t) order by w.place) filter (where w.place <= v_lines), '[]'))
      from (
        select t, row_number() over (order by t.waiting_since, t.id) as place from public.conversation_threads t
        where t.tenant_id = p_tenant_id and t.status = 'open' and t.waiting_since is not null) w),
    'failed', (
      select jsonb_build_object('total', coalesce(sum(f.failures), 0), 'lines', coalesce(jsonb_agg(
        app.today_line(f.thread) || jsonb_build_object('message_id', (f.message).id, 'body', left((f.message).body, 300),
          'message_kind', (f.message).kind, 'error_code', (f.message).error_code, 'failed_at', (f.message).occurred_at,
          'failures', f.failures) order by f.place) filter (where f.place <= v_lines), '[]'))
      from (
        select s.*, row_number() over (order by (s.message).occurred_at desc, (s.message).id) as place
        from app.today_failures(p_tenant_id) s) f),
    'mine', (
      select jsonb_build_object('total', count(*), 'waiting', count(m.since), 'lines', coalesce(
        jsonb_agg(app.today_line(m.t) order by m.place) filter (where m.place <= v_lines), '[]'))
      from (
        select t, t.waiting_since as since,
          row_number() over (order by t.waiting_since nulls last, t.last_message_at desc, t.id) as place
        from public.conversation_threads t
        where t.tenant_id = p_tenant_id and t.status = 'open' and t.assigned_to = v_user) m),
    'balance', case when app.pays_with_credits(p_tenant_id) then (
      select jsonb_build_object('credits', coalesce(max(b.balance), 0), 'is_low', coalesce(bool_or(b.balance <= b.low_balance_threshold), true))
      from public.whatsapp_credits_balance b where b.tenant_id = p_tenant_id) end,
    'channel', (
      select jsonb_build_object('provider', c.provider, 'state', c.connection_state, 'phone', c.phone, 'last_event_at', c.last_event_at)
      from app.active_channel(p_tenant_id) c),
    'setup', case when v_role in ('owner', 'admin') then app.today_setup(p_tenant_id) end);
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
        'unread_total', (select count(*) from public.conversation_threads h
          where h.tenant_id = t.id and h.status = 'open' and h.unread_count > 0)) order by t.name)
      from public.tenant_members m join public.tenants t on t.id = m.tenant_id
      where m.user_id = v_user and m.status = 'active'), '[]'));
end;
$function$;

CREATE OR REPLACE FUNCTION public.saas_list_tenants (
  p_search     text    DEFAULT NULL::text,
  p_limit      integer DEFAULT 50,
  p_after_name text    DEFAULT NULL::text,
  p_after_id   uuid    DEFAULT NULL::uuid
)
  RETURNS TABLE (
    id            uuid,
    slug          text,
    name          text,
    created_at    timestamp with time zone,
    members       bigint,
    conversations bigint,
    messages_30d  bigint,
    channel       text,
    channel_state text
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_saas_admin();
  return query
    select t.id, t.slug, t.name, t.created_at,
      (select count(*) from public.tenant_members m where m.tenant_id = t.id and m.status = 'active'),
      (select count(*) from public.conversation_threads h where h.tenant_id = t.id),
      -- by conversation, because the timeline index then reads no more than these thirty days
      (select count(*) from public.conversation_threads h
        join public.conversation_messages g on g.tenant_id = h.tenant_id and g.thread_id = h.id
          and g.occurred_at >= now() - interval '30 days'
        where h.tenant_id = t.id and h.last_message_at >= now() - interval '30 days'),
      c.provider, c.connection_state
    from public.tenants t
    left join lateral app.active_channel(t.id) c on true
    where (p_search is null or app.normalize_text(t.name) like '%' || app.normalize_text(p_search) || '%' or t.slug like '%' || lower(p_search) || '%')
      and (p_after_name is null or (t.name, t.id) > (p_after_name, coalesce(p_after_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')))
    order by t.name, t.id
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$function$;

ALTER TABLE "public"."channel_media"
  ADD CONSTRAINT "channel_media_kind_fkey" FOREIGN KEY (kind) REFERENCES public.channel_kinds(kind) ON DELETE CASCADE;

ALTER TABLE "public"."channel_prices"
  ADD CONSTRAINT "channel_prices_kind_fkey" FOREIGN KEY (kind) REFERENCES public.channel_kinds(kind) ON DELETE CASCADE;

ALTER TABLE "public"."notification_channels"
  ADD CONSTRAINT "provider_is_known" FOREIGN KEY (PROVIDER, family) REFERENCES public.channel_kinds(kind, family) ON DELETE RESTRICT;

CREATE INDEX notification_channels_kind ON public.notification_channels USING btree (PROVIDER, family);

CREATE UNIQUE INDEX notification_channels_one_active ON public.notification_channels USING btree (tenant_id, family)
  WHERE is_active;

CREATE CONSTRAINT TRIGGER conversation_messages_settle_credit
  AFTER UPDATE OF status ON public.conversation_messages DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW
  WHEN (((old.status <> new.status) AND (('failed'::text = old.status) OR ('failed'::text = new.status))))
  EXECUTE FUNCTION app.tg_conversation_messages__settle_credit();

CREATE POLICY "select_signed_in" ON "public"."channel_kinds"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) IS NOT NULL));

CREATE POLICY "select_signed_in" ON "public"."channel_media"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) IS NOT NULL));

CREATE POLICY "select_signed_in" ON "public"."channel_prices"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) IS NOT NULL));

COMMENT ON COLUMN "public"."channel_kinds"."delete_minutes" IS 'For how long a sent message can be taken back; NULL where it cannot.';

COMMENT ON COLUMN "public"."channel_kinds"."echoes_sends" IS 'What is sent comes back as an event that names our message by its words alone.';

COMMENT ON COLUMN "public"."channel_kinds"."edit_minutes" IS 'For how long a sent text can be changed; NULL where it cannot.';

COMMENT ON COLUMN "public"."channel_kinds"."family" IS 'Whose conversations it carries. Of a family one channel of a clinic is on at a time; channels of other families may be on beside it.';

COMMENT ON COLUMN "public"."channel_kinds"."max_files" IS 'Files that one message carries; what can be sent stands in channel_media.';

COMMENT ON COLUMN "public"."channel_kinds"."max_template_length" IS 'Characters of a template that is filled in; NULL where there are no templates.';

COMMENT ON COLUMN "public"."channel_kinds"."needs_pairing" IS 'A phone is paired with it. The others are connected by their first authentic webhook.';

COMMENT ON COLUMN "public"."channel_kinds"."number_per_minute" IS 'Messages that the number may send a minute; NULL where nobody counts.';

COMMENT ON COLUMN "public"."channel_kinds"."person_per_minute" IS 'Messages that one person may get a minute; NULL where nobody counts.';

COMMENT ON COLUMN "public"."channel_kinds"."position" IS 'The order in which they are listed.';

COMMENT ON COLUMN "public"."channel_kinds"."window_hours" IS 'For how long after the person''s last message free text is taken; NULL where it always is.';

COMMENT ON COLUMN "public"."channel_media"."mime_types" IS 'Types without parameters, the preferred one first.';

COMMENT ON COLUMN "public"."channel_media"."takes_caption" IS 'A text goes with the file, in the same message.';

COMMENT ON COLUMN "public"."channel_prices"."category" IS 'Category of the message''s template in lower case, service for free text, or any for what has no row of its own.';

COMMENT ON FUNCTION "app"."charge_message"(public.conversation_messages, boolean) IS 'Caller: whoever creates or revives a message, holding it, as its last step. The price of its kind of channel and category, once an attempt. Errors: PT402 insufficient_credits, unless p_may_owe.';

COMMENT ON FUNCTION "public"."get_service_window"(uuid, text) IS 'Caller: members. Until when the channel that is on for the conversation may answer in free text; NULL when it may not, or when its kind has no window and always may. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';

COMMENT ON FUNCTION "public"."my_context"() IS 'Caller: any signed-in person. {user, is_saas_admin, single_tenant, channel_kinds: what each kind of channel can, left_clinic: the one that the person was in last and is in no more, memberships:[{tenant_id, slug, name, role, time_zone, logo_path, whatsapp, unread_total: conversations with unread messages}]}. Errors: PT401 not_signed_in.';

COMMENT ON TABLE "public"."channel_kinds" IS 'What a kind of channel can, as the product''s own rows say: rules and screens read them and know no kind by its name.';

COMMENT ON TABLE "public"."channel_media" IS 'The files that a kind of channel sends: a kind of media without a row cannot be sent.';

COMMENT ON TABLE "public"."channel_prices" IS 'What a sent message costs in WhatsApp credits. A kind without a row costs nothing.';

COMMENT ON TABLE "public"."notification_channels" IS 'Channels of a clinic; of each family at most one is active (notification_channels_one_active).';

REVOKE ALL ON FUNCTION "app"."active_channel"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."active_channel"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."active_channel"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."channel_kinds_payload"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."channel_kinds_payload"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."channel_kinds_payload"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."kind_costs_credits"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."kind_costs_credits"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."kind_costs_credits"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."message_price"(public.conversation_messages) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."message_price"(public.conversation_messages) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."message_price"(public.conversation_messages) TO "postgres";

REVOKE ALL ON FUNCTION "app"."window_opened_at"(uuid, uuid, uuid, integer) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."window_opened_at"(uuid, uuid, uuid, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."window_opened_at"(uuid, uuid, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."window_opened_at"(uuid, uuid, uuid, integer) TO "postgres";

REVOKE ALL ON TABLE "public"."channel_kinds" FROM "authenticated";

GRANT SELECT ON TABLE "public"."channel_kinds" TO "authenticated";

REVOKE ALL ON TABLE "public"."channel_kinds" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."channel_kinds" TO "service_role";

REVOKE ALL ON TABLE "public"."channel_media" FROM "authenticated";

GRANT SELECT ON TABLE "public"."channel_media" TO "authenticated";

REVOKE ALL ON TABLE "public"."channel_media" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."channel_media" TO "service_role";

REVOKE ALL ON TABLE "public"."channel_prices" FROM "authenticated";

GRANT SELECT ON TABLE "public"."channel_prices" TO "authenticated";

REVOKE ALL ON TABLE "public"."channel_prices" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."channel_prices" TO "service_role";
