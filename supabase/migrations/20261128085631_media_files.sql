-- media files: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

DROP FUNCTION "app"."checked_body"(text, boolean);

DROP FUNCTION "app"."create_outbound_message"(uuid, text, uuid, text, uuid, jsonb);

DROP FUNCTION "app"."enqueue_message"(public.conversation_threads, uuid, text, uuid, text, uuid, jsonb);

CREATE TABLE "app"."media_files" (
  "tenant_id"   uuid                     NOT NULL,
  "id"          uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "state"       text                     NOT NULL,
  "path"        text                     NOT NULL,
  "kind"        text                     NOT NULL,
  "mime_type"   text                     NOT NULL,
  "bytes"       bigint                   NOT NULL,
  "sha256"      text,
  "file_name"   text,
  "width"       integer,
  "height"      integer,
  "seconds"     integer,
  "uploaded_by" uuid,
  "expires_at"  timestamp with time zone,
  "created_at"  timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "bytes_are_not_negative" CHECK ((bytes >= 0)),
  CONSTRAINT "media_files_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "path_is_of_the_clinic" CHECK (starts_with(path, ((tenant_id)::text || '/'::text))),
  CONSTRAINT "path_is_used_once" UNIQUE (tenant_id, path),
  CONSTRAINT "state_is_known" CHECK ((state = ANY (ARRAY['uploading'::text, 'storing'::text, 'stored'::text, 'doomed'::text])))
);

ALTER TABLE "app"."media_files"
  ENABLE ROW LEVEL SECURITY;

ALTER TABLE "public"."conversation_messages"
  ADD COLUMN "media_file_id" uuid;

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
    'author', null, 'channel_id', p_message.channel_id,
    'channel', app.channel_credentials(p_message.tenant_id, p_message.channel_id))
  from public.conversation_threads t
  where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id;
$function$;

CREATE OR REPLACE FUNCTION app.checked_body (
  p_body        text,
  p_is_template boolean,
  p_is_optional boolean DEFAULT false
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
  if not p_is_template and not p_is_optional and v_body = '' then
    raise sqlstate 'PT400' using message = 'empty_body', hint = 'Write something first.';
  end if;
  return v_body;
end;
$function$;

CREATE OR REPLACE FUNCTION app.checked_contacts (
  p_contacts jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_contacts jsonb;
begin
  select jsonb_agg(jsonb_build_object('name', n.name, 'phones', jsonb_build_array(n.phone)) order by n.place) into v_contacts
  from (
    select c.place, left(app.normalize_name(c.contact ->> 'name'), 150) as name, app.normalize_phone(c.contact #>> '{phones,0}') as phone
    from jsonb_array_elements(p_contacts) with ordinality c (contact, place)
  ) n
  where n.name <> '' and n.phone is not null;
  if v_contacts is null or jsonb_array_length(v_contacts) <> jsonb_array_length(p_contacts) or jsonb_array_length(v_contacts) > 10 then
    raise sqlstate 'PT400' using message = 'content_invalid', detail = 'contacts';
  end if;
  return jsonb_build_object('kind', 'contact', 'content', jsonb_build_object('contacts', v_contacts, 'name', v_contacts #>> '{0,name}'));
end;
$function$;

CREATE OR REPLACE FUNCTION app.checked_content (
  p_tenant_id uuid,
  p_provider  text,
  p_content   jsonb,
  p_body      text,
  p_by        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_kind public.channel_kinds;
begin
  select * into v_kind from public.channel_kinds k where k.kind = p_provider;
  if p_content ? 'upload_id' then
    return app.checked_upload(p_tenant_id, p_provider, p_content, p_body, p_by);
  elsif p_content ? 'forward_of' then
    if not v_kind.takes_forwards then
      raise sqlstate 'PT409' using message = 'content_not_supported';
    end if;
    return app.checked_forward(p_tenant_id, p_provider, p_content);
  elsif p_content ? 'location' then
    if not v_kind.takes_location then
      raise sqlstate 'PT409' using message = 'content_not_supported';
    end if;
    if (jsonb_typeof(p_content #> '{location,latitude}') = 'number' and jsonb_typeof(p_content #> '{location,longitude}') = 'number') is not true
      or abs((p_content #>> '{location,latitude}')::numeric) > 90 or abs((p_content #>> '{location,longitude}')::numeric) > 180 then
      raise sqlstate 'PT400' using message = 'content_invalid', detail = 'location';
    end if;
    return jsonb_build_object('kind', 'location', 'content', jsonb_strip_nulls(jsonb_build_object(
      'latitude', p_content #> '{location,latitude}', 'longitude', p_content #> '{location,longitude}',
      'name', left(app.normalize_name(p_content #>> '{location,name}'), 200),
      'address', left(app.normalize_name(p_content #>> '{location,address}'), 300))));
  elsif jsonb_typeof(p_content -> 'contacts') = 'array' then
    if not v_kind.takes_contacts then
      raise sqlstate 'PT409' using message = 'content_not_supported';
    end if;
    return app.checked_contacts(p_content -> 'contacts');
  end if;
  raise sqlstate 'PT400' using message = 'content_invalid';
end;
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
    || case v_message.kind when 'text' then '{}'::jsonb else v_message.content - array['quoted', 'forwarded', 'ad', 'ephemeral', 'via_api'] end);
end;
$function$;

CREATE OR REPLACE FUNCTION app.checked_upload (
  p_tenant_id uuid,
  p_provider  text,
  p_content   jsonb,
  p_body      text,
  p_by        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_file app.media_files;
begin
  -- held until the message is there: nobody sweeps it meanwhile
  select * into v_file from app.media_files f
  where f.tenant_id = p_tenant_id and f.id::text = p_content ->> 'upload_id' and f.uploaded_by = p_by for update;
  if not found or v_file.state = 'doomed' then
    raise sqlstate 'PT404' using message = 'upload_not_found', hint = 'Choose the file again.';
  end if;
  if v_file.state <> 'stored' then
    raise sqlstate 'PT409' using message = 'upload_incomplete', hint = 'Put the whole file first.';
  end if;
  if not (app.require_sendable_media(p_provider, v_file.kind, v_file.mime_type, v_file.bytes)).takes_caption
    and btrim(coalesce(p_body, '')) <> '' then
    raise sqlstate 'PT400' using message = 'caption_not_supported', hint = 'Send the text as a message of its own.';
  end if;
  update app.media_files f set expires_at = null where f.tenant_id = p_tenant_id and f.id = v_file.id;
  return jsonb_build_object('kind', case v_file.kind when 'voice' then 'audio' else v_file.kind end, 'content', '{}'::jsonb,
    'media', app.media_payload(v_file, case when v_file.kind = 'voice' then '{"voice": true}'::jsonb end)
      || case when jsonb_typeof(p_content -> 'waveform') = 'array' and jsonb_array_length(p_content -> 'waveform') <= 100
        then jsonb_build_object('waveform', p_content -> 'waveform') else '{}'::jsonb end,
    'media_file_id', v_file.id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.complete_media_fetch (
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
  v_message public.conversation_messages;
  -- a file that its provider does not have may be there a moment later, not a day later
  v_is_gone boolean;
begin
  select * into v_job from app.jobs j
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null and j.dead_at is null
  for update;
  if not found then
    -- a message that went while nobody looked took its file with it
    return case when p_outcome <> 'stored' or exists (
      select from app.jobs j join app.media_files f on f.tenant_id = j.tenant_id and f.id = (j.payload ->> 'message_id')::uuid
      where j.tenant_id = p_tenant_id and j.id = p_job_id) then 'lost' else 'orphan' end;
  end if;
  v_is_gone := p_outcome = 'gone' and v_job.attempts >= 3;
  if p_outcome = 'temporary' or p_outcome = 'gone' and not v_is_gone then
    return app.fail_job(p_tenant_id, p_job_id, p_lease_token, concat_ws(': ', p_details ->> 'reason', p_details ->> 'detail'), false,
      (p_details ->> 'retry_after')::int);
  end if;
  update app.jobs set finished_at = now(), last_error = p_details ->> 'detail', lease_token = null, leased_until = null
  where tenant_id = p_tenant_id and id = p_job_id;
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.id = (v_job.payload ->> 'message_id')::uuid for update;
  if v_message.id is null or v_message.deleted_at is not null then
    perform app.release_media_file(p_tenant_id, (v_job.payload ->> 'message_id')::uuid);
    return 'finished';
  end if;
  if p_outcome = 'stored' then
    update app.media_files f set state = 'stored' where f.tenant_id = p_tenant_id and f.id = v_message.id;
    update public.conversation_messages m set media_file_id = m.id, media = app.media_payload(f, m.media)
    from app.media_files f
    where m.tenant_id = p_tenant_id and m.id = v_message.id and f.tenant_id = m.tenant_id and f.id = m.id
    returning m.* into v_message;
  elsif p_outcome = 'read' then
    update public.conversation_messages m set media = null, content = m.content || (p_details -> 'content')
    where m.tenant_id = p_tenant_id and m.id = v_message.id returning * into v_message;
  else
    perform app.release_media_file(p_tenant_id, v_message.id);
    update public.conversation_messages m set media = m.media || jsonb_build_object('reason', p_details -> 'reason',
      'state', case p_outcome when 'refused' then 'refused' when 'gone' then 'expired' else 'failed' end)
    where m.tenant_id = p_tenant_id and m.id = v_message.id returning * into v_message;
  end if;
  perform app.publish_message(v_message);
  return 'finished';
end;
$function$;

CREATE OR REPLACE FUNCTION app.complete_media_removal (
  p_tenant_id   uuid,
  p_job_id      bigint,
  p_lease_token uuid
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_job app.jobs;
begin
  select * into v_job from app.jobs j where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token for update;
  if not found or app.finish_job(p_tenant_id, p_job_id, p_lease_token) is not true then
    return false;
  end if;
  delete from app.media_files f
  where f.tenant_id = p_tenant_id and f.id = (v_job.payload ->> 'file_id')::uuid and f.state = 'doomed';
  return true;
end;
$function$;

CREATE OR REPLACE FUNCTION app.complete_media_upload (
  p_tenant_id uuid,
  p_upload_id uuid,
  p_is_taken  boolean
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  if p_is_taken then
    update app.media_files f set state = 'stored'
    where f.tenant_id = p_tenant_id and f.id = p_upload_id and f.state = 'storing';
  else
    perform app.release_media_file(p_tenant_id, p_upload_id);
  end if;
  return exists (select from app.media_files f where f.tenant_id = p_tenant_id and f.id = p_upload_id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.complete_message_change (
  p_tenant_id   uuid,
  p_job_id      bigint,
  p_lease_token uuid,
  p_outcome     text,
  p_details     jsonb  DEFAULT '{}'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_job app.jobs;
  v_message public.conversation_messages;
  v_state text := p_outcome;
begin
  select * into v_job from app.jobs j
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null and j.dead_at is null
  for update;
  if not found then
    return jsonb_build_object('state', 'lost');
  end if;
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.id = (v_job.payload ->> 'message_id')::uuid;
  if p_outcome = 'temporary' then
    v_state := app.fail_job(p_tenant_id, p_job_id, p_lease_token, concat_ws(': ', p_details ->> 'reason', p_details ->> 'detail'), false,
      (p_details ->> 'retry_after')::int);
  else
    update app.jobs set finished_at = now(), last_error = p_details ->> 'reason', lease_token = null, leased_until = null
    where tenant_id = p_tenant_id and id = p_job_id;
    if p_outcome = 'done' and v_message.id is not null then
      perform app.apply_change(p_tenant_id, v_message.channel_id, jsonb_strip_nulls(jsonb_build_object(
        'type', case v_job.payload ->> 'change' when 'react' then 'reaction' else v_job.payload ->> 'change' end,
        'target_provider_id', v_message.provider_message_id, 'by', 'us', 'at', v_job.payload -> 'asked_at',
        'emoji', case v_job.payload ->> 'change' when 'react' then v_job.payload -> 'value' end,
        'body', case v_job.payload ->> 'change' when 'edit' then v_job.payload -> 'value' end)));
      select * into v_message from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = v_message.id;
    end if;
  end if;
  return jsonb_build_object('state', v_state, 'reason', p_details -> 'reason', 'message', to_jsonb(v_message));
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
  if v_thread.opted_out then
    raise sqlstate 'PT409' using message = 'opted_out', hint = 'The person asked not to be written to.';
  end if;
  return app.enqueue_message(v_thread, p_client_id, p_body, p_reply_to, 'app', auth.uid(), p_template, p_content);
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

CREATE OR REPLACE FUNCTION app.give_up_media (
  p_job app.jobs
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_message public.conversation_messages;
begin
  update public.conversation_messages m set media = m.media || '{"state": "failed", "reason": "provider_unavailable"}'
  where m.tenant_id = p_job.tenant_id and m.id = (p_job.payload ->> 'message_id')::uuid and m.media ->> 'state' = 'remote'
  returning * into v_message;
  if found then
    perform app.publish_message(v_message);
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.keep_media_file (
  p_tenant_id   uuid,
  p_job_id      bigint,
  p_lease_token uuid,
  p_file        jsonb
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_message public.conversation_messages;
  v_path text;
begin
  perform from app.jobs j
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null and j.dead_at is null
  for update;
  if not found then
    return null;
  end if;
  select m.* into v_message from app.jobs j
  join public.conversation_messages m on m.tenant_id = j.tenant_id and m.id = (j.payload ->> 'message_id')::uuid
  where j.tenant_id = p_tenant_id and j.id = p_job_id;
  if v_message.id is null or v_message.deleted_at is not null then
    return null;
  end if;
  insert into app.media_files as f (tenant_id, id, state, path, kind, mime_type, bytes, sha256, file_name, width, height, seconds)
  values (p_tenant_id, v_message.id, 'storing',
    app.media_path(p_tenant_id, v_message.id, v_message.occurred_at, p_file ->> 'extension'), v_message.kind,
    p_file ->> 'mime_type', (p_file ->> 'bytes')::bigint, p_file ->> 'sha256', p_file ->> 'file_name',
    (p_file ->> 'width')::int, (p_file ->> 'height')::int, (p_file ->> 'seconds')::int)
  on conflict (tenant_id, id) do update set
    state = 'storing', path = excluded.path, mime_type = excluded.mime_type, bytes = excluded.bytes, sha256 = excluded.sha256,
    file_name = excluded.file_name, width = excluded.width, height = excluded.height, seconds = excluded.seconds
  returning f.path into v_path;
  return v_path;
end;
$function$;

CREATE OR REPLACE FUNCTION app.keep_media_upload (
  p_tenant_id uuid,
  p_upload_id uuid,
  p_file      jsonb
)
  RETURNS text
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  update app.media_files f set
    state = 'storing', path = app.media_path(f.tenant_id, f.id, f.created_at, p_file ->> 'extension'),
    mime_type = p_file ->> 'mime_type', bytes = (p_file ->> 'bytes')::bigint, sha256 = p_file ->> 'sha256',
    file_name = p_file ->> 'file_name', width = (p_file ->> 'width')::int, height = (p_file ->> 'height')::int,
    seconds = (p_file ->> 'seconds')::int
  where f.tenant_id = p_tenant_id and f.id = p_upload_id and f.state in ('uploading', 'storing')
  returning f.path;
$function$;

CREATE OR REPLACE FUNCTION app.may_read_media (
  p_path text
)
  RETURNS boolean
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  -- an upload that has just been put is seen by whoever put it: storing it answers with its row
  return exists (
    select from app.media_files f
    where f.tenant_id in (select t from app.my_tenant_ids() t) and f.path = p_path
      and (f.state = 'stored' or f.state = 'uploading' and f.uploaded_by = auth.uid()));
end;
$function$;

CREATE OR REPLACE FUNCTION app.may_upload_media (
  p_path text
)
  RETURNS boolean
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  return exists (
    select from app.media_files f
    where f.tenant_id in (select t from app.my_tenant_ids() t) and f.path = p_path
      and f.state = 'uploading' and f.uploaded_by = auth.uid());
end;
$function$;

CREATE OR REPLACE FUNCTION app.media_byte_limit()
  RETURNS bigint
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select 50 * 1024 * 1024::bigint;
$function$;

CREATE OR REPLACE FUNCTION app.media_path (
  p_tenant_id uuid,
  p_file_id   uuid,
  p_at        timestamp with time zone,
  p_extension text
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select p_tenant_id || to_char(p_at at time zone 'UTC', '/YYYY/MM/') || p_file_id || '.' || p_extension;
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
  select jsonb_strip_nulls((coalesce(p_said, '{}') - array['source', 'reason']) || jsonb_build_object(
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

CREATE OR REPLACE FUNCTION app.open_media_fetches (
  p_jobs app.jobs[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_job app.jobs;
  v_message public.conversation_messages;
  v_opened jsonb := '{}';
begin
  foreach v_job in array p_jobs loop
    select * into v_message from public.conversation_messages m
    where m.tenant_id = v_job.tenant_id and m.id = (v_job.payload ->> 'message_id')::uuid;
    if v_message.id is null or v_message.deleted_at is not null or v_message.media ->> 'state' is distinct from 'remote' then
      -- a worker may have died between the object and its report
      perform app.release_media_file(v_job.tenant_id, (v_job.payload ->> 'message_id')::uuid);
      update app.jobs set finished_at = now(), lease_token = null, leased_until = null
      where tenant_id = v_job.tenant_id and id = v_job.id;
    elsif v_job.attempts > app.max_attempts(v_job.kind) then
      update app.jobs set dead_at = now(), lease_token = null, leased_until = null
      where tenant_id = v_job.tenant_id and id = v_job.id;
      perform app.give_up_media(v_job);
    else
      v_opened := v_opened || jsonb_build_object(v_job.id::text, jsonb_build_object(
        'message_id', v_message.id, 'provider', v_message.provider, 'provider_message_id', v_message.provider_message_id,
        'address', (select t.reply_address from public.conversation_threads t
          where t.tenant_id = v_message.tenant_id and t.id = v_message.thread_id),
        'from_me', v_message.direction = 'outbound', 'kind', v_message.kind, 'media', v_message.media,
        'channel_id', v_message.channel_id, 'max_bytes', app.media_byte_limit(),
        'channel', app.channel_credentials(v_message.tenant_id, v_message.channel_id)));
    end if;
  end loop;
  return v_opened;
end;
$function$;

CREATE OR REPLACE FUNCTION app.open_media_removals (
  p_jobs app.jobs[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_job app.jobs;
  v_paths jsonb;
  v_opened jsonb := '{}';
begin
  foreach v_job in array p_jobs loop
    select jsonb_build_array(f.path, app.upload_path(f.tenant_id, f.id)) into v_paths from app.media_files f
    where f.tenant_id = v_job.tenant_id and f.id = (v_job.payload ->> 'file_id')::uuid and f.state = 'doomed';
    if v_paths is null then
      update app.jobs set finished_at = now(), lease_token = null, leased_until = null
      where tenant_id = v_job.tenant_id and id = v_job.id;
    else
      v_opened := v_opened || jsonb_build_object(v_job.id::text, jsonb_build_object('paths', v_paths));
    end if;
  end loop;
  return v_opened;
end;
$function$;

CREATE OR REPLACE FUNCTION app.open_media_upload (
  p_tenant_id uuid,
  p_upload_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_file app.media_files;
begin
  perform app.require_member(p_tenant_id);
  select * into v_file from app.media_files f
  where f.tenant_id = p_tenant_id and f.id = p_upload_id and f.uploaded_by = auth.uid();
  if not found or v_file.state = 'doomed' then
    raise sqlstate 'PT404' using message = 'upload_not_found', hint = 'Choose the file again.';
  end if;
  return jsonb_build_object('is_stored', v_file.state = 'stored', 'upload_path', app.upload_path(p_tenant_id, p_upload_id),
    'mime_type', v_file.mime_type, 'file_name', v_file.file_name, 'kind', v_file.kind, 'max_bytes', app.media_byte_limit());
end;
$function$;

CREATE OR REPLACE FUNCTION app.open_message_changes (
  p_jobs app.jobs[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_job app.jobs;
  v_message public.conversation_messages;
  v_opened jsonb := '{}';
begin
  foreach v_job in array p_jobs loop
    select * into v_message from public.conversation_messages m
    where m.tenant_id = v_job.tenant_id and m.id = (v_job.payload ->> 'message_id')::uuid and m.deleted_at is null;
    if v_message.provider_message_id is null then
      update app.jobs set finished_at = now(), lease_token = null, leased_until = null
      where tenant_id = v_job.tenant_id and id = v_job.id;
    elsif v_job.attempts > app.max_attempts(v_job.kind) then
      update app.jobs set dead_at = now(), lease_token = null, leased_until = null
      where tenant_id = v_job.tenant_id and id = v_job.id;
    else
      v_opened := v_opened || jsonb_build_object(v_job.id::text, app.change_lease(v_job, v_message));
    end if;
  end loop;
  return v_opened;
end;
$function$;

CREATE OR REPLACE FUNCTION app.prune_expired()
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  delete from app.jobs where finished_at < now() - interval '1 day';
  perform app.release_media_file(f.tenant_id, f.id) from app.media_files f
  where f.expires_at < now();
  delete from app.early_actions where created_at < now() - interval '7 days';
end;
$function$;

CREATE OR REPLACE FUNCTION app.release_media_file (
  p_tenant_id uuid,
  p_file_id   uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  -- a separate step: whoever forwards the file holds it, and is seen once it is done
  perform from app.media_files f where f.tenant_id = p_tenant_id and f.id = p_file_id for update;
  update app.media_files f set state = 'doomed', expires_at = null
  where f.tenant_id = p_tenant_id and f.id = p_file_id
    and not exists (select from public.conversation_messages m where m.tenant_id = p_tenant_id and m.media_file_id = p_file_id);
  if found then
    insert into app.jobs (tenant_id, kind, payload, dedupe_key)
    values (p_tenant_id, 'remove_media', jsonb_build_object('file_id', p_file_id), 'remove_media:' || p_file_id)
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.request_message_change (
  p_tenant_id  uuid,
  p_message_id uuid,
  p_change     text,
  p_value      text DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_message public.conversation_messages;
  v_kind public.channel_kinds;
  v_minutes integer;
  v_value text := coalesce(p_value, '');
  v_key text;
  v_job app.jobs;
begin
  perform app.require_member(p_tenant_id);
  v_key := concat_ws(':', 'change', p_change, p_message_id);
  perform from app.jobs j where j.tenant_id = p_tenant_id and j.dedupe_key = v_key and j.finished_at is null for update;
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.id = p_message_id for update;
  if not found or v_message.deleted_at is not null then
    raise sqlstate 'PT404' using message = 'message_not_found';
  end if;
  if v_message.provider_message_id is null then
    raise sqlstate 'PT409' using message = 'message_not_sent', hint = 'Wait until it is sent, or cancel it.';
  end if;
  if not exists (select from public.notification_channels c where c.tenant_id = p_tenant_id and c.id = v_message.channel_id and c.is_active) then
    raise sqlstate 'PT409' using message = 'no_active_channel', hint = 'The number of this message is not connected any more.';
  end if;
  select * into v_kind from public.channel_kinds k where k.kind = v_message.provider;
  if p_change = 'react' then
    if not v_kind.takes_reactions then
      raise sqlstate 'PT409' using message = 'content_not_supported';
    elsif char_length(v_value) > 16 or v_value ~ '[[:alnum:][:cntrl:]]' and v_value !~ '^[0-9#*]\ufe0f?\u20e3$' then
      raise sqlstate 'PT400' using message = 'content_invalid', detail = 'emoji';
    end if;
  elsif p_change in ('edit', 'delete') then
    v_minutes := case p_change when 'edit' then v_kind.edit_minutes else v_kind.delete_minutes end;
    if v_message.direction <> 'outbound' or v_minutes is null or p_change = 'edit' and v_message.kind <> 'text'
      or v_message.content ? 'template' then
      raise sqlstate 'PT409' using message = 'content_not_supported';
    elsif v_message.occurred_at < now() - make_interval(mins => v_minutes) then
      raise sqlstate 'PT409' using message = 'too_late_to_change', detail = v_minutes::text;
    end if;
    v_value := case p_change when 'edit' then app.checked_body(p_value, false) else '' end;
    if char_length(v_value) > v_kind.max_text_length then
      raise sqlstate 'PT400' using message = 'body_too_long', detail = v_kind.max_text_length::text;
    end if;
  else
    raise sqlstate 'PT400' using message = 'content_invalid', detail = 'change';
  end if;
  -- of two wishes about one message the later counts; an attempt that runs is not heard any more
  insert into app.jobs (tenant_id, kind, payload, dedupe_key, attempts, lease_token, leased_until)
  values (p_tenant_id, 'change_message', jsonb_build_object('message_id', p_message_id, 'change', p_change, 'value', v_value,
    'asked_at', clock_timestamp()), v_key, 1, gen_random_uuid(), clock_timestamp() + app.job_lease('change_message'))
  on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do update set
    payload = excluded.payload, attempts = 1, lease_token = excluded.lease_token, leased_until = excluded.leased_until,
    dead_at = null, last_error = null, run_at = now()
  returning * into v_job;
  return jsonb_build_object('message', to_jsonb(v_message), 'lease', app.change_lease(v_job, v_message));
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_sendable_media (
  p_provider  text,
  p_media     text,
  p_mime_type text,
  p_bytes     bigint
)
  RETURNS public.channel_media
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_rule public.channel_media;
  v_limit bigint;
begin
  select * into v_rule from public.channel_media r where r.kind = p_provider and r.media = p_media;
  -- a browser may know no type: the content is looked at before anything is sent
  if not found or p_mime_type not in ('', 'application/octet-stream') and not p_mime_type = any (v_rule.mime_types) then
    raise sqlstate 'PT409' using message = 'media_not_supported', detail = coalesce(array_to_string(v_rule.mime_types, ','), ''),
      hint = 'Send the file as another kind.';
  end if;
  v_limit := least(v_rule.max_bytes, app.media_byte_limit());
  if p_bytes > v_limit then
    raise sqlstate 'PT400' using message = 'media_too_large', detail = v_limit::text, hint = format('Up to %s bytes.', v_limit);
  end if;
  return v_rule;
end;
$function$;

CREATE OR REPLACE FUNCTION app.revive_media (
  p_tenant_id uuid,
  p_jobs      app.jobs[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_message public.conversation_messages;
begin
  for v_message in
    update public.conversation_messages m set media = m.media - 'reason' || '{"state": "remote"}'
    where m.tenant_id = p_tenant_id and m.media ->> 'state' = 'failed'
      and m.id in (select (j.payload ->> 'message_id')::uuid from unnest(p_jobs) j)
    returning *
  loop
    perform app.publish_message(v_message);
  end loop;
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
    'reply_to', case when q.id is not null then jsonb_build_object('body', q.body, 'from_me', q.direction = 'outbound') end,
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

CREATE OR REPLACE FUNCTION app.tg_conversation_messages__fetch_media()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  insert into app.jobs (tenant_id, kind, payload, dedupe_key)
  values (new.tenant_id, 'fetch_media', jsonb_build_object('message_id', new.id), 'media:' || new.id)
  on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do update set
    dead_at = null, attempts = 0, run_at = now(), last_error = null
  where jobs.dead_at is not null;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_messages__forget_media()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  new.media := new.media - array['path', 'source'] || '{"state": "deleted"}';
  new.media_file_id := null;
  return new;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_messages__release_media()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  -- a clinic that is deleted takes its jobs with it
  if not exists (select from public.tenants t where t.id = old.tenant_id) then
    return null;
  end if;
  perform app.release_media_file(old.tenant_id, old.media_file_id);
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.upload_path (
  p_tenant_id uuid,
  p_file_id   uuid
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select p_tenant_id || '/uploads/' || p_file_id;
$function$;

CREATE OR REPLACE FUNCTION public.begin_media_upload (
  p_tenant_id  uuid,
  p_thread_key text,
  p_upload_id  uuid,
  p_kind       text,
  p_mime_type  text,
  p_bytes      bigint,
  p_file_name  text   DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_thread public.conversation_threads;
  v_channel public.notification_channels;
  v_rule public.channel_media;
  v_file app.media_files;
  v_type text := lower(split_part(coalesce(p_mime_type, ''), ';', 1));
begin
  perform app.require_member(p_tenant_id);
  if p_upload_id is null or coalesce(p_bytes, 0) <= 0 then
    raise sqlstate 'PT400' using message = 'empty_upload';
  end if;
  select t.* into v_thread from public.conversation_threads t
  where t.tenant_id = p_tenant_id and t.id = app.thread_id_of_key(p_tenant_id, p_thread_key);
  if not found then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  end if;
  if v_thread.opted_out then
    raise sqlstate 'PT409' using message = 'opted_out', hint = 'The person asked not to be written to.';
  end if;
  v_channel := app.require_sendable_channel(v_thread, false);
  v_rule := app.require_sendable_media(v_channel.provider, p_kind, v_type, p_bytes);
  if (
    select count(*) from app.media_files f
    where f.tenant_id = p_tenant_id and f.uploaded_by = auth.uid() and f.expires_at > now() + interval '23 hours'
  ) >= 200 then
    raise sqlstate 'PT429' using message = 'too_many_uploads', hint = 'Wait until the files before these are sent.';
  end if;
  insert into app.media_files (tenant_id, id, state, path, kind, mime_type, bytes, file_name, uploaded_by,
    expires_at)
  values (p_tenant_id, p_upload_id, 'uploading', app.upload_path(p_tenant_id, p_upload_id), p_kind, v_type, p_bytes,
    left(p_file_name, 1000), auth.uid(), now() + interval '24 hours')
  on conflict (tenant_id, id) do nothing;
  select * into v_file from app.media_files f
  where f.tenant_id = p_tenant_id and f.id = p_upload_id and f.uploaded_by = auth.uid() and f.state in ('uploading', 'storing', 'stored');
  if not found then
    raise sqlstate 'PT409' using message = 'upload_id_in_use', hint = 'Begin the upload with an id of its own.';
  end if;
  return jsonb_build_object('upload_id', v_file.id, 'bucket', 'whatsapp-media', 'path', app.upload_path(p_tenant_id, v_file.id),
    'is_stored', v_file.state = 'stored', 'max_bytes', least(v_rule.max_bytes, app.media_byte_limit()),
    'takes_caption', v_rule.takes_caption);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."begin_media_upload"(uuid, text, uuid, text, text, bigint, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.cancel_media_upload (
  p_tenant_id uuid,
  p_upload_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  perform from app.media_files f
  where f.tenant_id = p_tenant_id and f.id = p_upload_id and f.uploaded_by = auth.uid() for update;
  if found then
    perform app.release_media_file(p_tenant_id, p_upload_id);
  end if;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."cancel_media_upload"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_media (
  p_tenant_id  uuid,
  p_thread_key text,
  p_before_at  timestamp with time zone DEFAULT NULL::timestamp WITH time zone,
  p_before_id  uuid                     DEFAULT NULL::uuid,
  p_limit      integer                  DEFAULT 60
)
  RETURNS SETOF public.conversation_messages
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_thread_id uuid;
begin
  perform app.require_member(p_tenant_id);
  v_thread_id := app.thread_id_of_key(p_tenant_id, p_thread_key);
  return query
    select m.* from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = v_thread_id and m.media is not null and m.deleted_at is null
      and (m.occurred_at, m.id) < (coalesce(p_before_at, 'infinity'), coalesce(p_before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
    order by m.occurred_at desc, m.id desc
    limit least(greatest(coalesce(p_limit, 60), 1), 200);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_media"(uuid, text, timestamp WITH time zone, uuid, integer) FROM PUBLIC, "anon", "service_role";

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
  if v_message.media ->> 'state' not in ('failed', 'expired') or v_message.deleted_at is not null then
    return v_message;
  end if;
  update public.conversation_messages m set media = m.media - 'reason' || '{"state": "remote"}'
  where m.tenant_id = p_tenant_id and m.id = p_message_id returning * into v_message;
  perform app.publish_message(v_message);
  return v_message;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."retry_media"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."media_files"
  ADD CONSTRAINT "media_files_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

CREATE INDEX media_files_unsent ON app.media_files USING btree (tenant_id, uploaded_by)
  WHERE (expires_at IS NOT NULL);

CREATE INDEX conversation_messages_media_file ON public.conversation_messages USING btree (tenant_id, media_file_id)
  WHERE (media_file_id IS NOT NULL);

CREATE INDEX conversation_messages_with_media ON public.conversation_messages USING btree (tenant_id, thread_id, occurred_at DESC, id DESC)
  WHERE ((media IS NOT NULL) AND (deleted_at IS NULL));

CREATE TRIGGER conversation_messages_fetch_media_of_new
  AFTER INSERT ON public.conversation_messages
  FOR EACH ROW
  WHEN ((((new.media ->> 'state'::text) = 'remote'::text) AND (new.deleted_at IS NULL)))
  EXECUTE FUNCTION app.tg_conversation_messages__fetch_media();

CREATE TRIGGER conversation_messages_fetch_media
  AFTER UPDATE OF media ON public.conversation_messages
  FOR EACH ROW
  WHEN ((((new.media ->> 'state'::text) = 'remote'::text) AND ((old.media ->> 'state'::text) IS DISTINCT FROM 'remote'::text) AND (new.deleted_at IS NULL)))
  EXECUTE FUNCTION app.tg_conversation_messages__fetch_media();

CREATE TRIGGER conversation_messages_forget_media
  BEFORE UPDATE OF deleted_at ON public.conversation_messages
  FOR EACH ROW
  WHEN (((old.deleted_at IS NULL) AND (new.deleted_at IS NOT NULL) AND (new.media IS NOT NULL)))
  EXECUTE FUNCTION app.tg_conversation_messages__forget_media();

CREATE TRIGGER conversation_messages_release_media_of_removed
  AFTER DELETE ON public.conversation_messages
  FOR EACH ROW
  WHEN ((old.media_file_id IS NOT NULL))
  EXECUTE FUNCTION app.tg_conversation_messages__release_media();

CREATE TRIGGER conversation_messages_release_media
  AFTER UPDATE OF media_file_id, deleted_at ON public.conversation_messages
  FOR EACH ROW
  WHEN (((old.media_file_id IS NOT NULL) AND (new.media_file_id IS NULL)))
  EXECUTE FUNCTION app.tg_conversation_messages__release_media();

CREATE POLICY "select_nobody" ON "app"."media_files"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "insert_media_of_uploader" ON "storage"."objects"
  FOR INSERT
  TO "authenticated"
  WITH CHECK (((bucket_id = 'whatsapp-media'::text) AND app.may_upload_media(name)));

CREATE POLICY "select_media_of_members" ON "storage"."objects"
  FOR SELECT
  TO "authenticated"
  USING (((bucket_id = 'whatsapp-media'::text) AND app.may_read_media(name)));

COMMENT ON COLUMN "app"."media_files"."expires_at" IS 'When an upload that is in no message is removed; NULL once it was sent, and of files that came in.';

COMMENT ON COLUMN "app"."media_files"."id" IS 'The message''s, of a file that came in, so that a repeated job writes the same object; of an upload the one that its browser chose.';

COMMENT ON COLUMN "app"."media_files"."kind" IS 'What it was asked to be sent as (image, audio, voice, video, document, sticker), or came as.';

COMMENT ON COLUMN "app"."media_files"."mime_type" IS 'What its content is; while it is uploading, what the browser says.';

COMMENT ON COLUMN "app"."media_files"."state" IS 'uploading: a browser may put it at <tenant>/uploads/<id>. storing: looked at, about to be stored under path. stored: there. doomed: about to be removed.';

COMMENT ON FUNCTION "app"."complete_media_fetch"(uuid, bigint, uuid, text, jsonb) IS 'Caller: worker that holds the lease of a fetch. Outcomes stored; read (the file was data: p_details {content}); refused {reason}; gone (three times: expired); temporary {reason, detail, retry_after}; permanent {reason, detail}. Returns finished, retry, dead, lost, or orphan: the object belongs to nothing.';

COMMENT ON FUNCTION "app"."complete_media_removal"(uuid, bigint, uuid) IS 'Caller: worker that holds the lease of a removal, once the object is gone. False when the lease was lost.';

COMMENT ON FUNCTION "app"."complete_media_upload"(uuid, uuid, boolean) IS 'Caller: send-whatsapp-message. The object is stored, or it was refused and is removed. False when nobody knows of it any more.';

COMMENT ON FUNCTION "app"."complete_message_change"(uuid, bigint, uuid, text, jsonb) IS 'Caller: whoever holds the lease of a change. Outcomes done; temporary and permanent {reason, detail, retry_after}. Returns {state: done|retry|dead|permanent|lost, reason, message}.';

COMMENT ON FUNCTION "app"."create_outbound_message"(uuid, text, uuid, text, uuid, jsonb, jsonb) IS 'Caller: any member, through send-whatsapp-message. A text, or p_template {id, variables} in its place, or p_content: {upload_id, waveform?} with the text as its caption, {location: {latitude, longitude, name?, address?}}, {contacts: [{name, phones}]}, {forward_of: message id}. Idempotent by client_id; a failed message is sent again. Returns {message, duplicate, lease}; no lease for one that waits for an earlier one of its conversation. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 missing_client_id, PT404 conversation_not_found, PT409 opted_out, PT409 client_id_in_use, PT400 empty_body, PT400 body_too_long, PT409 no_active_channel, PT409 channel_disconnected, PT409 outside_24h_window, PT402 insufficient_credits, PT404 quoted_message_not_found; with a template PT400 body_with_template, PT409 template_not_supported, PT404 template_not_found, PT409 template_not_approved, PT400 template_variables_invalid, PT400 template_too_long; with content PT400 content_invalid, PT409 content_not_supported, PT404 upload_not_found, PT409 upload_incomplete, PT409 media_not_supported, PT400 media_too_large, PT400 caption_not_supported, PT404 message_not_found.';

COMMENT ON FUNCTION "app"."keep_media_file"(uuid, bigint, uuid, jsonb) IS 'Caller: worker that holds the lease of a fetch, before it stores the object. p_file: mime_type, extension, bytes, sha256, file_name, width, height, seconds. Returns the path; NULL when the lease is lost or the message is gone.';

COMMENT ON FUNCTION "app"."keep_media_upload"(uuid, uuid, jsonb) IS 'Caller: send-whatsapp-message, which has looked at the upload and is about to store it. p_file as for app.keep_media_file. Returns the path; NULL when the upload is stored, cancelled or swept.';

COMMENT ON FUNCTION "app"."may_read_media"(text) IS 'Whether the caller may open an object of whatsapp-media. Asked by the policies of storage.objects.';

COMMENT ON FUNCTION "app"."may_upload_media"(text) IS 'Whether the caller has begun the upload of this object. Asked by the policies of storage.objects.';

COMMENT ON FUNCTION "app"."open_media_upload"(uuid, uuid) IS 'Caller: send-whatsapp-message with the claims of whoever began the upload. Returns {is_stored, upload_path, mime_type, file_name, kind, max_bytes}. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 upload_not_found.';

COMMENT ON FUNCTION "app"."request_message_change"(uuid, uuid, text, text) IS 'Caller: any member, through change-whatsapp-message. p_change: react (p_value an emoji, empty to take it back), edit (p_value the new words), delete (for everyone). A later wish about the same message replaces an earlier one that is not done. Returns {message, lease}. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 message_not_found, PT409 message_not_sent, PT409 no_active_channel, PT409 content_not_supported, PT400 content_invalid, PT409 too_late_to_change (detail: minutes), PT400 empty_body, PT400 body_too_long.';

COMMENT ON FUNCTION "public"."begin_media_upload"(uuid, text, uuid, text, text, bigint, text) IS 'Caller: members, before a browser puts a file at path of bucket (up to 6 MB in one piece, above that by the resumable protocol; x-upsert must be off, and an answer that it is there already counts as done). p_upload_id is chosen by the browser: the same again is the same upload. p_kind: image, audio, voice, video, document, sticker. Then send-whatsapp-message with {content: {upload_id}} looks at the file and sends it; what is never sent is removed after a day. Returns {upload_id, bucket, path, is_stored, max_bytes, takes_caption}. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 empty_upload, PT404 conversation_not_found, PT409 opted_out, PT409 no_active_channel, PT409 channel_disconnected, PT409 outside_24h_window, PT409 media_not_supported (detail: types that are taken), PT400 media_too_large (detail: bytes that are taken), PT429 too_many_uploads, PT409 upload_id_in_use.';

COMMENT ON FUNCTION "public"."cancel_media_upload"(uuid, uuid) IS 'Caller: members. Removes an upload of the caller''s own that is in no message; of any other nothing changes. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_media"(uuid, text, timestamp with time zone, uuid, integer) IS 'Caller: members. The gallery of a conversation: its messages with a file, newest first, keyset by occurred_at and id, p_limit up to 200. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."retry_media"(uuid, uuid) IS 'Caller: members. Fetches a file again that expired or could not be fetched; a file that is there, under way or refused stays as it is. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 message_not_found.';

COMMENT ON TABLE "app"."media_files" IS 'Every object of the bucket whatsapp-media, written down before it is stored: none is left behind. Messages point to it; a forwarded file is one object.';

REVOKE ALL ON FUNCTION "app"."change_lease"(app.jobs, public.conversation_messages) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."change_lease"(app.jobs, public.conversation_messages) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."change_lease"(app.jobs, public.conversation_messages) TO "postgres";

REVOKE ALL ON FUNCTION "app"."checked_body"(text, boolean, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."checked_body"(text, boolean, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."checked_body"(text, boolean, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."checked_contacts"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."checked_contacts"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."checked_contacts"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."checked_content"(uuid, text, jsonb, text, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."checked_content"(uuid, text, jsonb, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."checked_content"(uuid, text, jsonb, text, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."checked_forward"(uuid, text, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."checked_forward"(uuid, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."checked_forward"(uuid, text, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."checked_upload"(uuid, text, jsonb, text, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."checked_upload"(uuid, text, jsonb, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."checked_upload"(uuid, text, jsonb, text, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."complete_media_fetch"(uuid, bigint, uuid, text, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."complete_media_fetch"(uuid, bigint, uuid, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."complete_media_fetch"(uuid, bigint, uuid, text, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."complete_media_fetch"(uuid, bigint, uuid, text, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "app"."complete_media_removal"(uuid, bigint, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."complete_media_removal"(uuid, bigint, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."complete_media_removal"(uuid, bigint, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."complete_media_removal"(uuid, bigint, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."complete_media_upload"(uuid, uuid, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."complete_media_upload"(uuid, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."complete_media_upload"(uuid, uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."complete_media_upload"(uuid, uuid, boolean) TO "service_role";

REVOKE ALL ON FUNCTION "app"."complete_message_change"(uuid, bigint, uuid, text, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."complete_message_change"(uuid, bigint, uuid, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."complete_message_change"(uuid, bigint, uuid, text, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."complete_message_change"(uuid, bigint, uuid, text, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "app"."create_outbound_message"(uuid, text, uuid, text, uuid, jsonb, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."create_outbound_message"(uuid, text, uuid, text, uuid, jsonb, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."create_outbound_message"(uuid, text, uuid, text, uuid, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."create_outbound_message"(uuid, text, uuid, text, uuid, jsonb, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."enqueue_message"(public.conversation_threads, uuid, text, uuid, text, uuid, jsonb, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."enqueue_message"(public.conversation_threads, uuid, text, uuid, text, uuid, jsonb, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."enqueue_message"(public.conversation_threads, uuid, text, uuid, text, uuid, jsonb, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."give_up_media"(app.jobs) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."give_up_media"(app.jobs) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."give_up_media"(app.jobs) TO "postgres";

REVOKE ALL ON FUNCTION "app"."keep_media_file"(uuid, bigint, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."keep_media_file"(uuid, bigint, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."keep_media_file"(uuid, bigint, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."keep_media_file"(uuid, bigint, uuid, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "app"."keep_media_upload"(uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."keep_media_upload"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."keep_media_upload"(uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."keep_media_upload"(uuid, uuid, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "app"."may_read_media"(text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."may_read_media"(text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."may_read_media"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."may_read_media"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."may_read_media"(text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."may_upload_media"(text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."may_upload_media"(text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."may_upload_media"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."may_upload_media"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."may_upload_media"(text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."media_byte_limit"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."media_byte_limit"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."media_byte_limit"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."media_path"(uuid, uuid, timestamp WITH time zone, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."media_path"(uuid, uuid, timestamp WITH time zone, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."media_path"(uuid, uuid, timestamp WITH time zone, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."media_payload"(app.media_files, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."media_payload"(app.media_files, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."media_payload"(app.media_files, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."open_media_fetches"(app.jobs[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."open_media_fetches"(app.jobs[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_media_fetches"(app.jobs[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."open_media_removals"(app.jobs[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."open_media_removals"(app.jobs[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_media_removals"(app.jobs[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."open_media_upload"(uuid, uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."open_media_upload"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."open_media_upload"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_media_upload"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."open_message_changes"(app.jobs[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."open_message_changes"(app.jobs[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_message_changes"(app.jobs[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."release_media_file"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."release_media_file"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."release_media_file"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."request_message_change"(uuid, uuid, text, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."request_message_change"(uuid, uuid, text, text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."request_message_change"(uuid, uuid, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."request_message_change"(uuid, uuid, text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_sendable_media"(text, text, text, bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_sendable_media"(text, text, text, bigint) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_sendable_media"(text, text, text, bigint) TO "postgres";

REVOKE ALL ON FUNCTION "app"."revive_media"(uuid, app.jobs[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."revive_media"(uuid, app.jobs[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."revive_media"(uuid, app.jobs[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_conversation_messages__fetch_media"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_conversation_messages__fetch_media"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_conversation_messages__fetch_media"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_conversation_messages__forget_media"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_conversation_messages__forget_media"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_conversation_messages__forget_media"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_conversation_messages__release_media"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_conversation_messages__release_media"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_conversation_messages__release_media"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."upload_path"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."upload_path"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."upload_path"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."begin_media_upload"(uuid, text, uuid, text, text, bigint, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."begin_media_upload"(uuid, text, uuid, text, text, bigint, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."begin_media_upload"(uuid, text, uuid, text, text, bigint, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_media_upload"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."cancel_media_upload"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_media_upload"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_media"(uuid, text, timestamp WITH time zone, uuid, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_media"(uuid, text, timestamp WITH time zone, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_media"(uuid, text, timestamp WITH time zone, uuid, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."retry_media"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."retry_media"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."retry_media"(uuid, uuid) TO "postgres";

insert into app.job_kinds (kind, open_function, dead_function, revive_function, summary_function) values
  ('send_message', 'app.open_sends', 'app.give_up_send', 'app.revive_sends', 'app.message_job_summary'),
  ('opt_out_ack', null, null, null, 'app.message_job_summary'),
  ('opt_in_ack', null, null, null, 'app.message_job_summary')
on conflict (kind) do update set
  open_function = excluded.open_function, dead_function = excluded.dead_function,
  revive_function = excluded.revive_function, summary_function = excluded.summary_function;

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

insert into public.channel_kinds (kind, family, label, position, is_official, needs_pairing, echoes_sends, max_text_length,
  window_hours, max_template_length, takes_reactions, takes_replies, takes_typing, takes_contacts, takes_location,
  takes_forwards, edit_minutes, delete_minutes, max_files) values
  ('evolution', 'whatsapp', 'WhatsApp', 10, false, true, true, 4096, null, null, true, true, true, true, true, true, 15, 3600, 1),
  ('twilio', 'whatsapp', 'WhatsApp Business', 20, true, false, false, 1600, 24, 1024, false, false, false, false, true, true, null, null, 1)
on conflict (kind) do update set
  family = excluded.family, label = excluded.label, position = excluded.position, is_official = excluded.is_official,
  needs_pairing = excluded.needs_pairing, echoes_sends = excluded.echoes_sends, max_text_length = excluded.max_text_length,
  window_hours = excluded.window_hours, max_template_length = excluded.max_template_length,
  number_per_minute = excluded.number_per_minute, person_per_minute = excluded.person_per_minute,
  takes_reactions = excluded.takes_reactions, takes_replies = excluded.takes_replies, takes_typing = excluded.takes_typing,
  takes_contacts = excluded.takes_contacts, takes_location = excluded.takes_location, takes_forwards = excluded.takes_forwards,
  edit_minutes = excluded.edit_minutes, delete_minutes = excluded.delete_minutes, max_files = excluded.max_files;

-- WhatsApp's own limits, for types that are kept at all (_shared/media/allowed-types.ts); Twilio takes no file over 16 MB, fewer types, and no text beside a document.
insert into public.channel_media (kind, media, mime_types, max_bytes, takes_caption) values
  ('evolution', 'image', '{image/jpeg,image/png}', 5 * 1024 * 1024, true),
  ('evolution', 'audio', '{audio/mpeg,audio/ogg,audio/mp4,audio/aac,audio/amr}', 16 * 1024 * 1024, false),
  -- beyond 512 KB WhatsApp shows a voice message as a file
  ('evolution', 'voice', '{audio/ogg}', 512 * 1024, false),
  ('evolution', 'video', '{video/mp4,video/3gpp}', 16 * 1024 * 1024, true),
  -- whatever is kept may go as a document: a photo in full size, a recording as a file
  ('evolution', 'document', '{application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.openxmlformats-officedocument.presentationml.presentation,text/plain,text/csv,image/jpeg,image/png,image/webp,image/gif,audio/mpeg,audio/ogg,audio/mp4,video/mp4,video/3gpp}', 100 * 1024 * 1024, true),
  ('evolution', 'sticker', '{image/webp}', 500 * 1024, false),
  ('twilio', 'image', '{image/jpeg,image/png}', 5 * 1024 * 1024, true),
  ('twilio', 'audio', '{audio/mpeg,audio/ogg,audio/aac,audio/amr}', 16 * 1024 * 1024, false),
  ('twilio', 'voice', '{audio/ogg}', 512 * 1024, false),
  ('twilio', 'video', '{video/mp4}', 16 * 1024 * 1024, true),
  ('twilio', 'document', '{application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.openxmlformats-officedocument.presentationml.presentation}', 16 * 1024 * 1024, false),
  ('twilio', 'sticker', '{image/webp}', 500 * 1024, false)
on conflict (kind, media) do update set
  mime_types = excluded.mime_types, max_bytes = excluded.max_bytes, takes_caption = excluded.takes_caption;

-- Private: every object is opened by a signed address. What a browser says it uploads is one of the types that may be kept.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('whatsapp-media', 'whatsapp-media', false, 50 * 1024 * 1024, '{image/jpeg,image/png,image/webp,image/gif,audio/ogg,audio/mpeg,audio/mp4,audio/aac,audio/amr,video/mp4,video/3gpp,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.openxmlformats-officedocument.presentationml.presentation,text/plain,text/csv,application/octet-stream}')
on conflict (id) do update set
  public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;
