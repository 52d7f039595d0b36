-- import history: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "public"."channel_kinds"
  DROP CONSTRAINT "limits_are_positive";

DROP FUNCTION "app"."today_setup"(uuid);

CREATE TABLE "app"."dismissed_setups" (
  "tenant_id"    uuid                     NOT NULL,
  "user_id"      uuid                     NOT NULL,
  "dismissed_at" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "dismissed_setups_pkey" PRIMARY KEY (tenant_id, user_id)
);

ALTER TABLE "app"."dismissed_setups"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."history_chats" (
  "tenant_id"        uuid    NOT NULL,
  "import_id"        uuid    NOT NULL,
  "place"            integer NOT NULL,
  "provider_address" text    NOT NULL,
  "name"             text,
  "page"             integer NOT NULL DEFAULT 1,
  CONSTRAINT "history_chats_pkey" PRIMARY KEY (tenant_id, import_id, place),
  CONSTRAINT "page_is_positive" CHECK ((page > 0))
);

ALTER TABLE "app"."history_chats"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."history_imports" (
  "tenant_id"        uuid                     NOT NULL,
  "id"               uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "channel_id"       uuid                     NOT NULL,
  "state"            text                     NOT NULL DEFAULT 'queued'::text,
  "since"            timestamp with time zone NOT NULL,
  "until"            timestamp with time zone NOT NULL,
  "chats_total"      integer,
  "chats_done"       integer                  NOT NULL DEFAULT 0,
  "messages_stored"  integer                  NOT NULL DEFAULT 0,
  "messages_refused" integer                  NOT NULL DEFAULT 0,
  "last_error"       text,
  "retry_at"         timestamp with time zone,
  "created_at"       timestamp with time zone NOT NULL DEFAULT now(),
  "finished_at"      timestamp with time zone,
  CONSTRAINT "ended_when_over" CHECK (((finished_at IS NOT NULL) = (state = ANY (ARRAY['done'::text, 'cancelled'::text, 'failed'::text])))),
  CONSTRAINT "history_imports_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "state_is_known" CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'waiting'::text, 'done'::text, 'cancelled'::text, 'failed'::text])))
);

ALTER TABLE "app"."history_imports"
  ENABLE ROW LEVEL SECURITY;

ALTER TABLE "public"."channel_kinds"
  ADD COLUMN "history_days" integer;

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
  perform app.begin_first_import(v_channel);
end;
$function$;

CREATE OR REPLACE FUNCTION app.begin_first_import (
  p_channel public.notification_channels
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  if p_channel.is_active and p_channel.connection_state = 'open' and not exists (
    select from app.history_imports i where i.tenant_id = p_channel.tenant_id and i.channel_id = p_channel.id
  ) then
    perform app.begin_history_import(p_channel, now() + interval '20 seconds');
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.begin_history_import (
  p_channel public.notification_channels,
  p_at      timestamp with time zone
)
  RETURNS app.history_imports
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_days integer := (select k.history_days from public.channel_kinds k where k.kind = p_channel.provider);
  v_import app.history_imports;
begin
  if v_days is null then
    return null;
  end if;
  insert into app.history_imports (tenant_id, channel_id, since, until)
  values (p_channel.tenant_id, p_channel.id, now() - make_interval(days => v_days), now())
  on conflict (tenant_id, channel_id) where finished_at is null do nothing
  returning * into v_import;
  if not found then
    select * into v_import from app.history_imports i
    where i.tenant_id = p_channel.tenant_id and i.channel_id = p_channel.id and i.finished_at is null;
    return v_import;
  end if;
  insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
  values (p_channel.tenant_id, 'import_history', jsonb_build_object('import_id', v_import.id), 'import_history:' || v_import.id, p_at);
  perform app.publish_history_import(v_import);
  return v_import;
end;
$function$;

CREATE OR REPLACE FUNCTION app.delay_history_import (
  p_tenant_id           uuid,
  p_job_id              bigint,
  p_lease_token         uuid,
  p_error               text,
  p_detail              text,
  p_permanent           boolean,
  p_retry_after_seconds integer
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_state text;
  v_import app.history_imports;
begin
  v_state := app.fail_job(p_tenant_id, p_job_id, p_lease_token, concat_ws(': ', p_error, p_detail), p_permanent, p_retry_after_seconds);
  if v_state is null then
    return 'lost';
  end if;
  update app.history_imports i set
    last_error = p_error,
    state = case when i.finished_at is null then 'waiting' else i.state end,
    retry_at = case when i.finished_at is null then j.run_at end
  from app.jobs j
  where j.tenant_id = p_tenant_id and j.id = p_job_id
    and i.tenant_id = j.tenant_id and i.id = (j.payload ->> 'import_id')::uuid and i.state <> 'cancelled'
  returning i.* into v_import;
  if found then
    perform app.publish_history_import(v_import);
  end if;
  return v_state;
end;
$function$;

CREATE OR REPLACE FUNCTION app.end_history_import (
  p_tenant_id uuid,
  p_import_id uuid,
  p_state     text,
  p_error     text DEFAULT NULL::text
)
  RETURNS app.history_imports
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_import app.history_imports;
begin
  update app.history_imports i set state = p_state, last_error = p_error, retry_at = null, finished_at = now()
  where i.tenant_id = p_tenant_id and i.id = p_import_id and i.finished_at is null
  returning * into v_import;
  if found then
    -- one that failed may go on where it stopped
    delete from app.history_chats c where c.tenant_id = p_tenant_id and c.import_id = p_import_id and p_state <> 'failed';
    perform app.publish_history_import(v_import);
  end if;
  return v_import;
end;
$function$;

CREATE OR REPLACE FUNCTION app.give_up_history_import (
  p_job app.jobs
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.end_history_import(p_job.tenant_id, (p_job.payload ->> 'import_id')::uuid, 'failed', 'provider_unavailable');
end;
$function$;

CREATE OR REPLACE FUNCTION app.go_on_with_import (
  p_import      app.history_imports,
  p_job_id      bigint,
  p_lease_token uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_step jsonb := app.next_history_step(p_import);
begin
  if v_step is null then
    perform app.end_history_import(p_import.tenant_id, p_import.id, 'done');
    perform app.finish_job(p_import.tenant_id, p_job_id, p_lease_token);
  else
    perform app.publish_history_import(p_import);
  end if;
  return jsonb_build_object('step', v_step);
end;
$function$;

CREATE OR REPLACE FUNCTION app.history_import_payload (
  i app.history_imports
)
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select to_jsonb(i) - 'tenant_id';
$function$;

CREATE OR REPLACE FUNCTION app.hold_history_import (
  p_tenant_id   uuid,
  p_job_id      bigint,
  p_lease_token uuid
)
  RETURNS app.history_imports
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_job app.jobs;
  v_import app.history_imports;
begin
  update app.jobs j set attempts = 1, last_error = null,
    leased_until = clock_timestamp() + make_interval(secs => (select k.lease_seconds from app.job_kinds k where k.kind = j.kind))
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token
    and j.finished_at is null and j.dead_at is null
  returning * into v_job;
  if not found then
    return null;
  end if;
  select * into v_import from app.history_imports i
  where i.tenant_id = p_tenant_id and i.id = (v_job.payload ->> 'import_id')::uuid and i.finished_at is null for update;
  if not found then
    perform app.finish_job(p_tenant_id, p_job_id, p_lease_token);
    return null;
  end if;
  return v_import;
end;
$function$;

CREATE OR REPLACE FUNCTION app.import_messages (
  p_import  app.history_imports,
  p_name    text,
  p_actions jsonb
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION app.keep_history_chats (
  p_tenant_id   uuid,
  p_job_id      bigint,
  p_lease_token uuid,
  p_chats       jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_import app.history_imports := app.hold_history_import(p_tenant_id, p_job_id, p_lease_token);
begin
  if v_import.id is null then
    return null;
  end if;
  if v_import.chats_total is null then
    insert into app.history_chats (tenant_id, import_id, place, provider_address, name)
    select p_tenant_id, v_import.id, c.place, c.chat ->> 'address', nullif(app.normalize_name(left(c.chat ->> 'name', 200)), '')
    from jsonb_array_elements(p_chats) with ordinality c (chat, place);
    update app.history_imports i set chats_total = jsonb_array_length(p_chats), state = 'running', last_error = null, retry_at = null
    where i.tenant_id = p_tenant_id and i.id = v_import.id returning * into v_import;
  end if;
  return app.go_on_with_import(v_import, p_job_id, p_lease_token);
end;
$function$;

CREATE OR REPLACE FUNCTION app.keep_history_page (
  p_tenant_id   uuid,
  p_job_id      bigint,
  p_lease_token uuid,
  p_place       integer,
  p_actions     jsonb,
  p_next_page   integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_import app.history_imports := app.hold_history_import(p_tenant_id, p_job_id, p_lease_token);
  v_chat app.history_chats;
  v_action jsonb;
  v_is_odd boolean := false;
  v_stored integer := 0;
  v_refused integer := 0;
begin
  if v_import.id is null then
    return null;
  end if;
  select * into v_chat from app.history_chats c
  where c.tenant_id = p_tenant_id and c.import_id = v_import.id and c.place = p_place;
  if found then
    begin
      v_stored := app.import_messages(v_import, v_chat.name, p_actions);
    exception when others then
      if not app.is_about_content(sqlstate) then
        raise;
      end if;
      v_is_odd := true;
    end;
    if v_is_odd then
      -- one of them cannot be stored, and must not keep the others out
      for v_action in select a from jsonb_array_elements(p_actions) a loop
        begin
          v_stored := v_stored + app.import_messages(v_import, v_chat.name, jsonb_build_array(v_action));
        exception when others then
          if not app.is_about_content(sqlstate) then
            raise;
          end if;
          v_refused := v_refused + 1;
        end;
      end loop;
    end if;
    if p_next_page is null then
      delete from app.history_chats c where c.tenant_id = p_tenant_id and c.import_id = v_import.id and c.place = p_place;
    else
      update app.history_chats c set page = p_next_page
      where c.tenant_id = p_tenant_id and c.import_id = v_import.id and c.place = p_place;
    end if;
    update app.history_imports i set
      chats_done = i.chats_done + (p_next_page is null)::int, messages_stored = i.messages_stored + v_stored,
      messages_refused = i.messages_refused + v_refused,
      state = 'running', last_error = null, retry_at = null
    where i.tenant_id = p_tenant_id and i.id = v_import.id returning * into v_import;
  end if;
  return app.go_on_with_import(v_import, p_job_id, p_lease_token);
end;
$function$;

CREATE OR REPLACE FUNCTION app.media_payload (
  f      app.media_files,
  p_said jsonb
)
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select jsonb_strip_nulls((coalesce(p_said, '{}') - array['source', 'reason', 'asked_at']) || jsonb_build_object(
    'state', 'ready', 'path', f.path, 'mime_type', f.mime_type, 'size', f.bytes,
    'file_name', f.file_name,
    'width', coalesce(f.width, (p_said ->> 'width')::int), 'height', coalesce(f.height, (p_said ->> 'height')::int),
    'seconds', coalesce(f.seconds, (p_said ->> 'seconds')::int),
    'shown_as', case
      when f.kind = 'sticker' and f.mime_type = 'image/webp' then 'sticker'
      when f.mime_type = 'audio/ogg' and (f.kind = 'voice' or (p_said ->> 'voice')::boolean) then 'voice'
      when split_part(f.mime_type, '/', 1) in ('image', 'audio', 'video') then split_part(f.mime_type, '/', 1)
      else 'document' end));
$function$;

CREATE OR REPLACE FUNCTION app.next_history_step (
  p_import app.history_imports
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select case when p_import.chats_total is null then '{}' else (
    select jsonb_build_object('place', c.place, 'chat', c.provider_address, 'name', c.name, 'page', c.page)
    from app.history_chats c where c.tenant_id = p_import.tenant_id and c.import_id = p_import.id
    order by c.place limit 1) end;
$function$;

CREATE OR REPLACE FUNCTION app.open_history_imports (
  p_jobs app.jobs[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_job app.jobs;
  v_import app.history_imports;
  v_channel public.notification_channels;
  v_opened jsonb := '{}';
begin
  foreach v_job in array p_jobs loop
    select * into v_import from app.history_imports i
    where i.tenant_id = v_job.tenant_id and i.id = (v_job.payload ->> 'import_id')::uuid for update;
    select * into v_channel from public.notification_channels c
    where c.tenant_id = v_job.tenant_id and c.id = v_import.channel_id;
    if v_import.finished_at is null and v_channel.is_active is not true then
      v_import := app.end_history_import(v_import.tenant_id, v_import.id, 'cancelled');
    end if;
    if v_import.id is null or v_import.finished_at is not null then
      update app.jobs set finished_at = now(), lease_token = null, leased_until = null
      where tenant_id = v_job.tenant_id and id = v_job.id;
    elsif v_job.attempts > app.max_attempts(v_job.kind) then
      update app.jobs set dead_at = now(), lease_token = null, leased_until = null
      where tenant_id = v_job.tenant_id and id = v_job.id;
      perform app.give_up_history_import(v_job);
    else
      if v_import.state = 'queued' then
        update app.history_imports i set state = 'running' where i.tenant_id = v_import.tenant_id and i.id = v_import.id
        returning * into v_import;
        perform app.publish_history_import(v_import);
      end if;
      v_opened := v_opened || jsonb_build_object(v_job.id::text, jsonb_build_object(
        'provider', v_channel.provider, 'channel_id', v_channel.id, 'own_phone', v_channel.phone,
        'channel', app.channel_credentials(v_channel.tenant_id, v_channel.id),
        'since', v_import.since, 'until', v_import.until,
        'takes_groups', (select not t.ignore_groups from public.tenants t where t.id = v_import.tenant_id),
        'step', app.next_history_step(v_import)));
    end if;
  end loop;
  return v_opened;
end;
$function$;

CREATE OR REPLACE FUNCTION app.pause_history_import (
  p_tenant_id   uuid,
  p_job_id      bigint,
  p_lease_token uuid
)
  RETURNS boolean
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  update app.jobs j set attempts = 0, lease_token = null, leased_until = null, run_at = now()
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token
    and j.finished_at is null and j.dead_at is null
  returning true;
$function$;

CREATE OR REPLACE FUNCTION app.publish_history_import (
  i app.history_imports
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select app.broadcast(i.tenant_id, 'history_import', jsonb_build_object('import', app.history_import_payload(i)));
$function$;

CREATE OR REPLACE FUNCTION app.revive_history_imports (
  p_tenant_id uuid,
  p_jobs      app.jobs[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_import app.history_imports;
begin
  for v_import in
    update app.history_imports i set state = 'queued', finished_at = null, last_error = null
    where i.tenant_id = p_tenant_id and i.state = 'failed' and i.id in (select (j.payload ->> 'import_id')::uuid from unnest(p_jobs) j)
      and not exists (
        select from app.history_imports n
        where n.tenant_id = i.tenant_id and n.channel_id = i.channel_id and n.created_at > i.created_at)
    returning *
  loop
    perform app.publish_history_import(v_import);
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.set_channel_state (
  p_tenant_id    uuid,
  p_channel_id   uuid,
  p_state        text,
  p_phone        text DEFAULT NULL::text,
  p_reason       text DEFAULT NULL::text,
  p_qr_code      text DEFAULT NULL::text,
  p_pairing_code text DEFAULT NULL::text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_channel public.notification_channels;
  v_phone text := app.canonical_phone(p_phone);
begin
  if p_state = 'open' and v_phone is not null then
    select c.* into v_channel from public.notification_channels c where c.tenant_id = p_tenant_id and c.id = p_channel_id and c.is_active for no key update;
    -- the phone that was paired speaks for another clinic: it is neither connected nor heard here
    if found and not app.claim_route(p_tenant_id, p_channel_id, 'number', v_phone) then
      p_state := 'close';
      p_reason := 'number_in_use';
      v_phone := null;
    end if;
  end if;
  update public.notification_channels c set
    connection_state = coalesce(p_state, c.connection_state),
    phone = coalesce(v_phone, c.phone),
    connected_at = case when p_state = 'open' and c.connection_state <> 'open' then now() else c.connected_at end,
    last_error = case when p_state = 'open' then null else coalesce(p_reason, c.last_error) end
  where c.tenant_id = p_tenant_id and c.id = p_channel_id returning * into v_channel;
  if not found then
    return;
  end if;
  -- a code of a connection that ended opens nothing
  if p_state in ('open', 'close') or p_qr_code is not null or p_pairing_code is not null then
    update public.evolution_instances i set
      qr_code = p_qr_code, pairing_code = p_pairing_code, qr_updated_at = now()
    where i.tenant_id = p_tenant_id and i.channel_id = p_channel_id;
  end if;
  perform app.broadcast(p_tenant_id, 'channel', app.channel_payload(v_channel, p_qr_code is not null));
  if p_state = 'open' then
    perform app.begin_first_import(v_channel);
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.summarize_import (
  p_tenant_id uuid,
  p_thread_id uuid,
  p_is_new    boolean
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_last public.conversation_messages;
  v_thread public.conversation_threads;
begin
  select * into v_last from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id
  order by m.occurred_at desc, m.id desc limit 1;
  update public.conversation_threads t set
    last_message_id = v_last.id, last_message_at = v_last.occurred_at,
    last_message_preview = case when v_last.deleted_at is null then app.message_preview(v_last.kind, v_last.body, v_last.content) else '' end,
    last_message_kind = case when v_last.deleted_at is null then v_last.kind else 'deleted' end,
    last_message_direction = v_last.direction, last_message_status = nullif(v_last.status, 'received'),
    board_column = case when p_is_new and t.last_message_id is null and v_last.direction = 'outbound'
      then app.column_after(t.board_column, t.status, 'clinic_wrote') else t.board_column end,
    status = case when p_is_new and t.last_message_id is null and v_last.occurred_at < now() - interval '7 days'
      then 'finished' else t.status end,
    last_inbound_at = greatest(t.last_inbound_at, (
      select m.occurred_at from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.direction = 'inbound' and m.kind <> 'system'
      order by m.occurred_at desc, m.id desc limit 1))
  where t.tenant_id = p_tenant_id and t.id = p_thread_id and v_last.id is not null;
  -- who waits is told once the conversation is known to be finished
  update public.conversation_threads t set waiting_since = app.waiting_since(t.tenant_id, t.id), updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = p_thread_id returning * into v_thread;
  perform app.publish_thread(v_thread);
end;
$function$;

CREATE OR REPLACE FUNCTION app.today_setup (
  p_tenant_id uuid,
  p_user_id   uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_channel public.notification_channels;
  v_import app.history_imports;
  v_has_history boolean;
  v_whatsapp boolean := exists (
    select from public.notification_channels c join public.channel_kinds k on k.kind = c.provider
    where c.tenant_id = p_tenant_id and c.is_active and (not k.needs_pairing or c.connected_at is not null or c.connection_state = 'open'));
  v_team boolean := (select count(*) > 1 from public.tenant_members m where m.tenant_id = p_tenant_id and m.status = 'active')
    or exists (
      select from public.tenant_invitations i
      where i.tenant_id = p_tenant_id and i.accepted_at is null and i.revoked_at is null and i.expires_at > now());
  v_quick_reply boolean := exists (
    select from public.quick_replies q where q.tenant_id = p_tenant_id and (q.owner_id is null or q.owner_id = p_user_id));
  v_push boolean := exists (select from app.push_subscriptions s where s.tenant_id = p_tenant_id and s.user_id = p_user_id);
  v_message boolean := exists (
    select from public.conversation_messages m where m.tenant_id = p_tenant_id and m.direction = 'outbound' and m.origin = 'app'
      and m.status in ('sent', 'delivered', 'read'));
begin
  if exists (select from app.dismissed_setups d where d.tenant_id = p_tenant_id and d.user_id = p_user_id)
    or v_whatsapp and v_team and v_message
      and exists (select from public.tenants t where t.id = p_tenant_id and t.created_at < now() - interval '30 days') then
    return null;
  end if;
  select * into v_channel from app.active_channel(p_tenant_id);
  v_has_history := exists (select from public.channel_kinds k where k.kind = v_channel.provider and k.history_days is not null);
  select * into v_import from app.history_imports i
  where i.tenant_id = p_tenant_id and i.channel_id = v_channel.id
  order by i.created_at desc, i.id limit 1;
  if v_whatsapp and v_team and v_quick_reply and v_push and v_message and (not v_has_history or v_import.state = 'done') then
    return null;
  end if;
  return jsonb_build_object('whatsapp', v_whatsapp, 'team', v_team, 'quick_reply', v_quick_reply, 'push', v_push, 'message', v_message,
    -- no step where the channel hands out nothing of before
    'history', case when v_channel.id is null or v_has_history then jsonb_build_object('done', coalesce(v_import.state = 'done', false),
      'state', v_import.state, 'chats_done', coalesce(v_import.chats_done, 0), 'chats_total', v_import.chats_total) end);
end;
$function$;

CREATE OR REPLACE FUNCTION app.unknown_messages (
  p_import  app.history_imports,
  p_actions jsonb
)
  RETURNS app.incoming_action[]
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select array_agg(row(p_import.tenant_id, p_import.channel_id, c.provider, s.action)::app.incoming_action
    order by s.action ->> 'occurred_at', s.place desc)
  from (
    select distinct on (a.action ->> 'provider_message_id') a.action, a.place
    from jsonb_array_elements(p_actions) with ordinality a (action, place)
    where a.action ->> 'type' = 'message'
      and (a.action ->> 'occurred_at')::timestamptz between p_import.since and p_import.until
    order by a.action ->> 'provider_message_id', a.place) s
  join public.notification_channels c on c.tenant_id = p_import.tenant_id and c.id = p_import.channel_id
  where not exists (
    select from public.conversation_messages m
    where m.tenant_id = p_import.tenant_id and m.channel_id = p_import.channel_id
      and m.provider_message_id = s.action ->> 'provider_message_id');
$function$;

CREATE OR REPLACE FUNCTION app.uuid_of_moment (
  p_at timestamp with time zone
)
  RETURNS uuid
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_micros bigint := extract(epoch from p_at) * 1000000;
begin
  return encode(
    overlay(uuid_send(gen_random_uuid())
      placing substring(int8send(v_micros / 1000) from 3) || int2send((28672 + v_micros % 1000 * 4096 / 1000)::int2) from 1 for 8),
    'hex')::uuid;
end;
$function$;

CREATE OR REPLACE FUNCTION app.write_old_messages (
  p_thread_id uuid,
  p_messages  app.incoming_action[]
)
  RETURNS public.conversation_messages[]
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_added public.conversation_messages[];
begin
  with incoming as (
    select i.*, (i.action ->> 'from_me')::boolean as from_me, (i.action ->> 'occurred_at')::timestamptz as occurred_at,
      nullif(i.action -> 'media', 'null') as media
    from unnest(p_messages) with ordinality i (tenant_id, channel_id, provider, action, place)
  ), added as (
    insert into public.conversation_messages as m (
      tenant_id, id, thread_id, channel_id, provider, provider_message_id, direction, origin, kind, body, content, media,
      reply_to_provider_id, author_name, status, occurred_at
    )
    -- within a second of theirs they keep their order
    select i.tenant_id, app.uuid_of_moment(i.occurred_at + i.place * interval '1 microsecond'), p_thread_id, i.channel_id, i.provider,
      i.action ->> 'provider_message_id', case when i.from_me then 'outbound' else 'inbound' end,
      case when i.from_me then 'phone' else 'contact' end, i.action ->> 'kind', i.action ->> 'body',
      coalesce(i.action -> 'content', '{}'),
      case when i.media ->> 'state' = 'remote' then i.media || '{"state": "later"}' else i.media end,
      i.action ->> 'reply_to_provider_id', app.normalize_name(i.action ->> 'author_name'),
      case when i.from_me then coalesce(i.action ->> 'status', 'sent') else 'received' end, i.occurred_at
    from incoming i
    on conflict on constraint provider_message_is_stored_once do nothing
    returning m.occurred_at, m.id, m as message
  )
  select array_agg(a.message order by a.occurred_at, a.id) into v_added from added a;
  return v_added;
end;
$function$;

CREATE OR REPLACE FUNCTION public.cancel_history_import (
  p_tenant_id uuid,
  p_import_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_import app.history_imports;
begin
  perform app.require_admin(p_tenant_id);
  -- a worker that stores a page holds the row: its page stays, and it reads no other
  perform app.end_history_import(p_tenant_id, p_import_id, 'cancelled');
  select * into v_import from app.history_imports i where i.tenant_id = p_tenant_id and i.id = p_import_id;
  if not found then
    raise sqlstate 'PT404' using message = 'import_not_found';
  end if;
  return app.history_import_payload(v_import);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."cancel_history_import"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.dismiss_setup (
  p_tenant_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_admin(p_tenant_id);
  insert into app.dismissed_setups (tenant_id, user_id) values (p_tenant_id, (select auth.uid()))
  on conflict (tenant_id, user_id) do nothing;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."dismiss_setup"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_history_import (
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
begin
  perform app.require_admin(p_tenant_id);
  select * into v_channel from app.active_channel(p_tenant_id);
  return jsonb_build_object(
    'days', (select k.history_days from public.channel_kinds k where k.kind = v_channel.provider),
    'import', (
      select app.history_import_payload(i) from app.history_imports i
      where i.tenant_id = p_tenant_id and i.channel_id = v_channel.id
      order by i.created_at desc, i.id limit 1));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_history_import"(uuid) FROM PUBLIC, "anon", "service_role";

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
        where t.tenant_id = p_tenant_id and t.status = 'open' and t.waiting_since is not null
          and t.snoozed_until is null) w),
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
        where t.tenant_id = p_tenant_id and t.status = 'open' and t.assigned_to = v_user
          and t.snoozed_until is null and t.blocked_at is null) m),
    'balance', case when app.pays_with_credits(p_tenant_id) then (
      select jsonb_build_object('credits', coalesce(max(b.balance), 0), 'is_low', coalesce(bool_or(b.balance <= b.low_balance_threshold), true))
      from public.whatsapp_credits_balance b where b.tenant_id = p_tenant_id) end,
    'channel', (
      select jsonb_build_object('provider', c.provider, 'state', c.connection_state, 'phone', c.phone, 'last_event_at', c.last_event_at)
      from app.active_channel(p_tenant_id) c),
    'setup', case when v_role in ('owner', 'admin') then app.today_setup(p_tenant_id, v_user) end);
end;
$function$;

CREATE OR REPLACE FUNCTION public.retry_media (
  p_tenant_id  uuid,
  p_message_id uuid
)
  RETURNS public.conversation_messages
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_message public.conversation_messages;
begin
  perform app.require_member(p_tenant_id);
  -- the job before the message, as everywhere
  perform from app.jobs j where j.tenant_id = p_tenant_id and j.dedupe_key = 'media:' || p_message_id and j.finished_at is null
  for update;
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.id = p_message_id for update;
  if v_message.id is null or v_message.media is null then
    raise sqlstate 'PT404' using message = 'message_not_found';
  end if;
  if v_message.media ->> 'state' = 'remote' and v_message.deleted_at is null then
    -- under way, or older than the jobs that fetch
    insert into app.jobs (tenant_id, kind, payload, dedupe_key)
    values (p_tenant_id, 'fetch_media', jsonb_build_object('message_id', p_message_id), 'media:' || p_message_id)
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing;
    return v_message;
  end if;
  if v_message.media ->> 'state' not in ('later', 'failed', 'expired') or v_message.deleted_at is not null then
    return v_message;
  end if;
  update public.conversation_messages m set media = m.media - 'reason' || jsonb_build_object('state', 'remote', 'asked_at', now())
  where m.tenant_id = p_tenant_id and m.id = p_message_id returning * into v_message;
  perform app.publish_message(v_message);
  return v_message;
end;
$function$;

CREATE OR REPLACE FUNCTION public.start_history_import (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_channel public.notification_channels;
  v_import app.history_imports;
begin
  perform app.require_admin(p_tenant_id);
  select * into v_channel from app.active_channel(p_tenant_id);
  if v_channel.id is null then
    raise sqlstate 'PT404' using message = 'channel_not_found';
  end if;
  if v_channel.connection_state <> 'open' then
    raise sqlstate 'PT409' using message = 'channel_disconnected';
  end if;
  v_import := app.begin_history_import(v_channel, now());
  if v_import.id is null then
    raise sqlstate 'PT409' using message = 'history_not_available';
  end if;
  return app.history_import_payload(v_import);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."start_history_import"(uuid) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."dismissed_setups"
  ADD CONSTRAINT "dismissed_setups_tenant_id_user_id_fkey" FOREIGN KEY (tenant_id, user_id) REFERENCES public.tenant_members(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE "app"."history_chats"
  ADD CONSTRAINT "history_chats_tenant_id_import_id_fkey" FOREIGN KEY (tenant_id, import_id) REFERENCES app.history_imports(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "app"."history_imports"
  ADD CONSTRAINT "history_imports_tenant_id_channel_id_fkey" FOREIGN KEY (tenant_id, channel_id) REFERENCES public.notification_channels(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."channel_kinds"
  ADD CONSTRAINT "limits_are_positive"
    CHECK (((LEAST(max_text_length, window_hours, max_template_length, number_per_minute, person_per_minute, edit_minutes, delete_minutes, history_days) > 0) AND (max_files >= 0)));

CREATE INDEX history_imports_of_channel ON app.history_imports USING btree (tenant_id, channel_id, created_at DESC);

CREATE UNIQUE INDEX history_imports_one_open ON app.history_imports USING btree (tenant_id, channel_id)
  WHERE (finished_at IS NULL);

CREATE POLICY "select_nobody" ON "app"."dismissed_setups"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."history_chats"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."history_imports"
  FOR SELECT
  TO "authenticated"
  USING (false);

COMMENT ON COLUMN "app"."history_chats"."page" IS 'The page to read next.';

COMMENT ON COLUMN "app"."history_imports"."chats_total" IS 'NULL until the provider listed its chats.';

COMMENT ON COLUMN "app"."history_imports"."messages_refused" IS 'Messages that could not be stored as their provider has them.';

COMMENT ON COLUMN "app"."history_imports"."state" IS 'queued: its job has not begun. running. waiting: the provider did not answer, and is asked again at retry_at. done, cancelled, failed: over.';

COMMENT ON COLUMN "app"."history_imports"."until" IS 'When it was asked for: what is written later comes by webhook.';

COMMENT ON COLUMN "public"."channel_kinds"."history_days" IS 'How many days of what was said before are read when it is connected; NULL where its provider hands out none.';

COMMENT ON FUNCTION "app"."delay_history_import"(uuid, bigint, uuid, text, text, boolean, integer) IS 'Caller: worker that holds the lease of an import whose provider did not answer, or refused (p_permanent). p_error is a code that screens have words for. Returns retry, dead or lost.';

COMMENT ON FUNCTION "app"."keep_history_chats"(uuid, bigint, uuid, jsonb) IS 'Caller: worker that holds the lease of an import. p_chats: [{address, name}] in the order in which they are read. Returns {step: what to read next, null when all is read}; NULL when the lease is lost or the import is over.';

COMMENT ON FUNCTION "app"."keep_history_page"(uuid, bigint, uuid, integer, jsonb, integer) IS 'Caller: worker that holds the lease of an import. Stores one page of the chat at p_place, as normalised actions, newest first, and moves the cursor in the same transaction; p_next_page null: it was the last. Returns {step: what to read next, null when all is read}; NULL when the lease is lost or the import is over.';

COMMENT ON FUNCTION "app"."pause_history_import"(uuid, bigint, uuid) IS 'Caller: worker that holds the lease of an import and has worked on it long enough: others have their turn. NULL when the lease was lost.';

COMMENT ON FUNCTION "public"."cancel_history_import"(uuid, uuid) IS 'Caller: owner or admin. Ends an import; what it stored stays, and one that is over stays as it is. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 import_not_found.';

COMMENT ON FUNCTION "public"."dismiss_setup"(uuid) IS 'Caller: owner or admin. Hides the first steps from the caller''s Hoje, for good. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."get_history_import"(uuid) IS 'Caller: owner or admin. {days: how far back the active channel reads, null where it does not; import: the newest {id, channel_id, state, since, until, chats_total, chats_done, messages_stored, last_error, retry_at, created_at, finished_at} of that channel, or null}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."get_today"(uuid) IS 'Caller: any member. {waiting: {total, lines}, failed: {total, lines}, mine: {total, waiting, lines}, balance: {credits, is_low} for an official number, channel: the active one, setup: {whatsapp, team, quick_reply, push, message, history: {done, state, chats_done, chats_total}, null where the channel has none} for owner and admin until all are done or put away}; eight lines each, whoever waits longest and what failed last first. What sleeps neither waits nor is anybody''s until it wakes; what failed there is told. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."retry_media"(uuid, uuid) IS 'Caller: members. Fetches a file again that expired or could not be fetched, or that nobody has looked at yet (an imported one); a file that is there, under way or refused stays as it is. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 message_not_found.';

COMMENT ON FUNCTION "public"."start_history_import"(uuid) IS 'Caller: owner or admin. Reads what was said before from the provider of the active channel, in the background; while an import is open, answers that one. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 channel_not_found, PT409 channel_disconnected, PT409 history_not_available.';

COMMENT ON TABLE "app"."dismissed_setups" IS 'Each for themselves: a colleague goes on with the steps.';

COMMENT ON TABLE "app"."history_chats" IS 'Chats that an import has still to read; one that is read is removed.';

COMMENT ON TABLE "app"."history_imports" IS 'What was said before a channel was connected, read from its provider in the background. One row a run; a channel has one open run at most.';

REVOKE ALL ON FUNCTION "app"."begin_first_import"(public.notification_channels) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."begin_first_import"(public.notification_channels) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_first_import"(public.notification_channels) TO "postgres";

REVOKE ALL ON FUNCTION "app"."begin_history_import"(public.notification_channels, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."begin_history_import"(public.notification_channels, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_history_import"(public.notification_channels, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."delay_history_import"(uuid, bigint, uuid, text, text, boolean, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."delay_history_import"(uuid, bigint, uuid, text, text, boolean, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."delay_history_import"(uuid, bigint, uuid, text, text, boolean, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."delay_history_import"(uuid, bigint, uuid, text, text, boolean, integer) TO "service_role";

REVOKE ALL ON FUNCTION "app"."end_history_import"(uuid, uuid, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."end_history_import"(uuid, uuid, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."end_history_import"(uuid, uuid, text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."give_up_history_import"(app.jobs) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."give_up_history_import"(app.jobs) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."give_up_history_import"(app.jobs) TO "postgres";

REVOKE ALL ON FUNCTION "app"."go_on_with_import"(app.history_imports, bigint, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."go_on_with_import"(app.history_imports, bigint, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."go_on_with_import"(app.history_imports, bigint, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."history_import_payload"(app.history_imports) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."history_import_payload"(app.history_imports) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."history_import_payload"(app.history_imports) TO "postgres";

REVOKE ALL ON FUNCTION "app"."hold_history_import"(uuid, bigint, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."hold_history_import"(uuid, bigint, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."hold_history_import"(uuid, bigint, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."import_messages"(app.history_imports, text, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."import_messages"(app.history_imports, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."import_messages"(app.history_imports, text, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."keep_history_chats"(uuid, bigint, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."keep_history_chats"(uuid, bigint, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."keep_history_chats"(uuid, bigint, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."keep_history_chats"(uuid, bigint, uuid, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "app"."keep_history_page"(uuid, bigint, uuid, integer, jsonb, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."keep_history_page"(uuid, bigint, uuid, integer, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."keep_history_page"(uuid, bigint, uuid, integer, jsonb, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."keep_history_page"(uuid, bigint, uuid, integer, jsonb, integer) TO "service_role";

REVOKE ALL ON FUNCTION "app"."next_history_step"(app.history_imports) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."next_history_step"(app.history_imports) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."next_history_step"(app.history_imports) TO "postgres";

REVOKE ALL ON FUNCTION "app"."open_history_imports"(app.jobs[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."open_history_imports"(app.jobs[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_history_imports"(app.jobs[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."pause_history_import"(uuid, bigint, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."pause_history_import"(uuid, bigint, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."pause_history_import"(uuid, bigint, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."pause_history_import"(uuid, bigint, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."publish_history_import"(app.history_imports) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."publish_history_import"(app.history_imports) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."publish_history_import"(app.history_imports) TO "postgres";

REVOKE ALL ON FUNCTION "app"."revive_history_imports"(uuid, app.jobs[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."revive_history_imports"(uuid, app.jobs[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."revive_history_imports"(uuid, app.jobs[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."summarize_import"(uuid, uuid, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."summarize_import"(uuid, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."summarize_import"(uuid, uuid, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."today_setup"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."today_setup"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."today_setup"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."unknown_messages"(app.history_imports, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."unknown_messages"(app.history_imports, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."unknown_messages"(app.history_imports, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."uuid_of_moment"(timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."uuid_of_moment"(timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."uuid_of_moment"(timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."write_old_messages"(uuid, app.incoming_action[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."write_old_messages"(uuid, app.incoming_action[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."write_old_messages"(uuid, app.incoming_action[]) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_history_import"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."cancel_history_import"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_history_import"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."dismiss_setup"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."dismiss_setup"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."dismiss_setup"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_history_import"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_history_import"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_history_import"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."start_history_import"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."start_history_import"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."start_history_import"(uuid) TO "postgres";

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
-- Whoever was not told after some minutes has no use for it any more.
insert into app.job_kinds (kind, max_attempts, backoff_cap_seconds, is_listed, open_function) values
  ('send_push', 5, 120, false, 'app.open_pushes')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, backoff_cap_seconds = excluded.backoff_cap_seconds,
  is_listed = excluded.is_listed, open_function = excluded.open_function;
-- A page of a chat is written in one go; the job renews its lease with every page.
insert into app.job_kinds (kind, lease_seconds, max_attempts, open_function, dead_function, revive_function) values
  ('import_history', 120, 20, 'app.open_history_imports', 'app.give_up_history_import', 'app.revive_history_imports')
on conflict (kind) do update set
  lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, open_function = excluded.open_function,
  dead_function = excluded.dead_function, revive_function = excluded.revive_function;

insert into public.channel_kinds (kind, family, label, position, is_official, needs_pairing, echoes_sends, max_text_length,
  window_hours, max_template_length, takes_reactions, takes_replies, takes_typing, takes_contacts, takes_location,
  takes_forwards, edit_minutes, delete_minutes, max_files, history_days) values
  ('evolution', 'whatsapp', 'WhatsApp', 10, false, true, true, 4096, null, null, true, true, true, true, true, true, 15, 3600, 1, 30),
  ('twilio', 'whatsapp', 'WhatsApp Business', 20, true, false, false, 1600, 24, 1024, false, false, false, false, true, true, null, null, 1, null)
on conflict (kind) do update set
  family = excluded.family, label = excluded.label, position = excluded.position, is_official = excluded.is_official,
  needs_pairing = excluded.needs_pairing, echoes_sends = excluded.echoes_sends, max_text_length = excluded.max_text_length,
  window_hours = excluded.window_hours, max_template_length = excluded.max_template_length,
  number_per_minute = excluded.number_per_minute, person_per_minute = excluded.person_per_minute,
  takes_reactions = excluded.takes_reactions, takes_replies = excluded.takes_replies, takes_typing = excluded.takes_typing,
  takes_contacts = excluded.takes_contacts, takes_location = excluded.takes_location, takes_forwards = excluded.takes_forwards,
  edit_minutes = excluded.edit_minutes, delete_minutes = excluded.delete_minutes, max_files = excluded.max_files,
  history_days = excluded.history_days;
