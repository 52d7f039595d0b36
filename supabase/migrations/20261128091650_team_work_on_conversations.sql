-- team work on conversations: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "app"."conversation_events"
  DROP CONSTRAINT "event_kind_is_known";

DROP FUNCTION "app"."note_event"(public.conversation_threads, text, timestamp WITH time zone, uuid, text);

DROP FUNCTION "public"."list_conversations"(uuid, text, text, text, timestamp WITH time zone, uuid, integer);

DROP FUNCTION "public"."set_conversation_status"(uuid, text, text);

ALTER TABLE "public"."conversation_threads"
  DROP COLUMN "tags";

CREATE TABLE "app"."assignment_turns" (
  "tenant_id"    uuid                     NOT NULL,
  "user_id"      uuid                     NOT NULL,
  "last_turn_at" timestamp with time zone,
  CONSTRAINT "assignment_turns_pkey" PRIMARY KEY (tenant_id, user_id)
);

ALTER TABLE "app"."assignment_turns"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."conversation_note_edits" (
  "tenant_id"   uuid                     NOT NULL,
  "note_id"     uuid                     NOT NULL,
  "body"        text                     NOT NULL,
  "replaced_at" timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "id"          uuid                     NOT NULL DEFAULT app.time_ordered_uuid(),
  CONSTRAINT "conversation_note_edits_pkey" PRIMARY KEY (tenant_id, note_id, id)
);

ALTER TABLE "app"."conversation_note_edits"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."system_tags" (
  "key"      text    NOT NULL,
  "name"     text    NOT NULL,
  "color"    text    NOT NULL,
  "position" integer NOT NULL,
  CONSTRAINT "system_tags_pkey" PRIMARY KEY (key)
);

ALTER TABLE "app"."system_tags"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."conversation_columns" (
  "tenant_id" uuid    NOT NULL,
  "key"       text    NOT NULL,
  "name"      text,
  "position"  integer NOT NULL,
  CONSTRAINT "column_key_is_known" CHECK ((key = ANY (ARRAY['new'::text, 'in_progress'::text, 'waiting_contact'::text, 'finished'::text]))),
  CONSTRAINT "column_name_fits" CHECK (((char_length(name) >= 2) AND (char_length(name) <= 40))),
  CONSTRAINT "conversation_columns_pkey" PRIMARY KEY (tenant_id, key),
  CONSTRAINT "column_name_is_one_plain_line" CHECK ((name = app.normalize_name(name)))
);

ALTER TABLE "public"."conversation_columns"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."conversation_columns" FROM "anon";

CREATE TABLE "public"."conversation_note_mentions" (
  "tenant_id"  uuid                     NOT NULL,
  "note_id"    uuid                     NOT NULL,
  "user_id"    uuid                     NOT NULL,
  "created_at" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "conversation_note_mentions_pkey" PRIMARY KEY (tenant_id, note_id, user_id)
);

ALTER TABLE "public"."conversation_note_mentions"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."conversation_note_mentions" FROM "anon";

CREATE TABLE "public"."conversation_notes" (
  "tenant_id"   uuid                     NOT NULL,
  "id"          uuid                     NOT NULL,
  "thread_id"   uuid                     NOT NULL,
  "author_id"   uuid,
  "body"        text                     NOT NULL,
  "mentions"    uuid[]                   NOT NULL DEFAULT '{}'::uuid[],
  "occurred_at" timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "edited_at"   timestamp with time zone,
  "deleted_at"  timestamp with time zone,
  "updated_at"  timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "conversation_notes_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "note_fits" CHECK ((char_length(body) <= 4096))
);

ALTER TABLE "public"."conversation_notes"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."conversation_notes" FROM "anon";

CREATE TABLE "public"."conversation_pins" (
  "tenant_id"  uuid                     NOT NULL,
  "user_id"    uuid                     NOT NULL,
  "thread_id"  uuid                     NOT NULL,
  "created_at" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "conversation_pins_pkey" PRIMARY KEY (tenant_id, user_id, thread_id)
);

ALTER TABLE "public"."conversation_pins"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."conversation_pins" FROM "anon";

CREATE TABLE "public"."conversation_tags" (
  "tenant_id"   uuid                     NOT NULL,
  "id"          uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "name"        text                     NOT NULL,
  "name_key"    text                     NOT NULL,
  "color"       text                     NOT NULL DEFAULT 'gray'::text,
  "position"    integer                  NOT NULL DEFAULT 100,
  "system_key"  text,
  "archived_at" timestamp with time zone,
  "created_at"  timestamp with time zone NOT NULL DEFAULT now(),
  "updated_at"  timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "conversation_tags_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "tag_color_is_known"
    CHECK ((color = ANY (ARRAY['gray'::text, 'red'::text, 'orange'::text, 'amber'::text, 'green'::text, 'teal'::text, 'blue'::text, 'violet'::text, 'pink'::text]))),
  CONSTRAINT "tag_name_fits" CHECK (((char_length(name) >= 2) AND (char_length(name) <= 60))),
  CONSTRAINT "tag_name_is_unique" UNIQUE (tenant_id, name_key),
  CONSTRAINT "tag_name_is_one_plain_line" CHECK ((name = app.normalize_name(name)))
);

ALTER TABLE "public"."conversation_tags"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."conversation_tags" FROM "anon";

CREATE TABLE "public"."conversation_thread_tags" (
  "tenant_id"  uuid                     NOT NULL,
  "thread_id"  uuid                     NOT NULL,
  "tag_id"     uuid                     NOT NULL,
  "tagged_by"  uuid,
  "created_at" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "conversation_thread_tags_pkey" PRIMARY KEY (tenant_id, thread_id, tag_id)
);

ALTER TABLE "public"."conversation_thread_tags"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."conversation_thread_tags" FROM "anon";

CREATE TABLE "public"."scheduled_messages" (
  "tenant_id"         uuid                     NOT NULL,
  "id"                uuid                     NOT NULL,
  "thread_id"         uuid                     NOT NULL,
  "body"              text                     NOT NULL,
  "template"          jsonb,
  "send_at"           timestamp with time zone NOT NULL,
  "cancel_on_inbound" boolean                  NOT NULL DEFAULT true,
  "status"            text                     NOT NULL DEFAULT 'scheduled'::text,
  "reason"            text,
  "message_id"        uuid,
  "created_by"        uuid,
  "created_at"        timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "updated_at"        timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "scheduled_body_fits" CHECK ((char_length(body) <= 4096)),
  CONSTRAINT "scheduled_messages_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "scheduled_status_is_known" CHECK ((status = ANY (ARRAY['scheduled'::text, 'sent'::text, 'cancelled'::text, 'failed'::text])))
);

ALTER TABLE "public"."scheduled_messages"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."scheduled_messages" FROM "anon";

ALTER TABLE "app"."conversation_events"
  ADD COLUMN "until" timestamp WITH time zone;

ALTER TABLE "public"."conversation_threads"
  ADD COLUMN "tag_ids" uuid[] NOT NULL DEFAULT '{}'::uuid[];

ALTER TABLE "public"."conversation_threads"
  ADD COLUMN "board_column" text NOT NULL DEFAULT 'new'::text;

ALTER TABLE "public"."conversation_threads"
  ADD COLUMN "status_reason" text;

ALTER TABLE "public"."conversation_threads"
  ADD COLUMN "snoozed_at" timestamp WITH time zone;

ALTER TABLE "public"."conversation_threads"
  ADD COLUMN "snoozed_until" timestamp WITH time zone;

ALTER TABLE "public"."conversation_threads"
  ADD COLUMN "blocked_at" timestamp WITH time zone;

ALTER TABLE "public"."conversation_threads"
  ADD COLUMN "next_scheduled_at" timestamp WITH time zone;

CREATE OR REPLACE FUNCTION app.after_person_wrote (
  p_message public.conversation_messages
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_thread public.conversation_threads;
  v_scheduled public.scheduled_messages;
begin
  select * into v_thread from public.conversation_threads t
  where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id;
  if v_thread.blocked_at is not null then
    return;
  end if;
  if v_thread.next_scheduled_at is not null then
    for v_scheduled in
      select * from public.scheduled_messages s
      where s.tenant_id = p_message.tenant_id and s.thread_id = p_message.thread_id and s.status = 'scheduled' and s.cancel_on_inbound
        -- providers count in seconds; what the phone brings later from the past says nothing about today
        and p_message.occurred_at >= date_trunc('second', s.created_at)
      order by s.id for update
    loop
      perform app.close_scheduled(v_scheduled, 'cancelled', 'person_wrote');
      perform app.note_event(v_thread, 'schedule_cancelled', p_message.occurred_at, p_until => v_scheduled.send_at);
    end loop;
    v_thread := app.refresh_next_scheduled(v_thread.tenant_id, v_thread.id);
    perform app.publish_thread(v_thread);
  end if;
  perform app.assign_in_turn(v_thread);
end;
$function$;

CREATE OR REPLACE FUNCTION app.assign_in_turn (
  p_thread public.conversation_threads
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_user uuid;
begin
  if p_thread.is_group or p_thread.assigned_to is not null
    or not exists (select from app.assignment_turns a where a.tenant_id = p_thread.tenant_id) then
    return;
  end if;
  perform app.lock_turns(p_thread.tenant_id);
  select a.user_id into v_user from app.assignment_turns a
  join public.tenant_members m on m.tenant_id = a.tenant_id and m.user_id = a.user_id
  where a.tenant_id = p_thread.tenant_id and m.status = 'active'
  order by a.last_turn_at nulls first, a.user_id limit 1;
  if not found then
    return;
  end if;
  update app.assignment_turns a set last_turn_at = clock_timestamp() where a.tenant_id = p_thread.tenant_id and a.user_id = v_user;
  perform app.assign_thread(p_thread, v_user);
end;
$function$;

CREATE OR REPLACE FUNCTION app.assign_thread (
  p_thread  public.conversation_threads,
  p_user_id uuid
)
  RETURNS public.conversation_threads
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.conversation_threads;
begin
  if p_thread.assigned_to is not distinct from p_user_id then
    return p_thread;
  end if;
  update public.conversation_threads t set
    assigned_to = p_user_id, assigned_at = case when p_user_id is not null then now() end,
    board_column = case when p_user_id is not null then app.column_after(t.board_column, t.status, 'assigned') else t.board_column end,
    updated_at = clock_timestamp()
  where t.tenant_id = p_thread.tenant_id and t.id = p_thread.id returning * into v_row;
  perform app.note_event(v_row, case when p_user_id is null then 'unassigned' else 'assigned' end, clock_timestamp(), p_user_id);
  perform app.publish_thread(v_row);
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.change_conversation (
  p_tenant_id  uuid,
  p_thread_key text,
  p_action     text,
  p_value      jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION app.checked_quick_reply_body (
  p_body text
)
  RETURNS text
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_body text := app.checked_text(p_body);
  v_known text := '\{\{\s*(nome|clinica|atendente)\s*\}\}';
  v_rest text := regexp_replace(v_body, v_known, '', 'gi');
  v_variable text;
begin
  if v_rest ~ '\{\{|\}\}' then
    raise sqlstate 'PT400' using message = 'unknown_variable',
      detail = coalesce(left(btrim(substring(v_rest from '\{\{([^{}]*)\}\}')), 40), ''),
      hint = 'Known: {{nome}}, {{clinica}}, {{atendente}}.';
  end if;
  foreach v_variable in array array['nome', 'clinica', 'atendente'] loop
    v_body := regexp_replace(v_body, '\{\{\s*' || v_variable || '\s*\}\}', '{{' || v_variable || '}}', 'gi');
  end loop;
  return v_body;
end;
$function$;

CREATE OR REPLACE FUNCTION app.checked_text (
  p_body        text,
  p_is_template boolean DEFAULT false
)
  RETURNS text
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_body text := app.checked_body(p_body, p_is_template);
begin
  if char_length(v_body) > 4096 then
    raise sqlstate 'PT400' using message = 'body_too_long', detail = 'Up to 4096 characters.';
  end if;
  return v_body;
end;
$function$;

CREATE OR REPLACE FUNCTION app.close_scheduled (
  p_scheduled  public.scheduled_messages,
  p_status     text,
  p_reason     text,
  p_message_id uuid                      DEFAULT NULL::uuid
)
  RETURNS public.scheduled_messages
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.scheduled_messages;
begin
  update public.scheduled_messages s set
    status = p_status, reason = p_reason, message_id = p_message_id, updated_at = clock_timestamp()
  where s.tenant_id = p_scheduled.tenant_id and s.id = p_scheduled.id returning * into v_row;
  perform app.publish_scheduled(v_row);
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.column_after (
  p_column    text,
  p_status    text,
  p_happening text
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select case
    when p_happening = 'person_wrote' then
      case when p_status = 'finished' then 'new' when p_column = 'waiting_contact' then 'in_progress' else p_column end
    when p_happening = 'clinic_wrote' then 'waiting_contact'
    when p_happening = 'assigned' and p_column = 'new' then 'in_progress'
    else p_column end;
$function$;

CREATE OR REPLACE FUNCTION app.count_late_message (
  p_message public.conversation_messages,
  p_action  jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_is_inbound boolean := p_message.direction = 'inbound' and p_message.kind <> 'system';
  v_name text := app.sender_name(p_action);
  v_source text := app.name_source(p_action);
  v_thread public.conversation_threads;
begin
  select * into v_thread from public.conversation_threads t
  where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id for no key update;
  -- what a blocked person writes is told to nobody
  v_is_inbound := v_is_inbound and v_thread.blocked_at is null;
  v_thread.unread_count := v_thread.unread_count + v_is_inbound::int;
  update public.conversation_threads t set
    unread_count = app.unread_after_answer(v_thread),
    waiting_since = app.waiting_since(t.tenant_id, t.id),
    last_inbound_at = case when p_message.direction = 'inbound' and p_message.kind <> 'system' then greatest(t.last_inbound_at, p_message.occurred_at) else t.last_inbound_at end,
    status = case when v_is_inbound then 'open' else t.status end,
    status_reason = case when v_is_inbound then null else t.status_reason end,
    board_column = case when v_is_inbound and t.status = 'finished' then 'new' else t.board_column end,
    snoozed_until = case when v_is_inbound and p_message.occurred_at >= date_trunc('second', t.snoozed_at) then null else t.snoozed_until end,
    snoozed_at = case when v_is_inbound and p_message.occurred_at >= date_trunc('second', t.snoozed_at) then null else t.snoozed_at end,
    contact_name = case when app.takes_name(t.contact_name, t.name_source, v_name, v_source) then v_name else t.contact_name end,
    name_source = case when app.takes_name(t.contact_name, t.name_source, v_name, v_source) then v_source else t.name_source end,
    updated_at = clock_timestamp()
  where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id
  returning * into v_thread;
  perform app.broadcast_message(p_message, v_thread);
  if v_is_inbound then
    perform app.after_person_wrote(p_message);
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.create_automation_message (
  p_tenant_id  uuid,
  p_thread_key text,
  p_client_id  uuid,
  p_body       text,
  p_reason     text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_thread public.conversation_threads;
begin
  perform app.lock_send(p_tenant_id, p_client_id);
  v_thread := app.lock_thread_of_key(p_tenant_id, p_thread_key);
  if v_thread.id is null then
    return jsonb_build_object('skipped', 'conversation_not_found');
  end if;
  if v_thread.opted_out and p_reason <> 'opt_out_ack' then
    return jsonb_build_object('skipped', 'opted_out');
  end if;
  if v_thread.blocked_at is not null then
    return jsonb_build_object('skipped', 'conversation_blocked');
  end if;
  return app.enqueue_message(v_thread, p_client_id, p_body, null, 'automation', null);
exception when sqlstate 'PT409' or sqlstate 'PT402' then
  return jsonb_build_object('skipped', sqlerrm);
end;
$function$;

CREATE OR REPLACE FUNCTION app.create_outbound_message (
  p_tenant_id  uuid,
  p_thread_key text,
  p_client_id  uuid,
  p_body       text,
  p_reply_to   uuid  DEFAULT NULL::uuid,
  p_template   jsonb DEFAULT NULL::jsonb,
  p_content    jsonb DEFAULT NULL::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_thread public.conversation_threads;
begin
  perform app.require_member(p_tenant_id);
  if p_client_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  perform app.lock_send(p_tenant_id, p_client_id);
  -- one writer a conversation: its messages get their times in the order they were asked for
  v_thread := app.lock_thread_of_key(p_tenant_id, p_thread_key);
  if v_thread.id is null then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  end if;
  perform app.require_open_to_us(v_thread);
  return app.enqueue_message(v_thread, p_client_id, p_body, p_reply_to, 'app', auth.uid(), p_template, p_content);
end;
$function$;

CREATE OR REPLACE FUNCTION app.enqueue_at (
  p_tenant_id uuid,
  p_kind      text,
  p_payload   jsonb,
  p_at        timestamp with time zone
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
  values (p_tenant_id, p_kind, p_payload, p_kind || ':' || (p_payload ->> 'id') || ':' || extract(epoch from p_at), p_at)
  on conflict do nothing;
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
  v_channel := app.require_sendable_channel(p_thread, v_is_template);
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

CREATE OR REPLACE FUNCTION app.give_up_scheduled (
  p_job app.jobs
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.scheduled_messages := app.lock_scheduled(p_job.tenant_id, (p_job.payload ->> 'id')::uuid);
begin
  if v_row.status = 'scheduled' then
    perform app.close_scheduled(v_row, 'failed', 'service_unavailable');
    perform app.publish_thread(app.refresh_next_scheduled(v_row.tenant_id, v_row.thread_id));
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.list_condition (
  p_tenant_id uuid,
  p_filter    text,
  p_search    text,
  p_where     jsonb
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_parts text[] := '{}';
  v_tags uuid[];
  v_is_search boolean := app.search_condition(p_search) is not null;
begin
  if p_where - array['column', 'assignee', 'tags_all', 'tags_any', 'tags_none', 'since', 'until'] <> '{}' then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  v_parts := v_parts || case p_filter
    when 'unread' then 't.unread_count > 0'
    when 'waiting' then 't.waiting_since is not null'
    when 'mine' then format('t.assigned_to = %L', auth.uid())
    when 'unassigned' then 't.assigned_to is null'
    when 'snoozed' then 't.snoozed_until is not null'
    when 'blocked' then 't.blocked_at is not null'
    when 'pinned' then format('t.id in (select p.thread_id from public.conversation_pins p where p.tenant_id = %L and p.user_id = %L)',
      p_tenant_id, auth.uid())
    else 'true' end;
  -- a search and one's own pins find also what lists leave out
  if not v_is_search and p_filter not in ('snoozed', 'pinned') then
    v_parts := v_parts || 't.snoozed_until is null'::text;
  end if;
  if not v_is_search and p_filter <> 'blocked' then
    v_parts := v_parts || 't.blocked_at is null'::text;
  end if;
  if v_is_search then
    v_parts := v_parts || format('t.id in (select f.id from app.find_conversations(%L, %L) f (id))', p_tenant_id, p_search);
  end if;
  if p_where ? 'column' and p_where ->> 'column' <> 'finished' then
    v_parts := v_parts || format('t.board_column = %L', p_where ->> 'column');
  end if;
  if p_where ? 'assignee' then
    v_parts := v_parts || format('t.assigned_to = %L', (p_where ->> 'assignee')::uuid);
  end if;
  if p_where ? 'since' then
    v_parts := v_parts || format('t.last_message_at >= %L', (p_where ->> 'since')::timestamptz);
  end if;
  if p_where ? 'until' then
    v_parts := v_parts || format('t.last_message_at < %L', (p_where ->> 'until')::timestamptz);
  end if;
  v_parts := v_parts || array(
    select format('t.id in (select u.thread_id from public.conversation_thread_tags u where u.tenant_id = %L and u.tag_id = %L)',
      p_tenant_id, g::uuid)
    from jsonb_array_elements_text(p_where -> 'tags_all') g);
  v_tags := array(select g::uuid from jsonb_array_elements_text(p_where -> 'tags_any') g);
  if cardinality(v_tags) > 0 then
    v_parts := v_parts || format(
      't.id in (select u.thread_id from public.conversation_thread_tags u where u.tenant_id = %L and u.tag_id = any (%L::uuid[]))',
      p_tenant_id, v_tags);
  end if;
  v_tags := array(select g::uuid from jsonb_array_elements_text(p_where -> 'tags_none') g);
  if cardinality(v_tags) > 0 then
    v_parts := v_parts || format('not t.tag_ids && %L::uuid[]', v_tags);
  end if;
  return array_to_string(v_parts, ' and ');
exception when invalid_text_representation or invalid_datetime_format or datetime_field_overflow or invalid_parameter_value then
  raise sqlstate 'PT400' using message = 'invalid_filter';
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_own_note (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS public.conversation_notes
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.conversation_notes;
begin
  perform app.require_member(p_tenant_id);
  perform from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = (
    select n.thread_id from public.conversation_notes n where n.tenant_id = p_tenant_id and n.id = p_id) for no key update;
  select * into v_row from public.conversation_notes n where n.tenant_id = p_tenant_id and n.id = p_id for update;
  if not found then
    raise sqlstate 'PT404' using message = 'note_not_found';
  end if;
  if v_row.author_id is distinct from auth.uid() then
    raise sqlstate 'PT403' using message = 'not_your_note';
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_scheduled (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS public.scheduled_messages
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.scheduled_messages;
begin
  perform from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = (
    select s.thread_id from public.scheduled_messages s where s.tenant_id = p_tenant_id and s.id = p_id) for update;
  select * into v_row from public.scheduled_messages s where s.tenant_id = p_tenant_id and s.id = p_id for update;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_turns (
  p_tenant_id uuid
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select pg_advisory_xact_lock(hashtextextended('assignment_turns:' || p_tenant_id, 0));
$function$;

CREATE OR REPLACE FUNCTION app.merge_thread_parts (
  p_tenant_id uuid,
  p_from      uuid,
  p_into      uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  insert into public.conversation_thread_tags (tenant_id, thread_id, tag_id, tagged_by, created_at)
  select u.tenant_id, p_into, u.tag_id, u.tagged_by, u.created_at
  from public.conversation_thread_tags u where u.tenant_id = p_tenant_id and u.thread_id = p_from
  on conflict do nothing;
  insert into public.conversation_pins (tenant_id, user_id, thread_id, created_at)
  select p.tenant_id, p.user_id, p_into, p.created_at
  from public.conversation_pins p where p.tenant_id = p_tenant_id and p.thread_id = p_from
  on conflict do nothing;
  update public.conversation_notes n set thread_id = p_into, updated_at = clock_timestamp()
  where n.tenant_id = p_tenant_id and n.thread_id = p_from;
  update public.scheduled_messages s set thread_id = p_into, updated_at = clock_timestamp()
  where s.tenant_id = p_tenant_id and s.thread_id = p_from;
end;
$function$;

CREATE OR REPLACE FUNCTION app.merge_threads (
  p_tenant_id uuid,
  p_from      uuid,
  p_into      uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_from public.conversation_threads;
  v_into public.conversation_threads;
  v_from_is_named boolean;
  v_word record;
begin
  -- messages before conversations, as everywhere; what is written between the two locks is moved as well
  perform from public.conversation_messages m where m.tenant_id = p_tenant_id and m.thread_id = p_from order by m.id for update;
  perform from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id in (p_from, p_into) order by t.id for update;
  select * into v_from from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = p_from;
  select app.name_rank(v_from.contact_name, v_from.name_source) > app.name_rank(t.contact_name, t.name_source) into v_from_is_named
  from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = p_into;
  update public.conversation_messages set thread_id = p_into where tenant_id = p_tenant_id and thread_id = p_from;
  update public.conversation_addresses set thread_id = p_into where tenant_id = p_tenant_id and thread_id = p_from;
  update app.conversation_events set thread_id = p_into where tenant_id = p_tenant_id and thread_id = p_from;
  perform app.merge_thread_parts(p_tenant_id, p_from, p_into);
  -- whoever opted out in one of them may have opted in again in the other
  v_word := app.latest_opt_word(p_tenant_id, p_into);
  if v_word.effect = 'opt_in' then
    perform app.lift_opt_out(p_tenant_id, array[p_from, p_into], v_word.said_at);
  end if;
  insert into public.conversation_optouts (tenant_id, thread_id, keyword, created_by, created_at)
  select o.tenant_id, p_into, o.keyword, o.created_by, o.created_at
  from public.conversation_optouts o where o.tenant_id = p_tenant_id and o.thread_id = p_from
  on conflict do nothing;
  update public.conversation_threads t set
    unread_count = t.unread_count + v_from.unread_count,
    contact_name = case when v_from_is_named then v_from.contact_name else t.contact_name end,
    name_source = case when v_from_is_named then v_from.name_source else t.name_source end,
    opted_out = exists (
      select from public.conversation_optouts o where o.tenant_id = p_tenant_id and o.thread_id = p_into),
    assigned_to = coalesce(t.assigned_to, v_from.assigned_to),
    assigned_at = coalesce(t.assigned_at, v_from.assigned_at),
    last_inbound_at = greatest(t.last_inbound_at, v_from.last_inbound_at),
    last_reaction = case when (v_from.last_reaction ->> 'at')::timestamptz > coalesce((t.last_reaction ->> 'at')::timestamptz, '-infinity')
      then v_from.last_reaction else t.last_reaction end,
    tag_ids = array(
      select u.tag_id from public.conversation_thread_tags u where u.tenant_id = p_tenant_id and u.thread_id = p_into
      order by u.created_at, u.tag_id),
    snoozed_until = case when t.snoozed_until is not null and v_from.snoozed_until is not null
      then least(t.snoozed_until, v_from.snoozed_until) end,
    snoozed_at = case when v_from.snoozed_until is not null then t.snoozed_at end,
    blocked_at = coalesce(t.blocked_at, v_from.blocked_at),
    next_scheduled_at = least(t.next_scheduled_at, v_from.next_scheduled_at),
    status = case when 'open' in (t.status, v_from.status) then 'open' else 'finished' end,
    created_at = least(t.created_at, v_from.created_at)
  where t.tenant_id = p_tenant_id and t.id = p_into;
  delete from public.conversation_threads where tenant_id = p_tenant_id and id = p_from;
  update public.conversation_threads t set unread_count = app.unread_after_answer(t)
  where t.tenant_id = p_tenant_id and t.id = p_into and t.unread_count > 0;
  v_into := app.refresh_thread_summary(p_tenant_id, p_into);
  perform app.broadcast(p_tenant_id, 'thread_merged',
    jsonb_build_object('from_id', p_from, 'into_id', p_into, 'into_key', v_into.thread_key));
  perform app.broadcast(p_tenant_id, 'thread', jsonb_build_object('thread', app.thread_payload(v_into)));
end;
$function$;

CREATE OR REPLACE FUNCTION app.note_event (
  p_thread      public.conversation_threads,
  p_kind        text,
  p_at          timestamp with time zone,
  p_assignee_id uuid                        DEFAULT NULL::uuid,
  p_name        text                        DEFAULT NULL::text,
  p_until       timestamp with time zone    DEFAULT NULL::timestamp WITH time zone
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_event app.conversation_events;
begin
  insert into app.conversation_events (tenant_id, thread_id, kind, actor_id, assignee_id, name, until, occurred_at)
  values (p_thread.tenant_id, p_thread.id, p_kind, (select p.id from public.profiles p where p.id = auth.uid()), p_assignee_id, p_name, p_until, p_at)
  returning * into v_event;
  perform app.broadcast(p_thread.tenant_id, 'conversation_event',
    jsonb_build_object('thread_key', p_thread.thread_key, 'event', app.event_payload(v_event)));
end;
$function$;

CREATE OR REPLACE FUNCTION app.note_payload (
  n public.conversation_notes
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return to_jsonb(n) - array['tenant_id', 'updated_at'];
end;
$function$;

CREATE OR REPLACE FUNCTION app.publish_note (
  n public.conversation_notes
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select app.broadcast(n.tenant_id, 'conversation_note', jsonb_build_object('thread_key', t.thread_key, 'note', app.note_payload(n)))
  from public.conversation_threads t where t.tenant_id = n.tenant_id and t.id = n.thread_id;
$function$;

CREATE OR REPLACE FUNCTION app.publish_scheduled (
  s public.scheduled_messages
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select app.broadcast(s.tenant_id, 'scheduled_message', jsonb_build_object('scheduled', app.scheduled_payload(s)));
$function$;

CREATE OR REPLACE FUNCTION app.refresh_next_scheduled (
  p_tenant_id uuid,
  p_thread_id uuid
)
  RETURNS public.conversation_threads
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.conversation_threads;
begin
  update public.conversation_threads t set updated_at = clock_timestamp(), next_scheduled_at = (
    select min(s.send_at) from public.scheduled_messages s
    where s.tenant_id = p_tenant_id and s.thread_id = p_thread_id and s.status = 'scheduled')
  where t.tenant_id = p_tenant_id and t.id = p_thread_id returning * into v_row;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_leader (
  p_tenant_id uuid
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor']);
$function$;

CREATE OR REPLACE FUNCTION app.require_open_to_us (
  p_thread public.conversation_threads
)
  RETURNS void
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  if p_thread.opted_out then
    raise sqlstate 'PT409' using message = 'opted_out', hint = 'The person asked not to be written to.';
  end if;
  if p_thread.blocked_at is not null then
    raise sqlstate 'PT409' using message = 'conversation_blocked', hint = 'Unblock the person first.';
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_send_time (
  p_send_at timestamp with time zone
)
  RETURNS timestamp WITH time zone
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  if p_send_at is null or p_send_at not between now() - interval '5 minutes' and now() + interval '1 year' then
    raise sqlstate 'PT400' using message = 'invalid_moment', hint = 'From now to a year from now.';
  end if;
  return p_send_at;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_tag (
  p_tenant_id uuid,
  p_tag_id    uuid
)
  RETURNS public.conversation_tags
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_row public.conversation_tags;
begin
  select * into v_row from public.conversation_tags g where g.tenant_id = p_tenant_id and g.id = p_tag_id;
  if not found then
    raise sqlstate 'PT404' using message = 'tag_not_found';
  end if;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION app.scheduled_payload (
  s public.scheduled_messages
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return to_jsonb(s) - array['tenant_id', 'updated_at'] || jsonb_build_object('thread_key', (
    select t.thread_key from public.conversation_threads t where t.tenant_id = s.tenant_id and t.id = s.thread_id));
end;
$function$;

CREATE OR REPLACE FUNCTION app.send_scheduled_message (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.scheduled_messages;
  v_thread public.conversation_threads;
  v_created jsonb;
  v_refusal text;
begin
  -- the message takes the id of what was scheduled: a repetition finds it
  perform app.lock_send(p_tenant_id, p_id);
  v_row := app.lock_scheduled(p_tenant_id, p_id);
  if v_row.id is null or v_row.status <> 'scheduled' or v_row.send_at > now() + interval '1 second' then
    return jsonb_build_object('skipped', coalesce(v_row.status, 'scheduled_message_not_found'));
  end if;
  select * into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_row.thread_id;
  begin
    perform app.require_open_to_us(v_thread);
    v_created := app.enqueue_message(v_thread, p_id, v_row.body, null, 'app', v_row.created_by, v_row.template);
  exception when sqlstate 'PT400' or sqlstate 'PT402' or sqlstate 'PT404' or sqlstate 'PT409' then
    v_refusal := sqlerrm;
  end;
  if v_refusal is null then
    perform app.close_scheduled(v_row, 'sent', null, (v_created #>> '{message,id}')::uuid);
  else
    perform app.close_scheduled(v_row, 'failed', v_refusal);
  end if;
  perform app.publish_thread(app.refresh_next_scheduled(p_tenant_id, v_row.thread_id));
  return coalesce(v_created, jsonb_build_object('skipped', v_refusal));
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_threads__note_move()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  -- what a message brought about stands at that message
  v_at timestamptz := case when auth.uid() is null and old.last_message_id is distinct from new.last_message_id
    then new.last_message_at else clock_timestamp() end;
begin
  -- a conversation that is finished, opened or taken says so already, and one that begins has its column from its first message
  if old.board_column <> new.board_column and old.status = 'open' and new.status = 'open'
    and old.assigned_to is not distinct from new.assigned_to and old.last_message_id is not null then
    perform app.note_event(new, 'moved', v_at, p_name => new.board_column);
  end if;
  if old.snoozed_until is distinct from new.snoozed_until then
    perform app.note_event(new, case when new.snoozed_until is null then 'woken' else 'snoozed' end, v_at,
      p_until => coalesce(new.snoozed_until, old.snoozed_until));
  end if;
  if (old.blocked_at is null) <> (new.blocked_at is null) then
    perform app.note_event(new, case when new.blocked_at is null then 'unblocked' else 'blocked' end, v_at);
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_threads__note_status()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.note_event(new, case new.status when 'open' then 'reopened' else 'finished' end,
    -- opened by a message of the person: above it
    case when auth.uid() is null and new.status = 'open' and new.last_message_direction = 'inbound'
      then new.last_message_at else clock_timestamp() end,
    p_name => new.status_reason);
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_tenants__give_tags()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  insert into public.conversation_tags (tenant_id, name, name_key, color, position, system_key)
  select new.id, s.name, app.normalize_text(s.name), s.color, s.position, s.key from app.system_tags s;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.waiting_since (
  p_tenant_id uuid,
  p_thread_id uuid
)
  RETURNS timestamp WITH time zone
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_here uuid;
  v_phone public.conversation_messages;
  v_phone_second timestamptz;
  v_settled uuid;
begin
  -- nobody answers a blocked person
  if exists (
    select from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = p_thread_id and t.blocked_at is not null
  ) then
    return null;
  end if;
  select m.id into v_here from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.direction = 'outbound' and m.origin = 'app' and m.status <> 'failed'
  order by m.occurred_at desc, m.id desc limit 1;
  select * into v_phone from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.direction = 'outbound' and m.origin = 'phone' and m.status <> 'failed'
    -- another system of the clinic sent it, perhaps by itself
    and not m.content ? 'via_api'
  order by m.occurred_at desc, m.id desc limit 1;
  v_phone_second := date_trunc('second', v_phone.occurred_at);
  -- ids tell the order of arrival, of events as of messages
  select e.id into v_settled from app.conversation_events e
  where e.tenant_id = p_tenant_id and e.thread_id = p_thread_id and e.kind = 'finished'
    -- unless somebody took it back
    and not exists (
      select from app.conversation_events r
      where r.tenant_id = p_tenant_id and r.thread_id = p_thread_id and r.kind = 'reopened' and r.actor_id is not null
        and r.id > e.id)
  order by e.id desc limit 1;
  return (
    select m.occurred_at from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.direction = 'inbound' and app.asks_for_answer(m.kind)
      and (v_here is null or m.id > v_here)
      and (v_phone.id is null or m.occurred_at >= v_phone_second
        and (date_trunc('second', m.occurred_at), m.id) > (v_phone_second, v_phone.id))
      and (v_settled is null or m.id > v_settled)
    order by m.occurred_at, m.id limit 1);
end;
$function$;

CREATE OR REPLACE FUNCTION app.wake_conversation (
  p_tenant_id uuid,
  p_thread_id uuid
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.conversation_threads;
begin
  select * into v_row from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = p_thread_id for update;
  if v_row.snoozed_until is null or v_row.snoozed_until > now() + interval '1 second' then
    return false;
  end if;
  update public.conversation_threads t set
    snoozed_until = null, snoozed_at = null, unread_count = greatest(t.unread_count, 1), updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = p_thread_id returning * into v_row;
  perform app.publish_thread(v_row);
  return true;
end;
$function$;

CREATE OR REPLACE FUNCTION app.write_mentions (
  p_tenant_id uuid,
  p_note_id   uuid,
  p_mentions  uuid[]
)
  RETURNS uuid[]
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_mentions uuid[] := array(select distinct m from unnest(p_mentions[1:50]) m where m is not null order by m);
begin
  if exists (
    select from unnest(v_mentions) v where not exists (
      select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = v and m.status = 'active')
  ) then
    raise sqlstate 'PT400' using message = 'mention_not_a_member';
  end if;
  delete from public.conversation_note_mentions m
  where m.tenant_id = p_tenant_id and m.note_id = p_note_id and m.user_id <> all (v_mentions);
  insert into public.conversation_note_mentions (tenant_id, note_id, user_id)
  select p_tenant_id, p_note_id, v from unnest(v_mentions) v
  on conflict do nothing;
  return v_mentions;
end;
$function$;

CREATE OR REPLACE FUNCTION app.write_messages (
  p_messages   app.incoming_action[],
  p_thread_ids uuid[]
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_added public.conversation_messages[];
  v_told uuid[];
  v_awaited text[];
  v_unattended uuid[];
  v_message public.conversation_messages;
begin
  with incoming as (
    select app.time_ordered_uuid() as id, i.*, (i.action ->> 'from_me')::boolean as from_me, i.action #>> '{address,raw}' as reply_address,
      not (i.action ->> 'from_me')::boolean and i.action ->> 'kind' <> 'system' as is_news,
      (i.action ->> 'from_me')::boolean and not (i.action -> 'content') ? 'via_api'
        and not coalesce((i.action ->> 'sent_via_api')::boolean, false) as is_answer,
      app.sender_name(i.action) as contact_name, app.name_source(i.action) as name_source
    from unnest(p_messages, p_thread_ids) i (tenant_id, channel_id, provider, action, thread_id)
  ), added as (
    insert into public.conversation_messages as m (
      tenant_id, id, thread_id, channel_id, provider, provider_message_id, direction, origin, kind, body, content, media,
      reply_to_provider_id, author_name, status, occurred_at
    )
    select i.tenant_id, i.id, i.thread_id, i.channel_id, i.provider, i.action ->> 'provider_message_id',
      case when i.from_me then 'outbound' else 'inbound' end, case when i.from_me then 'phone' else 'contact' end,
      i.action ->> 'kind', i.action ->> 'body', coalesce(i.action -> 'content', '{}'), nullif(i.action -> 'media', 'null'),
      i.action ->> 'reply_to_provider_id', app.normalize_name(i.action ->> 'author_name'),
      case when i.from_me then coalesce(i.action ->> 'status', 'sent') else 'received' end,
      coalesce((i.action ->> 'occurred_at')::timestamptz, now())
    from incoming i
    on conflict on constraint provider_message_is_stored_once do nothing
    returning m.*, m as message
  ), summarized as (
    update public.conversation_threads t set
      unread_count = case when i.is_answer then 0 when t.blocked_at is not null then t.unread_count else t.unread_count + i.is_news::int end,
      waiting_since = case
        when t.blocked_at is not null then null
        when i.from_me then case when not i.is_answer or a.status = 'failed' then t.waiting_since end
        when not app.asks_for_answer(a.kind) then t.waiting_since
        when t.status = 'finished' then a.occurred_at
        else coalesce(t.waiting_since, a.occurred_at) end,
      last_inbound_at = case when i.is_news then greatest(t.last_inbound_at, a.occurred_at) else t.last_inbound_at end,
      reply_address = coalesce(i.reply_address, t.reply_address),
      status = case when i.is_news and t.blocked_at is null then 'open' else t.status end,
      status_reason = case when i.is_news and t.blocked_at is null then null else t.status_reason end,
      board_column = case
        when i.is_news and t.blocked_at is null then app.column_after(t.board_column, t.status, 'person_wrote')
        when i.is_answer and a.status <> 'failed' then app.column_after(t.board_column, t.status, 'clinic_wrote')
        else t.board_column end,
      snoozed_until = case when i.is_answer or i.is_news and t.blocked_at is null then null else t.snoozed_until end,
      snoozed_at = case when i.is_answer or i.is_news and t.blocked_at is null then null else t.snoozed_at end,
      contact_name = case when i.contact_name <> coalesce(t.contact_name, '')
        and app.takes_name(t.contact_name, t.name_source, i.contact_name, i.name_source) then i.contact_name else t.contact_name end,
      name_source = case when i.contact_name <> coalesce(t.contact_name, '')
        and app.takes_name(t.contact_name, t.name_source, i.contact_name, i.name_source) then i.name_source else t.name_source end,
      updated_at = clock_timestamp(),
      last_message_id = a.id,
      last_message_at = a.occurred_at,
      last_message_preview = app.message_preview(a.kind, a.body, a.content),
      last_message_kind = a.kind,
      last_message_direction = a.direction,
      last_message_status = nullif(a.status, 'received')
    from added a join incoming i on i.id = a.id
    where t.tenant_id = a.tenant_id and t.id = a.thread_id
      and (t.last_message_id is null or (a.occurred_at, a.id) > (t.last_message_at, t.last_message_id))
    returning a.id as message_id, a.message, t as thread,
      i.is_news and t.blocked_at is null and (t.assigned_to is null or t.next_scheduled_at is not null) as is_unattended
  ), told as (
    insert into realtime.messages (topic, extension, event, payload, private)
    select 'tenant:' || (s.message).tenant_id, 'broadcast', 'message', app.message_event(s.message, s.thread), true from summarized s
  )
  select array_agg(a.message), (select array_agg(s.message_id) from summarized s),
    (select array_agg(s.message_id) from summarized s where s.is_unattended), array_agg(a.provider_message_id) filter (where exists (
      select from app.early_actions e
      where e.tenant_id = a.tenant_id and e.channel_id = a.channel_id and e.provider_message_id = a.provider_message_id))
  into v_added, v_told, v_unattended, v_awaited
  from added a;

  foreach v_message in array coalesce(v_added, '{}') loop
    if (v_message.id = any (v_told)) is not true then
      perform app.count_late_message(v_message, (
        select i.action from unnest(p_messages) i (tenant_id, channel_id, provider, action)
        where i.tenant_id = v_message.tenant_id and i.channel_id = v_message.channel_id
          and i.action ->> 'provider_message_id' = v_message.provider_message_id));
    end if;
    if v_message.direction = 'inbound' then
      perform app.apply_opt_word(v_message);
      if v_message.id = any (v_unattended) then
        perform app.after_person_wrote(v_message);
      end if;
    end if;
    if v_message.provider_message_id = any (v_awaited) then
      perform app.apply_early_actions(v_message.tenant_id, v_message.channel_id, v_message.provider_message_id);
    end if;
  end loop;
  return coalesce(cardinality(v_added), 0);
end;
$function$;

CREATE OR REPLACE FUNCTION public.add_conversation_note (
  p_tenant_id  uuid,
  p_thread_key text,
  p_id         uuid,
  p_body       text,
  p_mentions   uuid[] DEFAULT '{}'::uuid[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_thread public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_body text := app.checked_text(p_body);
  v_row public.conversation_notes;
begin
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  insert into public.conversation_notes (tenant_id, id, thread_id, author_id, body)
  values (p_tenant_id, p_id, v_thread.id, auth.uid(), v_body)
  on conflict (tenant_id, id) do nothing returning * into v_row;
  if not found then
    select * into v_row from public.conversation_notes n where n.tenant_id = p_tenant_id and n.id = p_id;
    if v_row.thread_id <> v_thread.id or v_row.author_id is distinct from auth.uid() then
      raise sqlstate 'PT409' using message = 'client_id_in_use';
    end if;
    return app.note_payload(v_row);
  end if;
  update public.conversation_notes n set mentions = app.write_mentions(p_tenant_id, p_id, p_mentions)
  where n.tenant_id = p_tenant_id and n.id = p_id returning * into v_row;
  perform app.publish_note(v_row);
  return app.note_payload(v_row);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."add_conversation_note"(uuid, text, uuid, text, uuid[]) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.assign_conversation (
  p_tenant_id  uuid,
  p_thread_key text,
  p_user_id    uuid
)
  RETURNS public.conversation_threads
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
begin
  if p_user_id is not null and not exists (
    select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = p_user_id and m.status = 'active'
  ) then
    raise sqlstate 'PT400' using message = 'assignee_not_a_member';
  end if;
  return app.assign_thread(v_row, p_user_id);
end;
$function$;

CREATE OR REPLACE FUNCTION public.block_conversation (
  p_tenant_id  uuid,
  p_thread_key text,
  p_blocked    boolean DEFAULT true
)
  RETURNS public.conversation_threads
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_blocked boolean := coalesce(p_blocked, true);
begin
  if (v_row.blocked_at is not null) = v_blocked then
    return v_row;
  end if;
  update public.conversation_threads t set
    blocked_at = case when v_blocked then clock_timestamp() end, updated_at = clock_timestamp(),
    unread_count = case when v_blocked then 0 else t.unread_count end,
    waiting_since = case when v_blocked then null else t.waiting_since end,
    snoozed_until = case when v_blocked then null else t.snoozed_until end,
    snoozed_at = case when v_blocked then null else t.snoozed_at end
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  if not v_blocked then
    v_row := app.refresh_waiting(v_row);
  end if;
  perform app.publish_thread(v_row);
  return v_row;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."block_conversation"(uuid, text, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.cancel_scheduled_message (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.scheduled_messages;
begin
  perform app.require_member(p_tenant_id);
  v_row := app.lock_scheduled(p_tenant_id, p_id);
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'scheduled_message_not_found';
  end if;
  if v_row.status in ('cancelled', 'failed') then
    return app.scheduled_payload(v_row);
  end if;
  if v_row.status = 'sent' then
    raise sqlstate 'PT409' using message = 'already_sent';
  end if;
  v_row := app.close_scheduled(v_row, 'cancelled', 'by_hand');
  perform app.publish_thread(app.refresh_next_scheduled(p_tenant_id, v_row.thread_id));
  return app.scheduled_payload(v_row);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."cancel_scheduled_message"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.change_conversations (
  p_tenant_id   uuid,
  p_thread_keys text[],
  p_action      text,
  p_value       jsonb  DEFAULT '{}'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_one record;
  v_results jsonb := '[]';
begin
  perform app.require_member(p_tenant_id);
  if p_action is null or p_action not in ('finish', 'reopen', 'assign', 'tag', 'untag', 'read', 'unread', 'snooze', 'move', 'block', 'unblock') then
    raise sqlstate 'PT400' using message = 'invalid_action';
  end if;
  if cardinality(p_thread_keys) > 200 then
    raise sqlstate 'PT400' using message = 'too_many_conversations', detail = '200';
  end if;
  -- in one order, as everybody who locks several
  for v_one in
    select k.key, min(k.n) as n from unnest(p_thread_keys) with ordinality k (key, n)
    group by k.key order by app.thread_id_of_key(p_tenant_id, k.key)
  loop
    begin
      perform app.change_conversation(p_tenant_id, v_one.key, p_action, coalesce(p_value, '{}'));
      v_results := v_results || jsonb_build_object('n', v_one.n, 'thread_key', v_one.key, 'done', true, 'code', null);
    exception when sqlstate 'PT400' or sqlstate 'PT403' or sqlstate 'PT404' or sqlstate 'PT409'
      or invalid_text_representation or invalid_datetime_format or datetime_field_overflow then
      v_results := v_results || jsonb_build_object('n', v_one.n, 'thread_key', v_one.key, 'done', false,
        'code', case when sqlstate like 'PT%' then sqlerrm else 'invalid_action' end);
    end;
  end loop;
  return coalesce((select jsonb_agg(r - 'n' order by (r ->> 'n')::int) from jsonb_array_elements(v_results) r), '[]');
end;
$function$;

REVOKE ALL ON FUNCTION "public"."change_conversations"(uuid, text[], text, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.count_conversation_columns (
  p_tenant_id uuid,
  p_filter    text  DEFAULT 'all'::text,
  p_search    text  DEFAULT NULL::text,
  p_where     jsonb DEFAULT '{}'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_counts jsonb := '{}';
  v_column text;
  v_condition text;
  v_count bigint;
begin
  perform app.require_member(p_tenant_id);
  v_condition := app.list_condition(p_tenant_id, coalesce(p_filter, 'all'), p_search, coalesce(p_where, '{}') - 'column');
  foreach v_column in array array['new', 'in_progress', 'waiting_contact', 'finished'] loop
    execute 'select count(*) from (select from public.conversation_threads t where t.tenant_id = $1 and '
      || case v_column when 'finished' then 't.status = ''finished''' else format('t.status = ''open'' and t.board_column = %L', v_column) end
      || ' and ' || v_condition || ' limit 10000) s'
    into v_count using p_tenant_id;
    v_counts := v_counts || jsonb_build_object(v_column, v_count);
  end loop;
  return v_counts;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."count_conversation_columns"(uuid, text, text, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.count_conversations (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_user uuid := auth.uid();
begin
  perform app.require_member(p_tenant_id);
  return jsonb_build_object(
    'all', (select count(*) from (
      select from public.conversation_threads t where t.tenant_id = p_tenant_id and t.status = 'open' and t.snoozed_until is null and t.blocked_at is null limit 100) s),
    'mine', (select count(*) from (
      select from public.conversation_threads t where t.tenant_id = p_tenant_id and t.assigned_to = v_user and t.status = 'open' and t.snoozed_until is null and t.blocked_at is null limit 100) s),
    'unassigned', (select count(*) from (
      select from public.conversation_threads t where t.tenant_id = p_tenant_id and t.status = 'open' and t.snoozed_until is null and t.blocked_at is null and t.assigned_to is null limit 100) s),
    'waiting', (select count(*) from (
      select from public.conversation_threads t
      where t.tenant_id = p_tenant_id and t.status = 'open' and t.snoozed_until is null and t.blocked_at is null and t.waiting_since is not null limit 100) s),
    'unread', (select count(*) from (
      select from public.conversation_threads t where t.tenant_id = p_tenant_id and t.status = 'open' and t.snoozed_until is null and t.blocked_at is null and t.unread_count > 0 limit 100) s),
    'snoozed', (select count(*) from (
      select from public.conversation_threads t
      where t.tenant_id = p_tenant_id and t.status = 'open' and t.snoozed_until is not null limit 100) s));
end;
$function$;

CREATE OR REPLACE FUNCTION public.delete_conversation_note (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.conversation_notes := app.lock_own_note(p_tenant_id, p_id);
begin
  if v_row.deleted_at is not null then
    return app.note_payload(v_row);
  end if;
  delete from app.conversation_note_edits e where e.tenant_id = p_tenant_id and e.note_id = p_id;
  delete from public.conversation_note_mentions m where m.tenant_id = p_tenant_id and m.note_id = p_id;
  update public.conversation_notes n set body = '', mentions = '{}', deleted_at = clock_timestamp(), updated_at = clock_timestamp()
  where n.tenant_id = p_tenant_id and n.id = p_id returning * into v_row;
  perform app.publish_note(v_row);
  return app.note_payload(v_row);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."delete_conversation_note"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.delete_conversation_tag (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_threads uuid[];
  v_count integer;
begin
  perform app.require_leader(p_tenant_id);
  if exists (select from public.conversation_tags g where g.tenant_id = p_tenant_id and g.id = p_id and g.system_key is not null) then
    raise sqlstate 'PT409' using message = 'system_tag', hint = 'Archive it instead.';
  end if;
  -- nobody can put it on another conversation from here on
  perform from public.conversation_tags g where g.tenant_id = p_tenant_id and g.id = p_id for update;
  v_threads := array(
    select u.thread_id from public.conversation_thread_tags u where u.tenant_id = p_tenant_id and u.tag_id = p_id);
  perform from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = any (v_threads) order by t.id for no key update;
  update public.conversation_threads t set tag_ids = array_remove(t.tag_ids, p_id), updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = any (v_threads);
  get diagnostics v_count = row_count;
  delete from public.conversation_tags g where g.tenant_id = p_tenant_id and g.id = p_id;
  if found then
    perform app.broadcast(p_tenant_id, 'conversation_tag_deleted', jsonb_build_object('id', p_id));
  end if;
  return v_count;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."delete_conversation_tag"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.edit_conversation_note (
  p_tenant_id uuid,
  p_id        uuid,
  p_body      text,
  p_mentions  uuid[] DEFAULT '{}'::uuid[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.conversation_notes := app.lock_own_note(p_tenant_id, p_id);
  v_body text := app.checked_text(p_body);
  v_mentions uuid[];
begin
  if v_row.deleted_at is not null then
    raise sqlstate 'PT404' using message = 'note_not_found';
  end if;
  v_mentions := app.write_mentions(p_tenant_id, p_id, p_mentions);
  if (v_row.body, v_row.mentions) = (v_body, v_mentions) then
    return app.note_payload(v_row);
  end if;
  if v_row.body <> v_body then
    insert into app.conversation_note_edits (tenant_id, note_id, body) values (p_tenant_id, p_id, v_row.body);
  end if;
  update public.conversation_notes n set
    body = v_body, mentions = v_mentions, updated_at = clock_timestamp(),
    edited_at = case when v_row.body <> v_body then clock_timestamp() else n.edited_at end
  where n.tenant_id = p_tenant_id and n.id = p_id returning * into v_row;
  perform app.publish_note(v_row);
  return app.note_payload(v_row);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."edit_conversation_note"(uuid, uuid, text, uuid[]) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.edit_scheduled_message (
  p_tenant_id         uuid,
  p_id                uuid,
  p_body              text,
  p_send_at           timestamp with time zone,
  p_cancel_on_inbound boolean                  DEFAULT true
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.scheduled_messages;
  v_body text;
  v_send_at timestamptz;
begin
  perform app.require_member(p_tenant_id);
  v_row := app.lock_scheduled(p_tenant_id, p_id);
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'scheduled_message_not_found';
  end if;
  v_body := app.checked_text(p_body, v_row.template is not null);
  v_send_at := app.require_send_time(p_send_at);
  if v_row.status <> 'scheduled' then
    raise sqlstate 'PT409' using message = 'not_scheduled_any_more', detail = v_row.status;
  end if;
  if (v_row.body, v_row.send_at, v_row.cancel_on_inbound) = (v_body, v_send_at, coalesce(p_cancel_on_inbound, true)) then
    return app.scheduled_payload(v_row);
  end if;
  update public.scheduled_messages s set
    body = v_body, send_at = v_send_at, cancel_on_inbound = coalesce(p_cancel_on_inbound, true), updated_at = clock_timestamp()
  where s.tenant_id = p_tenant_id and s.id = p_id returning * into v_row;
  perform app.enqueue_at(p_tenant_id, 'send_scheduled', jsonb_build_object('id', p_id), v_send_at);
  perform app.publish_scheduled(v_row);
  perform app.publish_thread(app.refresh_next_scheduled(p_tenant_id, v_row.thread_id));
  return app.scheduled_payload(v_row);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."edit_scheduled_message"(uuid, uuid, text, timestamp WITH time zone, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_assignment_turns (
  p_tenant_id uuid
)
  RETURNS TABLE (
    user_id      uuid,
    last_turn_at timestamp with time zone
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return query
    select a.user_id, a.last_turn_at from app.assignment_turns a
    where a.tenant_id = p_tenant_id order by a.last_turn_at nulls first, a.user_id;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_assignment_turns"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_changes (
  p_tenant_id uuid,
  p_since     timestamp with time zone,
  p_limit     integer                  DEFAULT 200
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return jsonb_build_object(
    'now', now(),
    'threads', coalesce((
      select jsonb_agg(app.thread_payload(s) order by s.updated_at desc) from (
        select t.* from public.conversation_threads t
        -- a transaction that began before p_since may have committed after it
        where t.tenant_id = p_tenant_id and t.updated_at >= p_since - interval '30 seconds'
        order by t.updated_at desc limit least(greatest(coalesce(p_limit, 200), 1), 1000)
      ) s), '[]'),
    'notes', coalesce((
      select jsonb_agg(app.note_payload(s) order by s.updated_at desc) from (
        select n.* from public.conversation_notes n
        where n.tenant_id = p_tenant_id and n.updated_at >= p_since - interval '30 seconds'
        order by n.updated_at desc limit least(greatest(coalesce(p_limit, 200), 1), 1000)
      ) s), '[]'),
    'scheduled', coalesce((
      select jsonb_agg(app.scheduled_payload(s) order by s.updated_at desc) from (
        select m.* from public.scheduled_messages m
        where m.tenant_id = p_tenant_id and m.updated_at >= p_since - interval '30 seconds'
        order by m.updated_at desc limit least(greatest(coalesce(p_limit, 200), 1), 1000)
      ) s), '[]'));
end;
$function$;

CREATE OR REPLACE FUNCTION public.list_conversation_columns (
  p_tenant_id uuid
)
  RETURNS TABLE (
    key        text,
    name       text,
    "position" integer
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return query
    select d.key, c.name, coalesce(c.position, d.position::integer) as place
    from unnest(array['new', 'in_progress', 'waiting_contact', 'finished']) with ordinality d (key, position)
    left join public.conversation_columns c on c.tenant_id = p_tenant_id and c.key = d.key
    order by place, d.position;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_conversation_columns"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_conversation_note_edits (
  p_tenant_id uuid,
  p_note_id   uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return coalesce((
    select jsonb_agg(jsonb_build_object('body', e.body, 'replaced_at', e.replaced_at) order by e.id desc)
    from app.conversation_note_edits e where e.tenant_id = p_tenant_id and e.note_id = p_note_id), '[]');
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_conversation_note_edits"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_conversation_notes (
  p_tenant_id  uuid,
  p_thread_key text,
  p_limit      integer DEFAULT 200
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return coalesce((
    select jsonb_agg(app.note_payload(s) order by s.occurred_at desc, s.id desc) from (
      select n.* from public.conversation_notes n
      where n.tenant_id = p_tenant_id and n.thread_id = app.thread_id_of_key(p_tenant_id, p_thread_key) and n.deleted_at is null
      order by n.occurred_at desc, n.id desc limit least(greatest(coalesce(p_limit, 200), 1), 500)) s), '[]');
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_conversation_notes"(uuid, text, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_conversation_tags (
  p_tenant_id uuid
)
  RETURNS TABLE (
    id            uuid,
    name          text,
    color         text,
    "position"    integer,
    system_key    text,
    archived_at   timestamp with time zone,
    conversations bigint
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return query
    select g.id, g.name, g.color, g.position, g.system_key, g.archived_at, (
      select count(*) from public.conversation_thread_tags u where u.tenant_id = p_tenant_id and u.tag_id = g.id)
    from public.conversation_tags g where g.tenant_id = p_tenant_id
    order by g.position, g.name;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_conversation_tags"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_conversations (
  p_tenant_id uuid,
  p_filter    text                     DEFAULT 'all'::text,
  p_status    text                     DEFAULT 'open'::text,
  p_search    text                     DEFAULT NULL::text,
  p_before_at timestamp with time zone DEFAULT NULL::timestamp WITH time zone,
  p_before_id uuid                     DEFAULT NULL::uuid,
  p_limit     integer                  DEFAULT 40,
  p_where     jsonb                    DEFAULT '{}'::jsonb
)
  RETURNS SETOF public.conversation_threads
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_limit int := least(greatest(coalesce(p_limit, 40), 1), 100);
  v_where jsonb := coalesce(p_where, '{}');
  v_filter text := coalesce(p_filter, 'all');
  -- a column of the board says which, and pins are of both kinds
  v_status text := case
    when v_where ->> 'column' is not null then case v_where ->> 'column' when 'finished' then 'finished' else 'open' end
    when v_filter in ('pinned', 'blocked') then null
    else p_status end;
  v_oldest_first boolean := v_filter = 'waiting' and app.search_condition(p_search) is null;
begin
  perform app.require_member(p_tenant_id);
  return query execute
    'select t.* from public.conversation_threads t where t.tenant_id = $1 and '
    || case when v_status is null then 'true' else format('t.status = %L', v_status) end
    || ' and ' || app.list_condition(p_tenant_id, v_filter, p_search, v_where)
    -- who waits longest comes first; a search finds them newest first, as everywhere
    || case when v_oldest_first then ' and (t.waiting_since, t.id) > ($2, $3) order by t.waiting_since, t.id limit $4'
      else ' and (t.last_message_at, t.id) < ($2, $3) order by t.last_message_at desc, t.id desc limit $4' end
    using p_tenant_id, coalesce(p_before_at, case when v_oldest_first then '-infinity'::timestamptz else 'infinity' end),
      coalesce(p_before_id, case when v_oldest_first then '00000000-0000-0000-0000-000000000000'::uuid
        else 'ffffffff-ffff-ffff-ffff-ffffffffffff' end), v_limit;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_conversations"(uuid, text, text, text, timestamp WITH time zone, uuid, integer, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_scheduled_messages (
  p_tenant_id  uuid,
  p_thread_key text    DEFAULT NULL::text,
  p_limit      integer DEFAULT 100
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_limit integer := least(greatest(coalesce(p_limit, 100), 1), 500);
begin
  perform app.require_member(p_tenant_id);
  if p_thread_key is null then
    return coalesce((
      select jsonb_agg(app.scheduled_payload(s) order by s.send_at, s.id) from (
        select m.* from public.scheduled_messages m where m.tenant_id = p_tenant_id and m.status = 'scheduled'
        order by m.send_at, m.id limit v_limit) s), '[]');
  end if;
  return coalesce((
    select jsonb_agg(app.scheduled_payload(s) order by s.send_at desc, s.id) from (
      select m.* from public.scheduled_messages m
      where m.tenant_id = p_tenant_id and m.thread_id = app.thread_id_of_key(p_tenant_id, p_thread_key)
      order by m.send_at desc, m.id limit v_limit) s), '[]');
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_scheduled_messages"(uuid, text, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.move_conversation (
  p_tenant_id  uuid,
  p_thread_key text,
  p_column     text
)
  RETURNS public.conversation_threads
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_status text := case p_column when 'finished' then 'finished' else 'open' end;
begin
  if p_column is null or p_column not in ('new', 'in_progress', 'waiting_contact', 'finished') then
    raise sqlstate 'PT400' using message = 'column_not_found';
  end if;
  if v_row.status = v_status and p_column in (v_row.board_column, 'finished') then
    return v_row;
  end if;
  update public.conversation_threads t set
    status = v_status, board_column = case when p_column = 'finished' then t.board_column else p_column end, status_reason = null,
    snoozed_until = case when p_column = 'finished' then null else t.snoozed_until end,
    snoozed_at = case when p_column = 'finished' then null else t.snoozed_at end, updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  perform app.publish_thread(v_row);
  return v_row;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."move_conversation"(uuid, text, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.pin_conversation (
  p_tenant_id  uuid,
  p_thread_key text,
  p_pinned     boolean DEFAULT true
)
  RETURNS boolean
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
begin
  if not coalesce(p_pinned, true) then
    delete from public.conversation_pins p where p.tenant_id = p_tenant_id and p.user_id = auth.uid() and p.thread_id = v_row.id;
    return false;
  end if;
  if (select count(*) from public.conversation_pins p
    where p.tenant_id = p_tenant_id and p.user_id = auth.uid() and p.thread_id <> v_row.id) >= 20 then
    raise sqlstate 'PT409' using message = 'too_many_pins', detail = '20';
  end if;
  insert into public.conversation_pins (tenant_id, user_id, thread_id) values (p_tenant_id, auth.uid(), v_row.id)
  on conflict do nothing;
  return true;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."pin_conversation"(uuid, text, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_conversation_columns (
  p_tenant_id uuid,
  p_columns   jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_keys text[];
begin
  perform app.require_leader(p_tenant_id);
  if jsonb_typeof(p_columns) is distinct from 'array' then
    raise sqlstate 'PT400' using message = 'invalid_columns';
  end if;
  v_keys := array(select c ->> 'key' from jsonb_array_elements(p_columns) c order by 1);
  if v_keys is distinct from array['finished', 'in_progress', 'new', 'waiting_contact'] then
    raise sqlstate 'PT400' using message = 'invalid_columns', hint = 'All four, each once.';
  end if;
  perform app.require_name(c ->> 'name', 40) from jsonb_array_elements(p_columns) c where coalesce(c ->> 'name', '') <> '';
  insert into public.conversation_columns (tenant_id, key, name, position)
  select p_tenant_id, c.one ->> 'key', case when coalesce(c.one ->> 'name', '') <> '' then app.require_name(c.one ->> 'name', 40) end, c.n
  from jsonb_array_elements(p_columns) with ordinality c (one, n) order by c.one ->> 'key'
  on conflict (tenant_id, key) do update set name = excluded.name, position = excluded.position;
  perform app.broadcast(p_tenant_id, 'conversation_columns', '{}');
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_conversation_columns"(uuid, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_conversation_tag (
  p_tenant_id uuid,
  p_id        uuid,
  p_name      text,
  p_color     text,
  p_archived  boolean DEFAULT false,
  p_position  integer DEFAULT NULL::integer
)
  RETURNS public.conversation_tags
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
  v_name text;
  v_before public.conversation_tags;
  v_row public.conversation_tags;
begin
  v_name := app.require_name(p_name, 60);
  if p_color is null or p_color not in ('gray', 'red', 'orange', 'amber', 'green', 'teal', 'blue', 'violet', 'pink') then
    raise sqlstate 'PT400' using message = 'invalid_color';
  end if;
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  -- one writer a clinic: of two with one name the second is refused
  perform pg_advisory_xact_lock(hashtextextended('conversation_tags:' || p_tenant_id, 0));
  select * into v_before from public.conversation_tags g where g.tenant_id = p_tenant_id and g.id = p_id;
  if found and (v_before.name, v_before.color, v_before.archived_at is not null, v_before.position)
    is not distinct from (v_name, p_color, coalesce(p_archived, false), coalesce(p_position, v_before.position)) then
    return v_before;
  end if;
  -- anybody may add one while working; to change what the whole team uses is for those who lead it
  if v_before.id is not null then
    perform app.require_leader(p_tenant_id);
  elsif (select count(*) from public.conversation_tags g where g.tenant_id = p_tenant_id) >= 200 then
    raise sqlstate 'PT409' using message = 'too_many_tags', detail = '200';
  end if;
  if exists (
    select from public.conversation_tags g
    where g.tenant_id = p_tenant_id and g.name_key = app.normalize_text(v_name) and g.id <> p_id
  ) then
    raise sqlstate 'PT409' using message = 'tag_exists', detail = v_name;
  end if;
  insert into public.conversation_tags (tenant_id, id, name, name_key, color, position, archived_at)
  values (p_tenant_id, p_id, v_name, app.normalize_text(v_name), p_color, coalesce(p_position, 100), case when p_archived then now() end)
  on conflict (tenant_id, id) do update set
    name = excluded.name, name_key = excluded.name_key, color = excluded.color,
    position = coalesce(p_position, v_before.position),
    archived_at = case when p_archived then coalesce(v_before.archived_at, now()) end
  returning * into v_row;
  perform app.broadcast(p_tenant_id, 'conversation_tag', jsonb_build_object('tag', to_jsonb(v_row) - 'tenant_id'));
  return v_row;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_conversation_tag"(uuid, uuid, text, text, boolean, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.schedule_message (
  p_tenant_id         uuid,
  p_thread_key        text,
  p_id                uuid,
  p_body              text,
  p_send_at           timestamp with time zone,
  p_cancel_on_inbound boolean                  DEFAULT true,
  p_template          jsonb                    DEFAULT NULL::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_thread public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_body text := app.checked_text(p_body, p_template is not null);
  v_send_at timestamptz := app.require_send_time(p_send_at);
  v_row public.scheduled_messages;
begin
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if v_thread.opted_out then
    raise sqlstate 'PT409' using message = 'opted_out', hint = 'The person asked not to be written to.';
  end if;
  select * into v_row from public.scheduled_messages s where s.tenant_id = p_tenant_id and s.id = p_id;
  if found then
    if v_row.thread_id <> v_thread.id then
      raise sqlstate 'PT409' using message = 'client_id_in_use';
    end if;
    return app.scheduled_payload(v_row);
  end if;
  if (select count(*) from public.scheduled_messages s
    where s.tenant_id = p_tenant_id and s.thread_id = v_thread.id and s.status = 'scheduled') >= 20 then
    raise sqlstate 'PT409' using message = 'too_many_scheduled', detail = '20';
  end if;
  insert into public.scheduled_messages (tenant_id, id, thread_id, body, template, send_at, cancel_on_inbound, created_by)
  values (p_tenant_id, p_id, v_thread.id, v_body, p_template, v_send_at, coalesce(p_cancel_on_inbound, true), auth.uid())
  returning * into v_row;
  perform app.enqueue_at(p_tenant_id, 'send_scheduled', jsonb_build_object('id', p_id), v_send_at);
  perform app.publish_scheduled(v_row);
  perform app.publish_thread(app.refresh_next_scheduled(p_tenant_id, v_thread.id));
  return app.scheduled_payload(v_row);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."schedule_message"(uuid, text, uuid, text, timestamp WITH time zone, boolean, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.set_assignment_turns (
  p_tenant_id uuid,
  p_user_ids  uuid[]
)
  RETURNS uuid[]
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_ids uuid[] := array(select distinct u from unnest(p_user_ids) u where u is not null);
begin
  perform app.require_admin(p_tenant_id);
  if exists (
    select from unnest(v_ids) v where not exists (
      select from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = v and m.status = 'active')
  ) then
    raise sqlstate 'PT400' using message = 'assignee_not_a_member';
  end if;
  perform app.lock_turns(p_tenant_id);
  delete from app.assignment_turns a where a.tenant_id = p_tenant_id and a.user_id <> all (v_ids);
  insert into app.assignment_turns (tenant_id, user_id) select p_tenant_id, v from unnest(v_ids) v on conflict do nothing;
  return v_ids;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."set_assignment_turns"(uuid, uuid[]) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.set_conversation_status (
  p_tenant_id  uuid,
  p_thread_key text,
  p_status     text,
  p_reason     text DEFAULT NULL::text
)
  RETURNS public.conversation_threads
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
begin
  if p_status is null or p_status not in ('open', 'finished') then
    raise sqlstate 'PT400' using message = 'invalid_status';
  end if;
  if v_row.status = p_status then
    return v_row;
  end if;
  update public.conversation_threads t set
    status = p_status, status_reason = nullif(app.normalize_name(left(p_reason, 200)), ''), snoozed_until = null, snoozed_at = null,
    updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  perform app.publish_thread(v_row);
  return v_row;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."set_conversation_status"(uuid, text, text, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.snooze_conversation (
  p_tenant_id  uuid,
  p_thread_key text,
  p_until      timestamp with time zone
)
  RETURNS public.conversation_threads
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
begin
  if p_until is not null and p_until not between now() and now() + interval '1 year' then
    raise sqlstate 'PT400' using message = 'invalid_moment', hint = 'From now to a year from now.';
  end if;
  if p_until is not null and v_row.status = 'finished' then
    raise sqlstate 'PT409' using message = 'conversation_finished';
  end if;
  if v_row.snoozed_until is not distinct from p_until then
    return v_row;
  end if;
  update public.conversation_threads t set
    snoozed_until = p_until, snoozed_at = case when p_until is not null then clock_timestamp() end, updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  if p_until is not null then
    perform app.enqueue_at(p_tenant_id, 'wake_conversation', jsonb_build_object('id', v_row.id), p_until);
  end if;
  perform app.publish_thread(v_row);
  return v_row;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."snooze_conversation"(uuid, text, timestamp WITH time zone) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.tag_conversation (
  p_tenant_id  uuid,
  p_thread_key text,
  p_tag_id     uuid,
  p_on         boolean DEFAULT true
)
  RETURNS public.conversation_threads
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_tag public.conversation_tags;
  v_on boolean := coalesce(p_on, true);
begin
  v_tag := app.require_tag(p_tenant_id, p_tag_id);
  if v_on = (p_tag_id = any (v_row.tag_ids)) then
    return v_row;
  end if;
  if v_on then
    if v_tag.archived_at is not null then
      raise sqlstate 'PT409' using message = 'tag_archived';
    end if;
    if cardinality(v_row.tag_ids) >= 20 then
      raise sqlstate 'PT409' using message = 'too_many_tags', detail = '20';
    end if;
    insert into public.conversation_thread_tags (tenant_id, thread_id, tag_id, tagged_by)
    values (p_tenant_id, v_row.id, p_tag_id, auth.uid());
  else
    delete from public.conversation_thread_tags u
    where u.tenant_id = p_tenant_id and u.thread_id = v_row.id and u.tag_id = p_tag_id;
  end if;
  update public.conversation_threads t set
    tag_ids = case when v_on then t.tag_ids || p_tag_id else array_remove(t.tag_ids, p_tag_id) end, updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  perform app.note_event(v_row, case when v_on then 'tagged' else 'untagged' end, clock_timestamp(), p_name => v_tag.name);
  perform app.publish_thread(v_row);
  return v_row;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."tag_conversation"(uuid, text, uuid, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.take_conversation (
  p_tenant_id  uuid,
  p_thread_key text
)
  RETURNS public.conversation_threads
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
begin
  if v_row.assigned_to <> auth.uid() and exists (
    select from public.tenant_members m
    where m.tenant_id = p_tenant_id and m.user_id = v_row.assigned_to and m.status = 'active'
  ) then
    raise sqlstate 'PT409' using message = 'already_assigned', detail = v_row.assigned_to::text;
  end if;
  return app.assign_thread(v_row, auth.uid());
end;
$function$;

REVOKE ALL ON FUNCTION "public"."take_conversation"(uuid, text) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."assignment_turns"
  ADD CONSTRAINT "assignment_turns_tenant_id_user_id_fkey" FOREIGN KEY (tenant_id, user_id) REFERENCES public.tenant_members(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE "app"."conversation_events"
  ADD CONSTRAINT "event_kind_is_known"
    CHECK
    ((kind = ANY (ARRAY['assigned'::text, 'unassigned'::text, 'finished'::text, 'reopened'::text, 'opted_out'::text, 'opted_in'::text, 'renamed'::text, 'tagged'::text,
    'untagged'::text, 'moved'::text, 'snoozed'::text, 'woken'::text, 'blocked'::text, 'unblocked'::text, 'schedule_cancelled'::text])));

ALTER TABLE "public"."conversation_columns"
  ADD CONSTRAINT "conversation_columns_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."conversation_note_mentions"
  ADD CONSTRAINT "conversation_note_mentions_tenant_id_user_id_fkey" FOREIGN KEY (tenant_id, user_id) REFERENCES public.tenant_members(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE "public"."conversation_notes"
  ADD CONSTRAINT "conversation_notes_author_id_fkey" FOREIGN KEY (author_id) REFERENCES public.profiles(id) ON DELETE SET NULL;

ALTER TABLE "app"."conversation_note_edits"
  ADD CONSTRAINT "conversation_note_edits_tenant_id_note_id_fkey" FOREIGN KEY (tenant_id, note_id) REFERENCES public.conversation_notes(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."conversation_note_mentions"
  ADD CONSTRAINT "conversation_note_mentions_tenant_id_note_id_fkey" FOREIGN KEY (tenant_id, note_id) REFERENCES public.conversation_notes(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."conversation_notes"
  ADD CONSTRAINT "conversation_notes_tenant_id_thread_id_fkey" FOREIGN KEY (tenant_id, thread_id) REFERENCES public.conversation_threads(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."conversation_pins"
  ADD CONSTRAINT "conversation_pins_tenant_id_thread_id_fkey" FOREIGN KEY (tenant_id, thread_id) REFERENCES public.conversation_threads(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."conversation_pins"
  ADD CONSTRAINT "conversation_pins_tenant_id_user_id_fkey" FOREIGN KEY (tenant_id, user_id) REFERENCES public.tenant_members(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE "public"."conversation_tags"
  ADD CONSTRAINT "conversation_tags_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."conversation_thread_tags"
  ADD CONSTRAINT "conversation_thread_tags_tagged_by_fkey" FOREIGN KEY (tagged_by) REFERENCES public.profiles(id) ON DELETE SET NULL;

ALTER TABLE "public"."conversation_thread_tags"
  ADD CONSTRAINT "conversation_thread_tags_tenant_id_tag_id_fkey" FOREIGN KEY (tenant_id, tag_id) REFERENCES public.conversation_tags(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."conversation_thread_tags"
  ADD CONSTRAINT "conversation_thread_tags_tenant_id_thread_id_fkey" FOREIGN KEY (tenant_id, thread_id) REFERENCES public.conversation_threads(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."scheduled_messages"
  ADD CONSTRAINT "scheduled_messages_created_by_fkey" FOREIGN KEY (created_by) REFERENCES public.profiles(id) ON DELETE SET NULL;

ALTER TABLE "public"."scheduled_messages"
  ADD CONSTRAINT "scheduled_messages_tenant_id_thread_id_fkey" FOREIGN KEY (tenant_id, thread_id) REFERENCES public.conversation_threads(tenant_id, id) ON DELETE CASCADE;

CREATE INDEX conversation_note_mentions_user ON public.conversation_note_mentions USING btree (tenant_id, user_id, created_at DESC);

CREATE INDEX conversation_notes_author ON public.conversation_notes USING btree (author_id);

CREATE INDEX conversation_notes_changes ON public.conversation_notes USING btree (tenant_id, updated_at);

CREATE INDEX conversation_notes_timeline ON public.conversation_notes USING btree (tenant_id, thread_id, occurred_at DESC, id DESC);

CREATE INDEX conversation_pins_thread ON public.conversation_pins USING btree (tenant_id, thread_id);

CREATE INDEX conversation_thread_tags_tagged_by ON public.conversation_thread_tags USING btree (tagged_by);

CREATE INDEX conversation_thread_tags_tag ON public.conversation_thread_tags USING btree (tenant_id, tag_id, thread_id);

CREATE INDEX conversation_threads_blocked ON public.conversation_threads USING btree (tenant_id, last_message_at DESC, id DESC)
  WHERE (blocked_at IS NOT NULL);

CREATE INDEX conversation_threads_board ON public.conversation_threads USING btree (tenant_id, board_column, last_message_at DESC, id DESC)
  WHERE (status = 'open'::text);

CREATE INDEX conversation_threads_snoozed ON public.conversation_threads USING btree (tenant_id, snoozed_until, id)
  WHERE (snoozed_until IS NOT NULL);

CREATE INDEX scheduled_messages_changes ON public.scheduled_messages USING btree (tenant_id, updated_at);

CREATE INDEX scheduled_messages_created_by ON public.scheduled_messages USING btree (created_by);

CREATE INDEX scheduled_messages_pending ON public.scheduled_messages USING btree (tenant_id, send_at)
  WHERE (status = 'scheduled'::text);

CREATE INDEX scheduled_messages_thread ON public.scheduled_messages USING btree (tenant_id, thread_id, send_at DESC);

CREATE TRIGGER conversation_tags_touch
  BEFORE UPDATE ON public.conversation_tags
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER conversation_threads_note_move
  AFTER UPDATE OF board_column, snoozed_until, blocked_at ON public.conversation_threads
  FOR EACH ROW
  WHEN (((old.board_column <> new.board_column) OR (old.snoozed_until IS DISTINCT FROM new.snoozed_until) OR ((old.blocked_at IS NULL) <> (new.blocked_at IS NULL))))
  EXECUTE FUNCTION app.tg_conversation_threads__note_move();

CREATE TRIGGER tenants_give_tags
  AFTER INSERT ON public.tenants
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_tenants__give_tags();

CREATE POLICY "select_nobody" ON "app"."assignment_turns"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."conversation_note_edits"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."system_tags"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_members" ON "public"."conversation_columns"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."conversation_note_mentions"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."conversation_notes"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_own" ON "public"."conversation_pins"
  FOR SELECT
  TO "authenticated"
  USING (((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)) AND (user_id = ( SELECT auth.uid() AS uid))));

CREATE POLICY "select_members" ON "public"."conversation_tags"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."conversation_thread_tags"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."scheduled_messages"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

COMMENT ON COLUMN "app"."conversation_events"."name" IS 'The new name, the tag, the reason for finishing, or the key of the column that it moved to.';

COMMENT ON COLUMN "app"."conversation_events"."until" IS 'Until when it sleeps, or slept, or when the message was to be sent.';

COMMENT ON COLUMN "public"."conversation_columns"."name" IS 'NULL: the name that the product has for it, in the language of whoever looks.';

COMMENT ON COLUMN "public"."conversation_notes"."mentions" IS 'Ids of the mentioned colleagues, as conversation_note_mentions has them.';

COMMENT ON COLUMN "public"."conversation_tags"."archived_at" IS 'No longer offered; conversations that have it keep it.';

COMMENT ON COLUMN "public"."conversation_tags"."name_key" IS 'The name without accents and capitals: two tags cannot differ by these alone.';

COMMENT ON COLUMN "public"."conversation_threads"."blocked_at" IS 'What the person writes is kept, but nobody is told of it and nobody waits.';

COMMENT ON COLUMN "public"."conversation_threads"."board_column" IS 'Column of the board while it is open: new, in_progress or waiting_contact (app.column_after); a finished one stands in the column finished.';

COMMENT ON COLUMN "public"."conversation_threads"."next_scheduled_at" IS 'Mirrors the next of its scheduled_messages.';

COMMENT ON COLUMN "public"."conversation_threads"."snoozed_until" IS 'Sleeps until then, or until the person or a colleague writes; lists leave it out meanwhile.';

COMMENT ON COLUMN "public"."conversation_threads"."status_reason" IS 'Why it was finished, in the words of whoever did it.';

COMMENT ON COLUMN "public"."conversation_threads"."tag_ids" IS 'Mirrors conversation_thread_tags.';

COMMENT ON COLUMN "public"."scheduled_messages"."message_id" IS 'The message that it became.';

COMMENT ON COLUMN "public"."scheduled_messages"."reason" IS 'Why it was not sent: person_wrote, by_hand, or the code of the refusal at the moment of sending.';

COMMENT ON FUNCTION "app"."checked_text"(text, boolean) IS 'Errors: PT400 empty_body, PT400 body_with_template, PT400 body_too_long.';

COMMENT ON FUNCTION "app"."column_after"(text, text, text) IS 'The column of the board after person_wrote, clinic_wrote or assigned: whoever writes hands the card to the other side.';

COMMENT ON FUNCTION "app"."create_outbound_message"(uuid, text, uuid, text, uuid, jsonb, jsonb) IS 'Caller: any member, through send-whatsapp-message. A text, or p_template {id, variables} in its place, or p_content: {upload_id, waveform?} with the text as its caption, {location: {latitude, longitude, name?, address?}}, {contacts: [{name, phones}]}, {forward_of: message id}. Idempotent by client_id; a failed message is sent again. Returns {message, duplicate, lease}; no lease for one that waits for an earlier one of its conversation. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 missing_client_id, PT404 conversation_not_found, PT409 opted_out, PT409 conversation_blocked, PT409 client_id_in_use, PT400 empty_body, PT400 body_too_long, PT409 no_active_channel, PT409 channel_disconnected, PT409 outside_24h_window, PT402 insufficient_credits, PT404 quoted_message_not_found; with a template PT400 body_with_template, PT409 template_not_supported, PT404 template_not_found, PT409 template_not_approved, PT400 template_variables_invalid, PT400 template_too_long; with content PT400 content_invalid, PT409 content_not_supported, PT404 upload_not_found, PT409 upload_incomplete, PT409 media_not_supported, PT400 media_too_large, PT400 caption_not_supported, PT404 message_not_found.';

COMMENT ON FUNCTION "app"."list_condition"(uuid, text, text, jsonb) IS 'Caller: list_conversations, count_conversation_columns. p_where: {column, assignee, tags_all, tags_any, tags_none, since, until}. Errors: PT400 invalid_filter.';

COMMENT ON FUNCTION "app"."lock_own_note"(uuid, uuid) IS 'Errors: PT401 not_signed_in, PT403 not_a_member, PT404 note_not_found, PT403 not_your_note.';

COMMENT ON FUNCTION "app"."note_event"(public.conversation_threads, text, timestamp with time zone, uuid, text, timestamp with time zone) IS 'Writes an event of a conversation and tells the screens. Caller: whatever changes the conversation, in its transaction.';

COMMENT ON FUNCTION "app"."note_payload"(public.conversation_notes) IS 'An internal note as browsers get it: {id, thread_id, author_id, body, mentions, occurred_at, edited_at, deleted_at}.';

COMMENT ON FUNCTION "app"."require_leader"(uuid) IS 'The caller''s role, for what owner, admin and supervisor arrange for the team. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "app"."require_open_to_us"(public.conversation_threads) IS 'Errors: PT409 opted_out, PT409 conversation_blocked.';

COMMENT ON FUNCTION "app"."require_send_time"(timestamp with time zone) IS 'A moment to come, up to a year away; one that has just passed means now. Errors: PT400 invalid_moment.';

COMMENT ON FUNCTION "app"."require_tag"(uuid, uuid) IS 'Errors: PT404 tag_not_found.';

COMMENT ON FUNCTION "app"."scheduled_payload"(public.scheduled_messages) IS 'A scheduled message as browsers get it: {id, thread_id, thread_key, body, template, send_at, cancel_on_inbound, status, reason, message_id, created_by, created_at}.';

COMMENT ON FUNCTION "app"."send_scheduled_message"(uuid, uuid) IS 'Caller: workers, when its moment has come. Like create_outbound_message in the name of whoever wrote it; answers {skipped: code} where a person would get a refusal, and keeps the code. Balances are the last to be locked, so what it does after the message takes no other lock.';

COMMENT ON FUNCTION "app"."wake_conversation"(uuid, uuid) IS 'Caller: workers, when its moment has come. Back in the lists, as unread. False when it sleeps longer meanwhile, or not at all.';

COMMENT ON FUNCTION "app"."write_mentions"(uuid, uuid, uuid[]) IS 'Caller: whoever writes the note. Errors: PT400 mention_not_a_member.';

COMMENT ON FUNCTION "public"."add_conversation_note"(uuid, text, uuid, text, uuid[]) IS 'Caller: members. An internal note; p_id comes from the client, and a repetition answers the note that is there. p_mentions are colleagues. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT400 empty_body, PT400 body_too_long, PT400 missing_client_id, PT400 mention_not_a_member, PT409 client_id_in_use.';

COMMENT ON FUNCTION "public"."block_conversation"(uuid, text, boolean) IS 'Caller: members. What a blocked person writes is kept, but nobody is told, nobody waits, and nothing is sent to them. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';

COMMENT ON FUNCTION "public"."cancel_scheduled_message"(uuid, uuid) IS 'Caller: members. One that is cancelled already is answered as it is. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 scheduled_message_not_found, PT409 already_sent.';

COMMENT ON FUNCTION "public"."change_conversations"(uuid, text[], text, jsonb) IS 'Caller: members. One thing for up to 200 conversations: finish {reason}, reopen, assign {user_id}, tag and untag {tag_id}, read, unread, snooze {until}, move {column}, block, unblock. Each stands for itself: [{thread_key, done, code}] in the order of the keys. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_action, PT400 too_many_conversations.';

COMMENT ON FUNCTION "public"."count_conversation_columns"(uuid, text, text, jsonb) IS 'Caller: members. Cards in each column of the board under the same filters as list_conversations, each counted up to 10,000: {new, in_progress, waiting_contact, finished}. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."count_conversations"(uuid) IS 'Caller: members. Open conversations by filter, each counted up to 100: {all, mine, unassigned, waiting, unread, snoozed}; what sleeps or is blocked counts in none of the others. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."delete_conversation_note"(uuid, uuid) IS 'Caller: its author. Its words and their history go; that there was a note stays. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 note_not_found, PT403 not_your_note.';

COMMENT ON FUNCTION "public"."delete_conversation_tag"(uuid, uuid) IS 'Caller: owner, admin and supervisor. Takes it off every conversation and answers how many had it; one that is gone is no error. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT409 system_tag.';

COMMENT ON FUNCTION "public"."edit_conversation_note"(uuid, uuid, text, uuid[]) IS 'Caller: its author. What it said before stays readable. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 note_not_found, PT403 not_your_note, PT400 empty_body, PT400 body_too_long, PT400 mention_not_a_member.';

COMMENT ON FUNCTION "public"."edit_scheduled_message"(uuid, uuid, text, timestamp with time zone, boolean) IS 'Caller: members. Other words or another moment for what is still to be sent; a template keeps its words (p_body empty). Errors: PT401 not_signed_in, PT403 not_a_member, PT404 scheduled_message_not_found, PT400 empty_body, PT400 body_too_long, PT400 body_with_template, PT400 invalid_moment, PT409 not_scheduled_any_more.';

COMMENT ON FUNCTION "public"."list_assignment_turns"(uuid) IS 'Caller: members. Who takes new conversations in turn, the next one first; empty when nobody does. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_changes"(uuid, timestamp with time zone, integer) IS 'Caller: members. Conversations, internal notes (deleted ones too) and scheduled messages changed since a moment, for catching up after a gap: {now, threads, notes, scheduled}. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_conversation_columns"(uuid) IS 'Caller: members. The four columns of the board in the clinic''s order; name is NULL where the clinic gave none. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_conversation_events"(uuid, text, integer) IS 'Caller: members. What happened to a conversation beside its messages, newest first: [{id, thread_id, kind, actor_id, assignee_id, name, until, occurred_at}], p_limit up to 500. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_conversation_note_edits"(uuid, uuid) IS 'Caller: members. What a note said before its edits, newest first: [{body, replaced_at}]. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_conversation_notes"(uuid, text, integer) IS 'Caller: members. The internal notes of a conversation, newest first: [{id, thread_id, author_id, body, mentions, occurred_at, edited_at, deleted_at}], p_limit up to 500. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_conversation_tags"(uuid) IS 'Caller: members. The clinic''s tags in their order, archived ones too, each with how many conversations have it. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_conversations"(uuid, text, text, text, timestamp with time zone, uuid, integer, jsonb) IS 'Caller: members. Newest first; pass the last row''s last_message_at and id for the next page. p_filter all|unread|mine|unassigned|waiting|snoozed|blocked|pinned; what sleeps or is blocked is in its own list and in searches only. Without a search, waiting is longest first and pages by waiting_since. p_status open|finished, p_limit up to 100. p_where narrows it: {column: of the board, assignee, tags_all, tags_any, tags_none, since, until}. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."list_scheduled_messages"(uuid, text, integer) IS 'Caller: members. Of a conversation all, the latest moment first, with what became of them; without one, what the clinic still has to send, the next first. p_limit up to 500. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."move_conversation"(uuid, text, text) IS 'Caller: members. To another column of the board: new, in_progress, waiting_contact, or finished, which finishes it; out of finished opens it again. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT400 column_not_found.';

COMMENT ON FUNCTION "public"."pin_conversation"(uuid, text, boolean) IS 'Caller: members. Keeps a conversation at the top of the caller''s own list, or no longer; list_conversations with the filter pinned gives them. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT409 too_many_pins.';

COMMENT ON FUNCTION "public"."save_conversation_columns"(uuid, jsonb) IS 'Caller: owner, admin and supervisor. [{key, name}] of all four columns in their order; an empty name is the product''s own. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_columns, PT400 invalid_name.';

COMMENT ON FUNCTION "public"."save_conversation_tag"(uuid, uuid, text, text, boolean, integer) IS 'Caller: members add one (p_id comes from the client); owner, admin and supervisor rename, recolour, order, archive and bring back. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_name, PT400 invalid_color, PT400 missing_client_id, PT409 tag_exists, PT409 too_many_tags.';

COMMENT ON FUNCTION "public"."schedule_message"(uuid, text, uuid, text, timestamp with time zone, boolean, jsonb) IS 'Caller: members. Writes a text, or p_template {id, variables}, that is sent at p_send_at unless the person writes first (p_cancel_on_inbound). p_id comes from the client, and a repetition answers what is there. Opt-out, window and credits are asked at the moment of sending. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT400 empty_body, PT400 body_too_long, PT400 body_with_template, PT400 invalid_moment, PT400 missing_client_id, PT409 opted_out, PT409 client_id_in_use, PT409 too_many_scheduled.';

COMMENT ON FUNCTION "public"."set_assignment_turns"(uuid, uuid[]) IS 'Caller: owner or admin. New conversations go to these colleagues in turn; nobody switches it off. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 assignee_not_a_member.';

COMMENT ON FUNCTION "public"."set_conversation_status"(uuid, text, text, text) IS 'Caller: members. open or finished, with the reason in a few words. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT400 invalid_status.';

COMMENT ON FUNCTION "public"."snooze_conversation"(uuid, text, timestamp with time zone) IS 'Caller: members. Leaves the lists until p_until, or until the person or a colleague writes; NULL wakes it. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT400 invalid_moment, PT409 conversation_finished.';

COMMENT ON FUNCTION "public"."tag_conversation"(uuid, text, uuid, boolean) IS 'Caller: members. Puts a tag on a conversation or takes it off. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT404 tag_not_found, PT409 tag_archived, PT409 too_many_tags.';

COMMENT ON FUNCTION "public"."take_conversation"(uuid, text) IS 'Caller: members. "Assumir": the conversation becomes the caller''s unless a colleague has it (detail: who); assign_conversation takes it over. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT409 already_assigned.';

COMMENT ON TABLE "app"."assignment_turns" IS 'Who takes new conversations in turn. A clinic without rows leaves them to nobody.';

COMMENT ON TABLE "app"."conversation_events" IS 'Assigned, finished, reopened, opted out or in, renamed, tagged, moved, snoozed, blocked: by whom and when. A merge moves them with the messages.';

COMMENT ON TABLE "app"."conversation_note_edits" IS 'What a note said before each edit; list_conversation_note_edits shows it. A deleted note loses it.';

COMMENT ON TABLE "app"."system_tags" IS 'Tags that every clinic begins with; app.tg_tenants__give_tags copies them.';

COMMENT ON TABLE "public"."conversation_columns" IS 'How a clinic names and orders the columns of its board; a clinic that changed nothing has no rows. Cards refer to the key, so a renamed column keeps them.';

COMMENT ON TABLE "public"."conversation_note_mentions" IS 'Who is mentioned in which note: what a notifier reads.';

COMMENT ON TABLE "public"."conversation_notes" IS 'Internal notes in the timeline of a conversation. Its author alone changes or deletes one; a deleted one has no words left.';

COMMENT ON TABLE "public"."conversation_pins" IS 'Conversations that somebody keeps at the top of their own list.';

COMMENT ON TABLE "public"."conversation_tags" IS 'Tags of a clinic''s conversations: five that every clinic begins with, and its own. Conversations refer to them by id, so a new name is everywhere at once.';

COMMENT ON TABLE "public"."conversation_thread_tags" IS 'Which conversation has which tags. conversation_threads.tag_ids mirrors it for lists.';

COMMENT ON TABLE "public"."scheduled_messages" IS 'Messages written now and sent later. conversation_threads.next_scheduled_at mirrors the next one.';

REVOKE ALL ON FUNCTION "app"."after_person_wrote"(public.conversation_messages) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."after_person_wrote"(public.conversation_messages) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."after_person_wrote"(public.conversation_messages) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assign_in_turn"(public.conversation_threads) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assign_in_turn"(public.conversation_threads) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assign_in_turn"(public.conversation_threads) TO "postgres";

REVOKE ALL ON FUNCTION "app"."assign_thread"(public.conversation_threads, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."assign_thread"(public.conversation_threads, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."assign_thread"(public.conversation_threads, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."change_conversation"(uuid, text, text, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."change_conversation"(uuid, text, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."change_conversation"(uuid, text, text, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."checked_text"(text, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."checked_text"(text, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."checked_text"(text, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."close_scheduled"(public.scheduled_messages, text, text, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."close_scheduled"(public.scheduled_messages, text, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."close_scheduled"(public.scheduled_messages, text, text, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."column_after"(text, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."column_after"(text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."column_after"(text, text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."enqueue_at"(uuid, text, jsonb, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."enqueue_at"(uuid, text, jsonb, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."enqueue_at"(uuid, text, jsonb, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."give_up_scheduled"(app.jobs) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."give_up_scheduled"(app.jobs) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."give_up_scheduled"(app.jobs) TO "postgres";

REVOKE ALL ON FUNCTION "app"."list_condition"(uuid, text, text, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."list_condition"(uuid, text, text, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."list_condition"(uuid, text, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."list_condition"(uuid, text, text, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."lock_own_note"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lock_own_note"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lock_own_note"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."lock_scheduled"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lock_scheduled"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lock_scheduled"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."lock_turns"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lock_turns"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lock_turns"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."merge_thread_parts"(uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."merge_thread_parts"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."merge_thread_parts"(uuid, uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."note_event"(public.conversation_threads, text, timestamp WITH time zone, uuid, text, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."note_event"(public.conversation_threads, text, timestamp WITH time zone, uuid, text, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_event"(public.conversation_threads, text, timestamp WITH time zone, uuid, text, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_event"(public.conversation_threads, text, timestamp WITH time zone, uuid, text, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."note_payload"(public.conversation_notes) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."note_payload"(public.conversation_notes) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."note_payload"(public.conversation_notes) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_payload"(public.conversation_notes) TO "postgres";

REVOKE ALL ON FUNCTION "app"."publish_note"(public.conversation_notes) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."publish_note"(public.conversation_notes) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."publish_note"(public.conversation_notes) TO "postgres";

REVOKE ALL ON FUNCTION "app"."publish_scheduled"(public.scheduled_messages) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."publish_scheduled"(public.scheduled_messages) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."publish_scheduled"(public.scheduled_messages) TO "postgres";

REVOKE ALL ON FUNCTION "app"."refresh_next_scheduled"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."refresh_next_scheduled"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."refresh_next_scheduled"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_leader"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_leader"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_leader"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_open_to_us"(public.conversation_threads) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_open_to_us"(public.conversation_threads) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_open_to_us"(public.conversation_threads) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_send_time"(timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_send_time"(timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_send_time"(timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_tag"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_tag"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_tag"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."scheduled_payload"(public.scheduled_messages) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."scheduled_payload"(public.scheduled_messages) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."scheduled_payload"(public.scheduled_messages) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."scheduled_payload"(public.scheduled_messages) TO "postgres";

REVOKE ALL ON FUNCTION "app"."send_scheduled_message"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."send_scheduled_message"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."send_scheduled_message"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."send_scheduled_message"(uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."tg_conversation_threads__note_move"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_conversation_threads__note_move"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_conversation_threads__note_move"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_tenants__give_tags"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_tenants__give_tags"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_tenants__give_tags"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."wake_conversation"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."wake_conversation"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."wake_conversation"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."wake_conversation"(uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."write_mentions"(uuid, uuid, uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."write_mentions"(uuid, uuid, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."write_mentions"(uuid, uuid, uuid[]) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."add_conversation_note"(uuid, text, uuid, text, uuid[]) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."add_conversation_note"(uuid, text, uuid, text, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."add_conversation_note"(uuid, text, uuid, text, uuid[]) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."block_conversation"(uuid, text, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."block_conversation"(uuid, text, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."block_conversation"(uuid, text, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_scheduled_message"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."cancel_scheduled_message"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_scheduled_message"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."change_conversations"(uuid, text[], text, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."change_conversations"(uuid, text[], text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."change_conversations"(uuid, text[], text, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."count_conversation_columns"(uuid, text, text, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."count_conversation_columns"(uuid, text, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."count_conversation_columns"(uuid, text, text, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_conversation_note"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."delete_conversation_note"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_conversation_note"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_conversation_tag"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."delete_conversation_tag"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."delete_conversation_tag"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."edit_conversation_note"(uuid, uuid, text, uuid[]) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."edit_conversation_note"(uuid, uuid, text, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."edit_conversation_note"(uuid, uuid, text, uuid[]) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."edit_scheduled_message"(uuid, uuid, text, timestamp WITH time zone, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."edit_scheduled_message"(uuid, uuid, text, timestamp WITH time zone, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."edit_scheduled_message"(uuid, uuid, text, timestamp WITH time zone, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_assignment_turns"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_assignment_turns"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_assignment_turns"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_conversation_columns"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_conversation_columns"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_conversation_columns"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_conversation_note_edits"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_conversation_note_edits"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_conversation_note_edits"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_conversation_notes"(uuid, text, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_conversation_notes"(uuid, text, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_conversation_notes"(uuid, text, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_conversation_tags"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_conversation_tags"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_conversation_tags"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_conversations"(uuid, text, text, text, timestamp WITH time zone, uuid, integer, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_conversations"(uuid, text, text, text, timestamp WITH time zone, uuid, integer, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_conversations"(uuid, text, text, text, timestamp WITH time zone, uuid, integer, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_scheduled_messages"(uuid, text, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_scheduled_messages"(uuid, text, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_scheduled_messages"(uuid, text, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."move_conversation"(uuid, text, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."move_conversation"(uuid, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."move_conversation"(uuid, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."pin_conversation"(uuid, text, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."pin_conversation"(uuid, text, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."pin_conversation"(uuid, text, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_conversation_columns"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_conversation_columns"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_conversation_columns"(uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_conversation_tag"(uuid, uuid, text, text, boolean, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_conversation_tag"(uuid, uuid, text, text, boolean, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_conversation_tag"(uuid, uuid, text, text, boolean, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."schedule_message"(uuid, text, uuid, text, timestamp WITH time zone, boolean, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."schedule_message"(uuid, text, uuid, text, timestamp WITH time zone, boolean, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."schedule_message"(uuid, text, uuid, text, timestamp WITH time zone, boolean, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_assignment_turns"(uuid, uuid[]) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."set_assignment_turns"(uuid, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_assignment_turns"(uuid, uuid[]) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_conversation_status"(uuid, text, text, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."set_conversation_status"(uuid, text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_conversation_status"(uuid, text, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."snooze_conversation"(uuid, text, timestamp WITH time zone) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."snooze_conversation"(uuid, text, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."snooze_conversation"(uuid, text, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."tag_conversation"(uuid, text, uuid, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."tag_conversation"(uuid, text, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."tag_conversation"(uuid, text, uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."take_conversation"(uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."take_conversation"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."take_conversation"(uuid, text) TO "postgres";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "app"."assignment_turns" TO "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "app"."conversation_note_edits" TO "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "app"."system_tags" TO "service_role";

REVOKE ALL ON TABLE "public"."conversation_columns" FROM "authenticated";

GRANT SELECT ON TABLE "public"."conversation_columns" TO "authenticated";

REVOKE ALL ON TABLE "public"."conversation_columns" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."conversation_columns" TO "service_role";

REVOKE ALL ON TABLE "public"."conversation_note_mentions" FROM "authenticated";

GRANT SELECT ON TABLE "public"."conversation_note_mentions" TO "authenticated";

REVOKE ALL ON TABLE "public"."conversation_note_mentions" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."conversation_note_mentions" TO "service_role";

REVOKE ALL ON TABLE "public"."conversation_notes" FROM "authenticated";

GRANT SELECT ON TABLE "public"."conversation_notes" TO "authenticated";

REVOKE ALL ON TABLE "public"."conversation_notes" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."conversation_notes" TO "service_role";

REVOKE ALL ON TABLE "public"."conversation_pins" FROM "authenticated";

GRANT SELECT ON TABLE "public"."conversation_pins" TO "authenticated";

REVOKE ALL ON TABLE "public"."conversation_pins" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."conversation_pins" TO "service_role";

REVOKE ALL ON TABLE "public"."conversation_tags" FROM "authenticated";

GRANT SELECT ON TABLE "public"."conversation_tags" TO "authenticated";

REVOKE ALL ON TABLE "public"."conversation_tags" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."conversation_tags" TO "service_role";

REVOKE ALL ON TABLE "public"."conversation_thread_tags" FROM "authenticated";

GRANT SELECT ON TABLE "public"."conversation_thread_tags" TO "authenticated";

REVOKE ALL ON TABLE "public"."conversation_thread_tags" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."conversation_thread_tags" TO "service_role";

REVOKE ALL ON TABLE "public"."scheduled_messages" FROM "authenticated";

GRANT SELECT ON TABLE "public"."scheduled_messages" TO "authenticated";

REVOKE ALL ON TABLE "public"."scheduled_messages" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."scheduled_messages" TO "service_role";

ALTER TABLE "public"."quick_replies"
  ADD CONSTRAINT "title_is_one_plain_line" CHECK ((title = app.normalize_name(title)));

insert into app.job_kinds (kind, open_function, dead_function, revive_function, summary_function) values
  ('send_message', 'app.open_sends', 'app.give_up_send', 'app.revive_sends', 'app.message_job_summary'),
  ('opt_out_ack', null, null, null, 'app.message_job_summary'),
  ('opt_in_ack', null, null, null, 'app.message_job_summary')
on conflict (kind) do update set
  open_function = excluded.open_function, dead_function = excluded.dead_function,
  revive_function = excluded.revive_function, summary_function = excluded.summary_function;

-- Jobs of a moment to come: a conversation says itself what became of them, so Filas does not list them.
insert into app.job_kinds (kind, is_listed, dead_function) values
  ('send_scheduled', false, 'app.give_up_scheduled'),
  ('wake_conversation', false, null)
on conflict (kind) do update set is_listed = excluded.is_listed, dead_function = excluded.dead_function;
-- A gateway may need its time to give a file out: its lease is longer than that of a message.
insert into app.job_kinds (kind, lease_seconds, max_attempts, open_function, dead_function, revive_function, summary_function) values
  ('fetch_media', 240, 10, 'app.open_media_fetches', 'app.give_up_media', 'app.revive_media', 'app.message_job_summary')
on conflict (kind) do update set
  lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, open_function = excluded.open_function,
  dead_function = excluded.dead_function, revive_function = excluded.revive_function, summary_function = excluded.summary_function;
insert into app.job_kinds (kind, max_attempts, is_listed, open_function) values ('remove_media', 100, false, 'app.open_media_removals')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, open_function = excluded.open_function;
insert into app.job_kinds (kind, open_function, summary_function) values ('change_message', 'app.open_message_changes', 'app.message_job_summary')
on conflict (kind) do update set open_function = excluded.open_function, summary_function = excluded.summary_function;

insert into app.system_tags (key, name, color, position) values
  ('urgent', 'Urgente', 'red', 10),
  ('new_patient', 'Novo paciente', 'blue', 20),
  ('scheduling', 'Agendamento', 'violet', 30),
  ('payment', 'Financeiro', 'amber', 40),
  ('return', 'Retorno', 'green', 50)
on conflict (key) do update set name = excluded.name, color = excluded.color, position = excluded.position;

-- clinics that were there before the tags
insert into public.conversation_tags (tenant_id, name, name_key, color, position, system_key)
select t.id, s.name, app.normalize_text(s.name), s.color, s.position, s.key from public.tenants t cross join app.system_tags s
on conflict do nothing;
