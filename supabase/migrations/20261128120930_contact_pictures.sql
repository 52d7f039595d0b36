-- contact pictures: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "app"."contact_pictures" (
  "tenant_id"    uuid                     NOT NULL,
  "thread_id"    uuid                     NOT NULL,
  "provider_key" text,
  "file_id"      uuid,
  "checked_at"   timestamp with time zone,
  CONSTRAINT "contact_pictures_pkey" PRIMARY KEY (tenant_id, thread_id)
);

ALTER TABLE "app"."contact_pictures"
  ENABLE ROW LEVEL SECURITY;

ALTER TABLE "public"."channel_kinds"
  ADD COLUMN "has_pictures" boolean NOT NULL DEFAULT false;

ALTER TABLE "public"."conversation_threads"
  ADD COLUMN "picture_path" text;

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
    else
      raise sqlstate 'PT400' using message = 'unknown_action', detail = v_action ->> 'type';
  end case;
end;
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

CREATE OR REPLACE FUNCTION app.keep_picture (
  p_tenant_id   uuid,
  p_job_id      bigint,
  p_lease_token uuid,
  p_file        jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_job app.jobs;
  v_id uuid;
  v_file app.media_files;
begin
  select * into v_job from app.jobs j
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null and j.dead_at is null
  for update;
  if not found or not exists (
    select from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = (v_job.payload ->> 'thread_id')::uuid
  ) then
    return null;
  end if;
  select f.* into v_file from app.contact_pictures p
  join app.media_files f on f.tenant_id = p.tenant_id and f.id = p.file_id and f.state = 'stored'
  where p.tenant_id = p_tenant_id and p.thread_id = (v_job.payload ->> 'thread_id')::uuid;
  if v_file.sha256 = p_file ->> 'sha256' then
    return jsonb_build_object('unchanged', true);
  end if;
  -- a job that is run again writes the same object
  v_id := md5('picture:' || p_tenant_id || ':' || p_job_id)::uuid;
  insert into app.media_files as f (tenant_id, id, state, path, kind, mime_type, bytes, sha256, width, height)
  values (p_tenant_id, v_id, 'storing', app.media_path(p_tenant_id, v_id, v_job.created_at, p_file ->> 'extension'), 'picture',
    p_file ->> 'mime_type', (p_file ->> 'bytes')::bigint, p_file ->> 'sha256', (p_file ->> 'width')::int, (p_file ->> 'height')::int)
  on conflict (tenant_id, id) do update set
    state = 'storing', path = excluded.path, mime_type = excluded.mime_type, bytes = excluded.bytes, sha256 = excluded.sha256,
    width = excluded.width, height = excluded.height
  returning * into v_file;
  return jsonb_build_object('path', v_file.path);
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
    where a.tenant_id = p_tenant_id and a.channel = 'whatsapp' and a.address = any (app.address_keys(p_address))
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
    select c.* into v_channel from app.active_channel(v_job.tenant_id) c;
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
  if p_is_new and exists (
    select from app.active_channel(p_tenant_id) c join public.channel_kinds k on k.kind = c.provider where k.has_pictures
  ) then
    -- hundreds of people may come in at once: their gateway answers messages meanwhile
    perform app.want_picture(p_tenant_id, p_thread_id, now() + interval '20 seconds' + random() * interval '10 minutes');
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_contact_pictures__release()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  -- a clinic that is deleted takes its jobs with it
  if exists (select from public.tenants t where t.id = old.tenant_id) then
    perform app.release_media_file(old.tenant_id, old.file_id);
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.want_picture (
  p_tenant_id uuid,
  p_thread_id uuid,
  p_at        timestamp with time zone
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
  values (p_tenant_id, 'fetch_picture', jsonb_build_object('thread_id', p_thread_id), 'picture:' || p_thread_id, p_at)
  on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do update set
    dead_at = null, attempts = 0, run_at = excluded.run_at, last_error = null
  where jobs.dead_at is not null or jobs.leased_until is null and jobs.run_at > excluded.run_at;
$function$;

ALTER TABLE "app"."contact_pictures"
  ADD CONSTRAINT "contact_pictures_tenant_id_thread_id_fkey" FOREIGN KEY (tenant_id, thread_id) REFERENCES public.conversation_threads(tenant_id, id) ON DELETE CASCADE;

CREATE TRIGGER contact_pictures_release_of_removed
  AFTER DELETE ON app.contact_pictures
  FOR EACH ROW
  WHEN ((old.file_id IS NOT NULL))
  EXECUTE FUNCTION app.tg_contact_pictures__release();

CREATE TRIGGER contact_pictures_release
  AFTER UPDATE OF file_id ON app.contact_pictures
  FOR EACH ROW
  WHEN (((old.file_id IS NOT NULL) AND (old.file_id IS DISTINCT FROM new.file_id)))
  EXECUTE FUNCTION app.tg_contact_pictures__release();

CREATE POLICY "select_nobody" ON "app"."contact_pictures"
  FOR SELECT
  TO "authenticated"
  USING (false);

COMMENT ON COLUMN "app"."contact_pictures"."file_id" IS 'Its row of app.media_files; NULL while there is none.';

COMMENT ON COLUMN "app"."contact_pictures"."provider_key" IS 'What the provider last announced, in short: another one is another picture.';

COMMENT ON COLUMN "public"."channel_kinds"."has_pictures" IS 'Whether its provider gives out the profile pictures of people.';

COMMENT ON COLUMN "public"."conversation_threads"."picture_path" IS 'Where the profile picture lies in whatsapp-media; NULL: initials.';

COMMENT ON FUNCTION "app"."complete_picture_fetch"(uuid, bigint, uuid, text, jsonb) IS 'Caller: worker that holds the lease of a picture. Outcomes stored; none (the person shows no picture); unchanged; temporary {reason, detail, retry_after}; permanent {reason, detail}. Returns finished, retry, dead or lost.';

COMMENT ON FUNCTION "app"."keep_picture"(uuid, bigint, uuid, jsonb) IS 'Caller: worker that holds the lease of a picture, before it stores the object. p_file: mime_type, extension, bytes, sha256, width, height. Returns {path}, or {unchanged} when it is the one that is here; NULL when the lease is lost or the conversation is gone.';

COMMENT ON TABLE "app"."contact_pictures" IS 'A row from the moment on that somebody has heard of a picture. The file goes with the conversation.';

REVOKE ALL ON FUNCTION "app"."complete_picture_fetch"(uuid, bigint, uuid, text, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."complete_picture_fetch"(uuid, bigint, uuid, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."complete_picture_fetch"(uuid, bigint, uuid, text, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."complete_picture_fetch"(uuid, bigint, uuid, text, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "app"."keep_picture"(uuid, bigint, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."keep_picture"(uuid, bigint, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."keep_picture"(uuid, bigint, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."keep_picture"(uuid, bigint, uuid, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "app"."learn_picture"(uuid, jsonb, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."learn_picture"(uuid, jsonb, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."learn_picture"(uuid, jsonb, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."open_picture_fetches"(app.jobs[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."open_picture_fetches"(app.jobs[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_picture_fetches"(app.jobs[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_contact_pictures__release"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_contact_pictures__release"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_contact_pictures__release"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."want_picture"(uuid, uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."want_picture"(uuid, uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."want_picture"(uuid, uuid, timestamp WITH time zone) TO "postgres";

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
-- A picture that cannot be had is none: initials stand there, and the next one that is announced is fetched.
insert into app.job_kinds (kind, max_attempts, is_listed, open_function) values ('fetch_picture', 5, false, 'app.open_picture_fetches')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, open_function = excluded.open_function;

insert into public.channel_kinds (kind, family, label, position, is_official, needs_pairing, echoes_sends, max_text_length,
  window_hours, max_template_length, takes_reactions, takes_replies, takes_typing, takes_contacts, takes_location,
  takes_forwards, edit_minutes, delete_minutes, max_files, history_days, has_pictures) values
  ('evolution', 'whatsapp', 'WhatsApp', 10, false, true, true, 4096, null, null, true, true, true, true, true, true, 15, 3600, 1, 30, true),
  ('twilio', 'whatsapp', 'WhatsApp Business', 20, true, false, false, 1600, 24, 1024, false, false, false, false, true, true, null, null, 1, null, false)
on conflict (kind) do update set
  family = excluded.family, label = excluded.label, position = excluded.position, is_official = excluded.is_official,
  needs_pairing = excluded.needs_pairing, echoes_sends = excluded.echoes_sends, max_text_length = excluded.max_text_length,
  window_hours = excluded.window_hours, max_template_length = excluded.max_template_length,
  number_per_minute = excluded.number_per_minute, person_per_minute = excluded.person_per_minute,
  takes_reactions = excluded.takes_reactions, takes_replies = excluded.takes_replies, takes_typing = excluded.takes_typing,
  takes_contacts = excluded.takes_contacts, takes_location = excluded.takes_location, takes_forwards = excluded.takes_forwards,
  edit_minutes = excluded.edit_minutes, delete_minutes = excluded.delete_minutes, max_files = excluded.max_files,
  history_days = excluded.history_days, has_pictures = excluded.has_pictures;
