-- add notifications: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "app"."push_subscriptions" (
  "tenant_id"  uuid                     NOT NULL,
  "id"         uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "user_id"    uuid                     NOT NULL,
  "endpoint"   text                     NOT NULL,
  "p256dh"     text                     NOT NULL,
  "auth"       text                     NOT NULL,
  "created_at" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "auth_fits" CHECK (((octet_length(auth) >= 16) AND (octet_length(auth) <= 40))),
  CONSTRAINT "device_is_subscribed_once" UNIQUE (tenant_id, endpoint),
  CONSTRAINT "endpoint_is_https" CHECK (((endpoint ~ '^https://'::text) AND (octet_length(endpoint) <= 1000))),
  CONSTRAINT "key_fits" CHECK (((octet_length(p256dh) >= 80) AND (octet_length(p256dh) <= 100))),
  CONSTRAINT "push_subscriptions_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "app"."push_subscriptions"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."notification_settings" (
  "tenant_id"          uuid                     NOT NULL,
  "user_id"            uuid                     NOT NULL,
  "is_muted"           boolean                  NOT NULL DEFAULT false,
  "plays_sound"        boolean                  NOT NULL DEFAULT true,
  "rule"               text                     NOT NULL DEFAULT 'all'::text,
  "quiet_from"         time without time zone,
  "quiet_until"        time without time zone,
  "shows_text_in_push" boolean                  NOT NULL DEFAULT false,
  "updated_at"         timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "notification_settings_pkey" PRIMARY KEY (tenant_id, user_id),
  CONSTRAINT "quiet_hours_have_both_ends" CHECK ((((quiet_from IS NULL) = (quiet_until IS NULL)) AND COALESCE((quiet_from <> quiet_until), true))),
  CONSTRAINT "rule_is_known" CHECK ((rule = ANY (ARRAY['all'::text, 'unassigned'::text, 'mine'::text, 'mentions'::text])))
);

ALTER TABLE "public"."notification_settings"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."notification_settings" FROM "anon";

CREATE TABLE "public"."notifications" (
  "tenant_id"     uuid                     NOT NULL,
  "user_id"       uuid                     NOT NULL,
  "kind"          text                     NOT NULL,
  "thread_id"     uuid                     NOT NULL,
  "message_id"    uuid,
  "message_kind"  text,
  "preview"       text,
  "message_count" integer                  NOT NULL DEFAULT 1,
  "noticed_at"    timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "read_at"       timestamp with time zone,
  "created_at"    timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "kind_is_known" CHECK ((kind = ANY (ARRAY['message'::text, 'mention'::text, 'assigned'::text]))),
  "id"            uuid                     NOT NULL DEFAULT app.time_ordered_uuid(),
  CONSTRAINT "notifications_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."notifications"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."notifications" FROM "anon";

CREATE OR REPLACE FUNCTION app.drop_push_subscription (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  delete from app.push_subscriptions d where d.tenant_id = p_tenant_id and d.id = p_id;
$function$;

CREATE OR REPLACE FUNCTION app.is_quiet (
  s           public.notification_settings,
  p_time_zone text
)
  RETURNS boolean
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_now time := (now() at time zone p_time_zone)::time;
begin
  return case
    when s.is_muted then true
    when s.quiet_from is null then false
    when s.quiet_from < s.quiet_until then v_now >= s.quiet_from and v_now < s.quiet_until
    else v_now >= s.quiet_from or v_now < s.quiet_until end;
end;
$function$;

CREATE OR REPLACE FUNCTION app.notification_audience (
  t public.conversation_threads
)
  RETURNS uuid[]
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return (
    select array_agg(m.user_id order by m.user_id)
    from public.tenant_members m
    left join public.notification_settings s on s.tenant_id = m.tenant_id and s.user_id = m.user_id
    where m.tenant_id = t.tenant_id and m.status = 'active' and case coalesce(s.rule, 'all')
      when 'all' then true
      when 'unassigned' then t.assigned_to is null or t.assigned_to = m.user_id
      when 'mine' then t.assigned_to = m.user_id
      else false end);
end;
$function$;

CREATE OR REPLACE FUNCTION app.notify (
  t              public.conversation_threads,
  p_kind         text,
  p_user_ids     uuid[],
  p_message_id   uuid,
  p_message_kind text,
  p_preview      text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  if coalesce(cardinality(p_user_ids), 0) = 0 then
    return;
  end if;
  with told as (
    insert into public.notifications as n (tenant_id, user_id, kind, thread_id, message_id, message_kind, preview)
    select t.tenant_id, u.user_id, p_kind, t.id, p_message_id, p_message_kind, p_preview
    from unnest(p_user_ids) u (user_id)
    on conflict (tenant_id, user_id, thread_id, kind) where read_at is null do update set
      message_id = excluded.message_id, message_kind = excluded.message_kind, preview = excluded.preview,
      message_count = n.message_count + 1, noticed_at = clock_timestamp()
    returning n.id, n.user_id
  ), pushed as (
    insert into app.jobs (tenant_id, kind, payload, dedupe_key)
    select t.tenant_id, 'send_push', jsonb_build_object('subscription_id', d.id, 'notification_id', n.id), 'push:' || d.id || ':' || n.id
    from told n
    join app.push_subscriptions d on d.tenant_id = t.tenant_id and d.user_id = n.user_id
    join public.tenants c on c.id = t.tenant_id
    left join public.notification_settings s on s.tenant_id = t.tenant_id and s.user_id = n.user_id
    where s.user_id is null or not app.is_quiet(s, c.time_zone)
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing
  )
  insert into realtime.messages (topic, extension, event, payload, private)
  select 'tenant:' || t.tenant_id, 'broadcast', 'notification', jsonb_build_object(
    'kind', p_kind, 'thread_id', t.id, 'thread_key', t.thread_key, 'contact_name', t.contact_name, 'phone', t.phone,
    'message_id', p_message_id, 'message_kind', p_message_kind, 'preview', p_preview, 'at', clock_timestamp(),
    'user_ids', jsonb_agg(n.user_id)), true
  from told n having count(*) > 0;
end;
$function$;

CREATE OR REPLACE FUNCTION app.open_pushes (
  p_jobs app.jobs[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_job app.jobs;
  v_push jsonb;
  v_opened jsonb := '{}';
begin
  foreach v_job in array p_jobs loop
    select jsonb_build_object('endpoint', d.endpoint, 'p256dh', d.p256dh, 'auth', d.auth, 'message', jsonb_build_object(
      'kind', n.kind, 'clinic', c.name, 'tenant_id', n.tenant_id, 'thread_key', t.thread_key, 'notification_id', n.id, 'title', case when s.shows_text_in_push then coalesce(t.contact_name, t.phone) end,
      'text', case when s.shows_text_in_push then n.preview end)) into v_push
    from public.notifications n
    join app.push_subscriptions d on d.tenant_id = n.tenant_id and d.user_id = n.user_id
    join public.conversation_threads t on t.tenant_id = n.tenant_id and t.id = n.thread_id
    join public.tenants c on c.id = n.tenant_id
    join public.tenant_members m on m.tenant_id = n.tenant_id and m.user_id = n.user_id and m.status = 'active'
    left join public.notification_settings s on s.tenant_id = n.tenant_id and s.user_id = n.user_id
    where n.tenant_id = v_job.tenant_id and n.id = (v_job.payload ->> 'notification_id')::uuid and n.read_at is null
      and d.id = (v_job.payload ->> 'subscription_id')::uuid;
    if v_push is null then
      update app.jobs set finished_at = now(), lease_token = null, leased_until = null
      where tenant_id = v_job.tenant_id and id = v_job.id;
    else
      v_opened := v_opened || jsonb_build_object(v_job.id::text, v_push);
    end if;
  end loop;
  return v_opened;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_note_mentions__notify()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_note public.conversation_notes;
  v_thread public.conversation_threads;
begin
  select n.* into v_note from public.conversation_notes n where n.tenant_id = new.tenant_id and n.id = new.note_id;
  if new.user_id is distinct from v_note.author_id then
    select t.* into v_thread from public.conversation_threads t where t.tenant_id = new.tenant_id and t.id = v_note.thread_id;
    perform app.notify(v_thread, 'mention', array[new.user_id], null, null, app.message_preview('text', v_note.body, '{}'));
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_threads__close_notifications()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_user_ids jsonb;
begin
  with closed as (
    update public.notifications n set read_at = now()
    where n.tenant_id = new.tenant_id and n.thread_id = new.id and n.kind = 'message' and n.read_at is null
    returning n.user_id
  )
  select jsonb_agg(c.user_id) into v_user_ids from closed c;
  if v_user_ids is not null then
    perform app.broadcast(new.tenant_id, 'notifications_read', jsonb_build_object('user_ids', v_user_ids));
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_threads__notify_assignment()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if new.assigned_to is distinct from auth.uid() then
    perform app.notify(new, 'assigned', array[new.assigned_to], new.last_message_id, new.last_message_kind, new.last_message_preview);
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_conversation_threads__notify_message()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.notify(new, 'message', app.notification_audience(new), new.last_message_id, new.last_message_kind, new.last_message_preview);
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION public.count_notifications (
  p_tenant_id uuid
)
  RETURNS integer
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return (
    select count(*) from (
      select from public.notifications n
      where n.tenant_id = p_tenant_id and n.user_id = auth.uid() and n.read_at is null limit 100) u);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."count_notifications"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_notification_settings (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return (
    select jsonb_build_object('is_muted', coalesce(s.is_muted, false), 'plays_sound', coalesce(s.plays_sound, true),
      'rule', coalesce(s.rule, 'all'), 'quiet_from', to_char(s.quiet_from, 'HH24:MI'), 'quiet_until', to_char(s.quiet_until, 'HH24:MI'),
      'shows_text_in_push', coalesce(s.shows_text_in_push, false), 'time_zone', c.time_zone)
    from public.tenants c
    left join public.notification_settings s on s.tenant_id = c.id and s.user_id = auth.uid()
    where c.id = p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_notification_settings"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_notifications (
  p_tenant_id uuid,
  p_before_at timestamp with time zone DEFAULT NULL::timestamp WITH time zone,
  p_before_id uuid                     DEFAULT NULL::uuid,
  p_limit     integer                  DEFAULT 30
)
  RETURNS TABLE (
    id            uuid,
    kind          text,
    thread_key    text,
    contact_name  text,
    phone         text,
    message_id    uuid,
    message_kind  text,
    preview       text,
    message_count integer,
    noticed_at    timestamp with time zone,
    read_at       timestamp with time zone
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return query
    select n.id, n.kind, t.thread_key, t.contact_name, t.phone, n.message_id, n.message_kind, n.preview, n.message_count,
      n.noticed_at, n.read_at
    from public.notifications n
    join public.conversation_threads t on t.tenant_id = n.tenant_id and t.id = n.thread_id
    where n.tenant_id = p_tenant_id and n.user_id = auth.uid()
      and (p_before_at is null or (n.noticed_at, n.id) < (p_before_at, p_before_id))
    order by n.noticed_at desc, n.id desc
    limit least(greatest(coalesce(p_limit, 30), 1), 100);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_notifications"(uuid, timestamp WITH time zone, uuid, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.mark_notifications_read (
  p_tenant_id  uuid,
  p_id         uuid DEFAULT NULL::uuid,
  p_thread_key text DEFAULT NULL::text
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_thread_id uuid;
begin
  perform app.require_member(p_tenant_id);
  if p_thread_key is not null then
    v_thread_id := app.thread_id_of_key(p_tenant_id, p_thread_key);
    if v_thread_id is null then
      raise sqlstate 'PT404' using message = 'conversation_not_found';
    end if;
  end if;
  -- one that is being told again right now is left unread, and nobody waits for anybody
  with seen as (
    select n.id from public.notifications n
    where n.tenant_id = p_tenant_id and n.user_id = auth.uid() and n.read_at is null
      and (p_id is null or n.id = p_id) and (v_thread_id is null or n.thread_id = v_thread_id)
    for update skip locked
  )
  update public.notifications n set read_at = now() from seen where n.tenant_id = p_tenant_id and n.id = seen.id;
  if found then
    perform app.broadcast(p_tenant_id, 'notifications_read', jsonb_build_object('user_ids', jsonb_build_array(auth.uid())));
  end if;
  return public.count_notifications(p_tenant_id);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."mark_notifications_read"(uuid, uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_notification_settings (
  p_tenant_id          uuid,
  p_is_muted           boolean,
  p_plays_sound        boolean,
  p_rule               text,
  p_quiet_from         time without time zone,
  p_quiet_until        time without time zone,
  p_shows_text_in_push boolean
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  if p_is_muted is null or p_plays_sound is null or p_shows_text_in_push is null
    or coalesce(p_rule, '') not in ('all', 'unassigned', 'mine', 'mentions')
    or (p_quiet_from is null) <> (p_quiet_until is null) or p_quiet_from = p_quiet_until then
    raise sqlstate 'PT400' using message = 'invalid_notification_settings', detail = 'Quiet hours have a beginning and another end.';
  end if;
  insert into public.notification_settings as s
    (tenant_id, user_id, is_muted, plays_sound, rule, quiet_from, quiet_until, shows_text_in_push)
  values (p_tenant_id, auth.uid(), p_is_muted, p_plays_sound, p_rule, p_quiet_from, p_quiet_until, p_shows_text_in_push)
  on conflict (tenant_id, user_id) do update set
    is_muted = excluded.is_muted, plays_sound = excluded.plays_sound, rule = excluded.rule, quiet_from = excluded.quiet_from,
    quiet_until = excluded.quiet_until, shows_text_in_push = excluded.shows_text_in_push;
  perform app.broadcast(p_tenant_id, 'notification_settings', jsonb_build_object('user_id', auth.uid()));
  return public.get_notification_settings(p_tenant_id);
end;
$function$;

REVOKE ALL
  ON FUNCTION "public"."save_notification_settings"(uuid, boolean, boolean, text, time WITHOUT time zone, time WITHOUT time zone, boolean)
  FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.subscribe_push (
  p_tenant_id uuid,
  p_endpoint  text,
  p_p256dh    text,
  p_auth      text
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  if coalesce(p_endpoint, '') !~ '^https://[^/@\s]+/\S+$' or octet_length(p_endpoint) > 1000
    or coalesce(p_p256dh, '') !~ '^[A-Za-z0-9_-]{80,100}$' or coalesce(p_auth, '') !~ '^[A-Za-z0-9_-]{16,40}$' then
    raise sqlstate 'PT400' using message = 'invalid_push_subscription';
  end if;
  -- the browser is the one's who sits before it now
  insert into app.push_subscriptions as d (tenant_id, user_id, endpoint, p256dh, auth)
  values (p_tenant_id, auth.uid(), p_endpoint, p_p256dh, p_auth)
  on conflict (tenant_id, endpoint) do update set user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth;
  delete from app.push_subscriptions d where d.tenant_id = p_tenant_id and d.user_id = auth.uid() and d.id in (
    select o.id from app.push_subscriptions o where o.tenant_id = p_tenant_id and o.user_id = auth.uid()
    order by o.endpoint = p_endpoint desc, o.created_at desc offset 10);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."subscribe_push"(uuid, text, text, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.unsubscribe_push (
  p_tenant_id uuid,
  p_endpoint  text
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  delete from app.push_subscriptions d where d.tenant_id = p_tenant_id and d.user_id = auth.uid() and d.endpoint = p_endpoint;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."unsubscribe_push"(uuid, text) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."push_subscriptions"
  ADD CONSTRAINT "push_subscriptions_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "app"."push_subscriptions"
  ADD CONSTRAINT "push_subscriptions_tenant_id_user_id_fkey" FOREIGN KEY (tenant_id, user_id) REFERENCES public.tenant_members(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE "public"."notification_settings"
  ADD CONSTRAINT "notification_settings_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."notification_settings"
  ADD CONSTRAINT "notification_settings_tenant_id_user_id_fkey" FOREIGN KEY (tenant_id, user_id) REFERENCES public.tenant_members(tenant_id, user_id) ON DELETE CASCADE;

ALTER TABLE "public"."notifications"
  ADD CONSTRAINT "notifications_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."notifications"
  ADD CONSTRAINT "notifications_tenant_id_thread_id_fkey" FOREIGN KEY (tenant_id, thread_id) REFERENCES public.conversation_threads(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."notifications"
  ADD CONSTRAINT "notifications_tenant_id_user_id_fkey" FOREIGN KEY (tenant_id, user_id) REFERENCES public.tenant_members(tenant_id, user_id) ON DELETE CASCADE;

CREATE INDEX push_subscriptions_user ON app.push_subscriptions USING btree (tenant_id, user_id);

CREATE INDEX notifications_thread ON public.notifications USING btree (tenant_id, thread_id);

CREATE UNIQUE INDEX notifications_unread ON public.notifications USING btree (tenant_id, user_id, thread_id, kind)
  WHERE (read_at IS NULL);

CREATE TRIGGER conversation_note_mentions_notify
  AFTER INSERT ON public.conversation_note_mentions
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_conversation_note_mentions__notify();

CREATE TRIGGER conversation_threads_close_notifications
  AFTER UPDATE OF unread_count ON public.conversation_threads
  FOR EACH ROW
  WHEN (((old.unread_count > 0) AND (new.unread_count = 0)))
  EXECUTE FUNCTION app.tg_conversation_threads__close_notifications();

CREATE TRIGGER conversation_threads_notify_assignment
  AFTER UPDATE OF assigned_to ON public.conversation_threads
  FOR EACH ROW
  WHEN (((new.assigned_to IS NOT NULL) AND (new.assigned_to IS DISTINCT FROM old.assigned_to)))
  EXECUTE FUNCTION app.tg_conversation_threads__notify_assignment();

CREATE TRIGGER conversation_threads_notify_message
  AFTER UPDATE OF unread_count ON public.conversation_threads
  FOR EACH ROW
  WHEN (((new.unread_count > old.unread_count) AND (new.last_message_direction = 'inbound'::text) AND (new.last_message_id IS DISTINCT FROM old.last_message_id)))
  EXECUTE FUNCTION app.tg_conversation_threads__notify_message();

CREATE TRIGGER notification_settings_touch
  BEFORE UPDATE ON public.notification_settings
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE POLICY "select_nobody" ON "app"."push_subscriptions"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_own" ON "public"."notification_settings"
  FOR SELECT
  TO "authenticated"
  USING (((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)) AND (user_id = ( SELECT auth.uid() AS uid))));

CREATE POLICY "select_own" ON "public"."notifications"
  FOR SELECT
  TO "authenticated"
  USING (((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)) AND (user_id = ( SELECT auth.uid() AS uid))));

COMMENT ON COLUMN "app"."push_subscriptions"."endpoint" IS 'One browser; it is the person''s who subscribed it last.';

COMMENT ON COLUMN "public"."notification_settings"."is_muted" IS 'Notifications are kept, and nothing pops up, sounds or is pushed.';

COMMENT ON COLUMN "public"."notification_settings"."quiet_from" IS 'Between quiet_from and quiet_until, in the clinic''s time zone, it is as if muted; it may go over midnight.';

COMMENT ON COLUMN "public"."notification_settings"."rule" IS 'Whose messages: all, unassigned (nobody''s and one''s own), mine, or mentions (no messages). Mentions and assignments are always told.';

COMMENT ON COLUMN "public"."notification_settings"."shows_text_in_push" IS 'Whether the name and the words of a message may leave for the push service of a device.';

COMMENT ON COLUMN "public"."notifications"."message_count" IS 'How often it happened since the row was new.';

COMMENT ON COLUMN "public"."notifications"."noticed_at" IS 'When it happened last.';

COMMENT ON FUNCTION "app"."drop_push_subscription"(uuid, uuid) IS 'Caller: worker, once the push service does not know the browser any more.';

COMMENT ON FUNCTION "app"."is_quiet"(public.notification_settings, text) IS 'Whether nothing may sound now: muted, or within the quiet hours of the clinic''s zone.';

COMMENT ON FUNCTION "public"."count_notifications"(uuid) IS 'Caller: members. One''s own that are unread, counted up to a hundred. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."get_notification_settings"(uuid) IS 'Caller: members. The caller''s own, or the defaults: {is_muted, plays_sound, rule, quiet_from, quiet_until, shows_text_in_push, time_zone}. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."list_notifications"(uuid, timestamp with time zone, uuid, integer) IS 'Caller: members. One''s own, the latest first, before a position. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."mark_notifications_read"(uuid, uuid, text) IS 'Caller: members, their own: the one with p_id, those of a conversation, or all. Answers how many are left. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';

COMMENT ON FUNCTION "public"."save_notification_settings"(uuid, boolean, boolean, text, time without time zone, time without time zone, boolean) IS 'Caller: members, for themselves. Answers as get_notification_settings. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_notification_settings.';

COMMENT ON FUNCTION "public"."subscribe_push"(uuid, text, text, text) IS 'Caller: members, for the browser before them; the ten latest stay. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_push_subscription.';

COMMENT ON FUNCTION "public"."unsubscribe_push"(uuid, text) IS 'Caller: members, for a browser of their own. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON TABLE "app"."push_subscriptions" IS 'Browsers that a person wants to be told on while the app is closed. An endpoint is a secret: whoever has it can write to the device.';

COMMENT ON TABLE "public"."notification_settings" IS 'What a person of a clinic wants to be told of, and how; without a row, the defaults.';

COMMENT ON TABLE "public"."notifications" IS 'What a person was told of: one row a person, conversation and cause, as long as it is unread.';

REVOKE ALL ON FUNCTION "app"."drop_push_subscription"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."drop_push_subscription"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."drop_push_subscription"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."drop_push_subscription"(uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."is_quiet"(public.notification_settings, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."is_quiet"(public.notification_settings, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."is_quiet"(public.notification_settings, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."notification_audience"(public.conversation_threads) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."notification_audience"(public.conversation_threads) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."notification_audience"(public.conversation_threads) TO "postgres";

REVOKE ALL ON FUNCTION "app"."notify"(public.conversation_threads, text, uuid[], uuid, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."notify"(public.conversation_threads, text, uuid[], uuid, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."notify"(public.conversation_threads, text, uuid[], uuid, text, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."open_pushes"(app.jobs[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."open_pushes"(app.jobs[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_pushes"(app.jobs[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_conversation_note_mentions__notify"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_conversation_note_mentions__notify"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_conversation_note_mentions__notify"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_conversation_threads__close_notifications"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_conversation_threads__close_notifications"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_conversation_threads__close_notifications"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_conversation_threads__notify_assignment"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_conversation_threads__notify_assignment"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_conversation_threads__notify_assignment"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_conversation_threads__notify_message"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_conversation_threads__notify_message"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_conversation_threads__notify_message"() TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."count_notifications"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."count_notifications"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."count_notifications"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_notification_settings"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_notification_settings"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_notification_settings"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_notifications"(uuid, timestamp WITH time zone, uuid, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_notifications"(uuid, timestamp WITH time zone, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_notifications"(uuid, timestamp WITH time zone, uuid, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."mark_notifications_read"(uuid, uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."mark_notifications_read"(uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."mark_notifications_read"(uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_notification_settings"(uuid, boolean, boolean, text, time WITHOUT time zone, time WITHOUT time zone, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_notification_settings"(uuid, boolean, boolean, text, time WITHOUT time zone, time WITHOUT time zone, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_notification_settings"(uuid, boolean, boolean, text, time WITHOUT time zone, time WITHOUT time zone, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."subscribe_push"(uuid, text, text, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."subscribe_push"(uuid, text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."subscribe_push"(uuid, text, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."unsubscribe_push"(uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."unsubscribe_push"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."unsubscribe_push"(uuid, text) TO "postgres";

REVOKE ALL ON TABLE "public"."notification_settings" FROM "authenticated";

GRANT SELECT ON TABLE "public"."notification_settings" TO "authenticated";

REVOKE ALL ON TABLE "public"."notification_settings" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."notification_settings" TO "service_role";

REVOKE ALL ON TABLE "public"."notifications" FROM "authenticated";

GRANT SELECT ON TABLE "public"."notifications" TO "authenticated";

REVOKE ALL ON TABLE "public"."notifications" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."notifications" TO "service_role";

CREATE INDEX notifications_history ON public.notifications USING btree (tenant_id, user_id, noticed_at DESC, id DESC);

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
