-- Quick replies carry files, which messages then show; scheduled templates are checked when they are written down, and shown as they will read.
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "public"."quick_replies"
  DROP CONSTRAINT "body_fits";

DROP FUNCTION "app"."checked_quick_reply_body"(text);

DROP FUNCTION "public"."edit_scheduled_message"(uuid, uuid, text, timestamp WITH time zone, boolean);

DROP FUNCTION "public"."list_quick_replies"(uuid);

DROP FUNCTION "public"."save_quick_reply"(uuid, uuid, boolean, text, text, text);

CREATE TABLE "public"."quick_reply_files" (
  "tenant_id" uuid    NOT NULL,
  "reply_id"  uuid    NOT NULL,
  "file_id"   uuid    NOT NULL,
  "position"  integer NOT NULL,
  CONSTRAINT "quick_reply_files_pkey" PRIMARY KEY (tenant_id, reply_id, file_id)
);

ALTER TABLE "public"."quick_reply_files"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."quick_reply_files" FROM "anon";

ALTER TABLE "app"."media_files"
  ADD COLUMN "quick_reply_id" uuid;

CREATE OR REPLACE FUNCTION app.begin_upload (
  p_tenant_id uuid,
  p_upload_id uuid,
  p_kind      text,
  p_mime_type text,
  p_bytes     bigint,
  p_file_name text,
  p_reply_id  uuid   DEFAULT NULL::uuid
)
  RETURNS app.media_files
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_file app.media_files;
begin
  if (
    select count(*) from app.media_files f
    where f.tenant_id = p_tenant_id and f.uploaded_by = auth.uid() and f.expires_at > now() + interval '23 hours'
  ) >= 200 then
    raise sqlstate 'PT429' using message = 'too_many_uploads', hint = 'Wait until the files before these are sent.';
  end if;
  insert into app.media_files (tenant_id, id, state, path, kind, mime_type, bytes, file_name, uploaded_by, quick_reply_id,
    expires_at)
  values (p_tenant_id, p_upload_id, 'uploading', app.upload_path(p_tenant_id, p_upload_id), p_kind, p_mime_type, p_bytes,
    left(p_file_name, 1000), auth.uid(), p_reply_id, now() + interval '24 hours')
  on conflict (tenant_id, id) do nothing;
  select * into v_file from app.media_files f
  where f.tenant_id = p_tenant_id and f.id = p_upload_id and f.uploaded_by = auth.uid()
    and f.quick_reply_id is not distinct from p_reply_id and f.state in ('uploading', 'storing', 'stored');
  if not found then
    raise sqlstate 'PT409' using message = 'upload_id_in_use', hint = 'Begin the upload with an id of its own.';
  end if;
  return v_file;
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
  elsif p_content ? 'quick_reply_file_id' then
    return app.checked_reply_file(p_tenant_id, p_provider, p_content, p_body, p_by);
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

CREATE OR REPLACE FUNCTION app.checked_quick_reply_body (
  p_body         text,
  p_may_be_empty boolean
)
  RETURNS text
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_body text := case when p_may_be_empty and btrim(coalesce(p_body, ''), E' \t\r\n') = '' then '' else app.checked_text(p_body) end;
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

CREATE OR REPLACE FUNCTION app.checked_reply_file (
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
  -- held until the message is there: whoever deletes the quick reply waits, and leaves the file to the message
  select * into v_file from app.media_files f
  where f.tenant_id = p_tenant_id and f.id::text = p_content ->> 'quick_reply_file_id' and f.state = 'stored'
    and app.may_use_reply_file(f, p_by) for update;
  if not found then
    raise sqlstate 'PT404' using message = 'upload_not_found', hint = 'Choose the file again.';
  end if;
  if not exists (
    select from public.channel_media r
    where r.kind = p_provider and r.media = v_file.kind and v_file.mime_type = any (r.mime_types)
      and v_file.bytes <= least(r.max_bytes, app.media_byte_limit())
  ) then
    v_file.kind := 'document';
  end if;
  if not (app.require_sendable_media(p_provider, v_file.kind, v_file.mime_type, v_file.bytes)).takes_caption
    and btrim(coalesce(p_body, '')) <> '' then
    raise sqlstate 'PT400' using message = 'caption_not_supported', hint = 'Send the text as a message of its own.';
  end if;
  update app.media_files f set expires_at = null where f.tenant_id = p_tenant_id and f.id = v_file.id;
  return jsonb_build_object('kind', v_file.kind, 'content', '{}'::jsonb, 'media', app.media_payload(v_file, null),
    'media_file_id', v_file.id);
end;
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
  -- the file of a quick reply is for who sees the reply, until it is in a message; an upload that has just been put is seen by whoever put it: storing it answers with its row
  return exists (
    select from app.media_files f
    where f.tenant_id in (select t from app.my_tenant_ids() t) and f.path = p_path
      and (f.state = 'stored' and (f.quick_reply_id is null or app.may_use_reply_file(f, auth.uid()) or exists (
          select from public.conversation_messages m where m.tenant_id = f.tenant_id and m.media_file_id = f.id))
        or f.state = 'uploading' and f.uploaded_by = auth.uid()));
end;
$function$;

CREATE OR REPLACE FUNCTION app.may_use_reply_file (
  f         app.media_files,
  p_user_id uuid
)
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select f.quick_reply_id is not null and (f.uploaded_by = p_user_id or exists (
    select from public.quick_reply_files x
    join public.quick_replies q on q.tenant_id = x.tenant_id and q.id = x.reply_id
    where x.tenant_id = f.tenant_id and x.file_id = f.id and (q.owner_id is null or q.owner_id = p_user_id)));
$function$;

CREATE OR REPLACE FUNCTION app.put_quick_reply_files (
  p_tenant_id uuid,
  p_reply_id  uuid,
  p_file_ids  uuid[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_ids uuid[] := array(select v.id from unnest(p_file_ids) with ordinality v (id, n) group by v.id order by min(v.n));
  v_file app.media_files;
begin
  if cardinality(v_ids) > 5 then
    raise sqlstate 'PT400' using message = 'too_many_files', detail = '5', hint = 'Up to five files.';
  end if;
  for v_file in
    select * from app.media_files f where f.tenant_id = p_tenant_id and f.id = any (v_ids) and f.quick_reply_id = p_reply_id
    order by f.id for update
  loop
    if v_file.state in ('uploading', 'storing') then
      raise sqlstate 'PT409' using message = 'upload_incomplete', hint = 'Put the whole file first.';
    end if;
  end loop;
  if (
    select count(*) from app.media_files f
    where f.tenant_id = p_tenant_id and f.id = any (v_ids) and f.quick_reply_id = p_reply_id and f.state = 'stored'
      and (f.uploaded_by = auth.uid()
        or exists (select from public.quick_reply_files x where x.tenant_id = p_tenant_id and x.reply_id = p_reply_id and x.file_id = f.id)
        -- who takes back that a colleague's reply for the clinic was deleted
        or exists (select from public.tenant_members m
          where m.tenant_id = p_tenant_id and m.user_id = auth.uid() and m.status = 'active' and m.role in ('owner', 'admin')))
  ) < cardinality(v_ids) then
    raise sqlstate 'PT404' using message = 'upload_not_found', hint = 'Choose the file again.';
  end if;
  delete from public.quick_reply_files x where x.tenant_id = p_tenant_id and x.reply_id = p_reply_id and x.file_id <> all (v_ids);
  insert into public.quick_reply_files (tenant_id, reply_id, file_id, position)
  select p_tenant_id, p_reply_id, v.id, v.n from unnest(v_ids) with ordinality v (id, n)
  on conflict (tenant_id, reply_id, file_id) do update set position = excluded.position;
  update app.media_files f set expires_at = null where f.tenant_id = p_tenant_id and f.id = any (v_ids) and f.expires_at is not null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.quick_reply_payload (
  q public.quick_replies
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select to_jsonb(q) - 'created_at' || jsonb_build_object('files', coalesce((
    select jsonb_agg(jsonb_build_object('id', f.id, 'path', f.path, 'kind', f.kind, 'mime_type', f.mime_type, 'size', f.bytes,
      'file_name', f.file_name, 'width', f.width, 'height', f.height, 'seconds', f.seconds) order by x.position, f.id)
    from public.quick_reply_files x
    join app.media_files f on f.tenant_id = x.tenant_id and f.id = x.file_id
    where x.tenant_id = q.tenant_id and x.reply_id = q.id), '[]'));
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
    and not exists (select from public.conversation_messages m where m.tenant_id = p_tenant_id and m.media_file_id = p_file_id)
    and not exists (select from public.quick_reply_files x where x.tenant_id = p_tenant_id and x.file_id = p_file_id);
  if found then
    insert into app.jobs (tenant_id, kind, payload, dedupe_key)
    values (p_tenant_id, 'remove_media', jsonb_build_object('file_id', p_file_id), 'remove_media:' || p_file_id)
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_keepable_media (
  p_media     text,
  p_mime_type text,
  p_bytes     bigint
)
  RETURNS bigint
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_limit bigint;
begin
  select max(least(r.max_bytes, app.media_byte_limit())) into v_limit from public.channel_media r
  where r.media = p_media and r.media in ('image', 'audio', 'document')
    -- a browser may know no type: the content is looked at before it is kept
    and (p_mime_type in ('', 'application/octet-stream') or p_mime_type = any (r.mime_types));
  if v_limit is null then
    raise sqlstate 'PT409' using message = 'media_not_supported', detail = coalesce((
      select string_agg(distinct t.one, ',') from public.channel_media r cross join unnest(r.mime_types) t (one) where r.media = p_media), '');
  end if;
  if p_bytes > v_limit then
    raise sqlstate 'PT400' using message = 'media_too_large', detail = v_limit::text, hint = format('Up to %s bytes.', v_limit);
  end if;
  return v_limit;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_template (
  p_tenant_id uuid,
  p_template  jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_channel public.notification_channels;
begin
  select c.* into v_channel from public.message_templates t
  join public.notification_channels c on c.tenant_id = t.tenant_id and c.id = t.channel_id
  where t.tenant_id = p_tenant_id and t.id::text = p_template ->> 'id';
  if not found then
    raise sqlstate 'PT404' using message = 'template_not_found', hint = 'Choose another template.';
  end if;
  perform app.prepare_template(v_channel, p_template);
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
    select t.thread_key from public.conversation_threads t where t.tenant_id = s.tenant_id and t.id = s.thread_id),
    'preview', (
    select app.render_template(m.body, s.template -> 'variables') from public.message_templates m
    where m.tenant_id = s.tenant_id and m.id::text = s.template ->> 'id'));
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_quick_reply_files__let_go()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  -- a separate step: whoever sends the file holds it, and is seen once it is done
  perform from app.media_files f where f.tenant_id = old.tenant_id and f.id = old.file_id for update;
  update app.media_files f set expires_at = now() + interval '1 hour'
  where f.tenant_id = old.tenant_id and f.id = old.file_id and f.state <> 'doomed'
    and not exists (
      select from public.conversation_messages m where m.tenant_id = old.tenant_id and m.media_file_id = old.file_id);
  return null;
end;
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
  v_file := app.begin_upload(p_tenant_id, p_upload_id, p_kind, v_type, p_bytes, p_file_name);
  return jsonb_build_object('upload_id', v_file.id, 'bucket', 'whatsapp-media', 'path', app.upload_path(p_tenant_id, v_file.id),
    'is_stored', v_file.state = 'stored', 'max_bytes', least(v_rule.max_bytes, app.media_byte_limit()),
    'takes_caption', v_rule.takes_caption);
end;
$function$;

CREATE OR REPLACE FUNCTION public.begin_quick_reply_upload (
  p_tenant_id uuid,
  p_reply_id  uuid,
  p_upload_id uuid,
  p_kind      text,
  p_mime_type text,
  p_bytes     bigint,
  p_file_name text   DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_file app.media_files;
  v_max bigint;
  v_type text := lower(split_part(coalesce(p_mime_type, ''), ';', 1));
begin
  perform app.require_member(p_tenant_id);
  if p_reply_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if p_upload_id is null or coalesce(p_bytes, 0) <= 0 then
    raise sqlstate 'PT400' using message = 'empty_upload';
  end if;
  perform app.require_quick_reply_rights(p_tenant_id, p_reply_id);
  v_max := app.require_keepable_media(p_kind, v_type, p_bytes);
  v_file := app.begin_upload(p_tenant_id, p_upload_id, p_kind, v_type, p_bytes, p_file_name, p_reply_id);
  return jsonb_build_object('upload_id', v_file.id, 'bucket', 'whatsapp-media', 'path', app.upload_path(p_tenant_id, v_file.id),
    'is_stored', v_file.state = 'stored', 'max_bytes', v_max);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."begin_quick_reply_upload"(uuid, uuid, uuid, text, text, bigint, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.edit_scheduled_message (
  p_tenant_id         uuid,
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
  v_row public.scheduled_messages;
  v_body text;
  v_template jsonb;
  v_send_at timestamptz;
begin
  perform app.require_member(p_tenant_id);
  v_row := app.lock_scheduled(p_tenant_id, p_id);
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'scheduled_message_not_found';
  end if;
  v_template := coalesce(p_template, v_row.template);
  v_body := app.checked_text(p_body, v_template is not null);
  v_send_at := app.require_send_time(p_send_at);
  if v_row.status <> 'scheduled' then
    raise sqlstate 'PT409' using message = 'not_scheduled_any_more', detail = v_row.status;
  end if;
  if (v_row.body, v_row.send_at, v_row.cancel_on_inbound, v_row.template)
    is not distinct from (v_body, v_send_at, coalesce(p_cancel_on_inbound, true), v_template) then
    return app.scheduled_payload(v_row);
  end if;
  if p_template is not null then
    perform app.require_template(p_tenant_id, p_template);
  end if;
  update public.scheduled_messages s set
    body = v_body, template = v_template, send_at = v_send_at, cancel_on_inbound = coalesce(p_cancel_on_inbound, true), updated_at = clock_timestamp()
  where s.tenant_id = p_tenant_id and s.id = p_id returning * into v_row;
  perform app.enqueue_at(p_tenant_id, 'send_scheduled', jsonb_build_object('id', p_id), v_send_at);
  perform app.publish_scheduled(v_row);
  perform app.publish_thread(app.refresh_next_scheduled(p_tenant_id, v_row.thread_id));
  return app.scheduled_payload(v_row);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."edit_scheduled_message"(uuid, uuid, text, timestamp WITH time zone, boolean, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_quick_replies (
  p_tenant_id uuid
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
    select jsonb_agg(app.quick_reply_payload(q) order by q.shortcut, q.owner_id nulls last) from public.quick_replies q
    where q.tenant_id = p_tenant_id and (q.owner_id is null or q.owner_id = auth.uid())), '[]');
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_quick_replies"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_quick_reply (
  p_tenant_id   uuid,
  p_id          uuid,
  p_is_personal boolean,
  p_shortcut    text,
  p_title       text,
  p_body        text,
  p_file_ids    uuid[]  DEFAULT NULL::uuid[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_is_personal boolean := coalesce(p_is_personal, true);
  v_owner uuid;
  v_shortcut text;
  v_title text;
  v_body text;
  v_row public.quick_replies;
  v_file_ids uuid[];
begin
  if v_is_personal then
    perform app.require_member(p_tenant_id);
    v_owner := auth.uid();
  else
    perform app.require_admin(p_tenant_id);
  end if;
  v_shortcut := app.require_shortcut(p_shortcut);
  v_title := app.require_name(p_title, 80);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  -- one writer a clinic: the limit holds, and of two with one word the second is refused
  perform pg_advisory_xact_lock(hashtextextended('quick_replies:' || p_tenant_id, 0));
  v_row := app.require_quick_reply_rights(p_tenant_id, p_id);
  v_file_ids := coalesce(p_file_ids, array(
    select x.file_id from public.quick_reply_files x where x.tenant_id = p_tenant_id and x.reply_id = p_id order by x.position));
  v_body := app.checked_quick_reply_body(p_body, cardinality(v_file_ids) > 0);
  if exists (
    select from public.quick_replies q
    where q.tenant_id = p_tenant_id and q.owner_id is not distinct from v_owner and q.shortcut = v_shortcut and q.id <> p_id
  ) then
    raise sqlstate 'PT409' using message = 'shortcut_taken', detail = v_shortcut;
  end if;
  if (v_row.id is null or v_row.owner_id is distinct from v_owner) and (
    select count(*) from public.quick_replies q where q.tenant_id = p_tenant_id and q.owner_id is not distinct from v_owner
  ) >= 300 then
    raise sqlstate 'PT409' using message = 'too_many_quick_replies', detail = '300';
  end if;
  if v_row.id is null
    or (v_row.owner_id, v_row.shortcut, v_row.title, v_row.body) is distinct from (v_owner, v_shortcut, v_title, v_body) then
    insert into public.quick_replies (tenant_id, id, owner_id, shortcut, title, body)
    values (p_tenant_id, p_id, v_owner, v_shortcut, v_title, v_body)
    on conflict (tenant_id, id) do update set
      owner_id = excluded.owner_id, shortcut = excluded.shortcut, title = excluded.title, body = excluded.body
    returning * into v_row;
  end if;
  perform app.put_quick_reply_files(p_tenant_id, p_id, v_file_ids);
  return app.quick_reply_payload(v_row);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_quick_reply"(uuid, uuid, boolean, text, text, text, uuid[]) FROM PUBLIC, "anon", "service_role";

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
  if p_template is not null then
    perform app.require_template(p_tenant_id, p_template);
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

ALTER TABLE "public"."quick_replies"
  ADD CONSTRAINT "body_fits" CHECK ((char_length(body) <= 4096));

ALTER TABLE "public"."quick_reply_files"
  ADD CONSTRAINT "quick_reply_files_tenant_id_file_id_fkey" FOREIGN KEY (tenant_id, file_id) REFERENCES app.media_files(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."quick_reply_files"
  ADD CONSTRAINT "quick_reply_files_tenant_id_reply_id_fkey" FOREIGN KEY (tenant_id, reply_id) REFERENCES public.quick_replies(tenant_id, id) ON DELETE CASCADE;

CREATE INDEX quick_reply_files_file ON public.quick_reply_files USING btree (tenant_id, file_id);

CREATE TRIGGER quick_reply_files_let_go
  AFTER DELETE ON public.quick_reply_files
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_quick_reply_files__let_go();

CREATE POLICY "select_with_reply" ON "public"."quick_reply_files"
  FOR SELECT
  TO "authenticated"
  USING (((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)) AND (EXISTS ( SELECT
   FROM public.quick_replies q
  WHERE ((q.tenant_id = quick_reply_files.tenant_id) AND (q.id = quick_reply_files.reply_id))))));

COMMENT ON COLUMN "app"."media_files"."expires_at" IS 'When an upload that is in no message and no quick reply is removed; NULL once it was sent or kept, and of files that came in.';

COMMENT ON COLUMN "app"."media_files"."quick_reply_id" IS 'The quick reply that it was put for, which may be gone: that one alone keeps it, see quick_reply_files.';

COMMENT ON COLUMN "public"."quick_replies"."body" IS 'Empty where files say it all.';

COMMENT ON FUNCTION "app"."checked_quick_reply_body"(text, boolean) IS 'Caller: save_quick_reply. p_may_be_empty: a reply with files needs no text. Errors: PT400 empty_body, PT400 body_too_long, PT400 unknown_variable (detail: which).';

COMMENT ON FUNCTION "app"."create_outbound_message"(uuid, text, uuid, text, uuid, jsonb, jsonb) IS 'Caller: any member, through send-whatsapp-message. A text, or p_template {id, variables} in its place, or p_content: {upload_id, waveform?} or {quick_reply_file_id} with the text as its caption, {location: {latitude, longitude, name?, address?}}, {contacts: [{name, phones}]}, {forward_of: message id}. Idempotent by client_id; a failed message is sent again. Returns {message, duplicate, lease}; no lease for one that waits for an earlier one of its conversation. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 missing_client_id, PT404 conversation_not_found, PT409 opted_out, PT409 conversation_blocked, PT409 client_id_in_use, PT400 empty_body, PT400 body_too_long, PT409 no_active_channel, PT409 channel_disconnected, PT409 outside_24h_window, PT402 insufficient_credits, PT404 quoted_message_not_found; with a template PT400 body_with_template, PT409 template_not_supported, PT404 template_not_found, PT409 template_not_approved, PT400 template_variables_invalid, PT400 template_too_long; with content PT400 content_invalid, PT409 content_not_supported, PT404 upload_not_found, PT409 upload_incomplete, PT409 media_not_supported, PT400 media_too_large, PT400 caption_not_supported, PT404 message_not_found.';

COMMENT ON FUNCTION "app"."scheduled_payload"(public.scheduled_messages) IS 'A scheduled message as browsers get it: {id, thread_id, thread_key, body, template, send_at, cancel_on_inbound, status, reason, message_id, created_by, created_at, preview}; preview is the text of a template as it stands today, NULL for a text.';

COMMENT ON FUNCTION "public"."begin_quick_reply_upload"(uuid, uuid, uuid, text, text, bigint, text) IS 'Caller: members, before a browser puts a file of the quick reply p_reply_id, which need not be saved yet, at path of bucket; otherwise as begin_media_upload. p_kind: image, audio, document. Then accept-media-upload looks at the file, and save_quick_reply keeps it; what is not kept is removed after a day. Returns {upload_id, bucket, path, is_stored, max_bytes}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 quick_reply_not_found, PT400 missing_client_id, PT400 empty_upload, PT409 media_not_supported, PT400 media_too_large, PT429 too_many_uploads, PT409 upload_id_in_use.';

COMMENT ON FUNCTION "public"."edit_scheduled_message"(uuid, uuid, text, timestamp with time zone, boolean, jsonb) IS 'Caller: members. Other words or another moment for what is still to be sent; p_template is sent instead of what was there (p_body empty); without it a template stays. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 scheduled_message_not_found, PT400 empty_body, PT400 body_too_long, PT400 body_with_template, PT400 invalid_moment, PT409 not_scheduled_any_more, PT404 template_not_found, PT409 template_not_supported, PT409 template_not_approved, PT400 template_variables_invalid, PT400 template_too_long.';

COMMENT ON FUNCTION "public"."list_quick_replies"(uuid) IS 'Caller: members. The clinic''s quick replies and one''s own, by their words: [{id, owner_id, shortcut, title, body, updated_at, files: [{id, path, kind, mime_type, size, file_name, width, height, seconds}]}]. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."save_quick_reply"(uuid, uuid, boolean, text, text, text, uuid[]) IS 'Caller: members for their own, owner and admin for the clinic''s. p_id comes from the client; an id that is not there is created, also again after it was deleted. p_file_ids: up to five files that were put with begin_quick_reply_upload, in their order, without which the text is not empty; NULL leaves them as they are. Answers as list_quick_replies. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_shortcut, PT400 invalid_name, PT400 empty_body, PT400 body_too_long, PT400 unknown_variable, PT400 missing_client_id, PT400 too_many_files, PT404 upload_not_found, PT409 upload_incomplete, PT404 quick_reply_not_found, PT409 shortcut_taken, PT409 too_many_quick_replies.';

COMMENT ON FUNCTION "public"."schedule_message"(uuid, text, uuid, text, timestamp with time zone, boolean, jsonb) IS 'Caller: members. Writes a text, or p_template {id, variables}, that is sent at p_send_at unless the person writes first (p_cancel_on_inbound). p_id comes from the client, and a repetition answers what is there. Opt-out, window and credits are asked at the moment of sending. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT400 empty_body, PT400 body_too_long, PT400 body_with_template, PT400 invalid_moment, PT400 missing_client_id, PT409 opted_out, PT409 client_id_in_use, PT409 too_many_scheduled, PT404 template_not_found, PT409 template_not_supported, PT409 template_not_approved, PT400 template_variables_invalid, PT400 template_too_long.';

COMMENT ON TABLE "public"."quick_reply_files" IS 'Files of quick replies, in their order. Who sees the reply sees them.';

REVOKE ALL ON FUNCTION "app"."begin_upload"(uuid, uuid, text, text, bigint, text, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."begin_upload"(uuid, uuid, text, text, bigint, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_upload"(uuid, uuid, text, text, bigint, text, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."checked_quick_reply_body"(text, boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."checked_quick_reply_body"(text, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."checked_quick_reply_body"(text, boolean) TO "postgres";

REVOKE ALL ON FUNCTION "app"."checked_reply_file"(uuid, text, jsonb, text, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."checked_reply_file"(uuid, text, jsonb, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."checked_reply_file"(uuid, text, jsonb, text, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."may_use_reply_file"(app.media_files, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."may_use_reply_file"(app.media_files, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."may_use_reply_file"(app.media_files, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."put_quick_reply_files"(uuid, uuid, uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."put_quick_reply_files"(uuid, uuid, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."put_quick_reply_files"(uuid, uuid, uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."quick_reply_payload"(public.quick_replies) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."quick_reply_payload"(public.quick_replies) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."quick_reply_payload"(public.quick_replies) TO "postgres";

REVOKE ALL ON FUNCTION "app"."render_template"(text, jsonb) FROM "authenticated";

GRANT EXECUTE ON FUNCTION "app"."render_template"(text, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."require_keepable_media"(text, text, bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_keepable_media"(text, text, bigint) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_keepable_media"(text, text, bigint) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_template"(uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_template"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_template"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_quick_reply_files__let_go"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_quick_reply_files__let_go"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_quick_reply_files__let_go"() TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."begin_quick_reply_upload"(uuid, uuid, uuid, text, text, bigint, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."begin_quick_reply_upload"(uuid, uuid, uuid, text, text, bigint, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."begin_quick_reply_upload"(uuid, uuid, uuid, text, text, bigint, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."edit_scheduled_message"(uuid, uuid, text, timestamp WITH time zone, boolean, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."edit_scheduled_message"(uuid, uuid, text, timestamp WITH time zone, boolean, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."edit_scheduled_message"(uuid, uuid, text, timestamp WITH time zone, boolean, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_quick_replies"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_quick_replies"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_quick_replies"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_quick_reply"(uuid, uuid, boolean, text, text, text, uuid[]) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_quick_reply"(uuid, uuid, boolean, text, text, text, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_quick_reply"(uuid, uuid, boolean, text, text, text, uuid[]) TO "postgres";

REVOKE ALL ON TABLE "public"."quick_reply_files" FROM "authenticated";

GRANT SELECT ON TABLE "public"."quick_reply_files" TO "authenticated";

REVOKE ALL ON TABLE "public"."quick_reply_files" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."quick_reply_files" TO "service_role";
