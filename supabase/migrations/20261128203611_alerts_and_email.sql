-- alerts and email: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "public"."notification_kinds"
  DROP CONSTRAINT "about_is_known";

ALTER TABLE "public"."notifications"
  DROP CONSTRAINT "is_about_one_thing";

CREATE TABLE "app"."alert_kinds" (
  "kind"      text    NOT NULL,
  "is_urgent" boolean NOT NULL DEFAULT false,
  "threshold" numeric,
  "lowest"    numeric,
  "highest"   numeric,
  "unit"      text,
  "position"  integer NOT NULL DEFAULT 100,
  CONSTRAINT "alert_kind_is_a_word" CHECK ((kind ~ '^[a-z][a-z0-9_]{2,39}$'::text)),
  CONSTRAINT "alert_kinds_pkey" PRIMARY KEY (kind),
  CONSTRAINT "alert_unit_is_known" CHECK ((unit = ANY (ARRAY['minutes'::text, 'messages'::text, 'jobs'::text, 'percent'::text, 'days'::text]))),
  CONSTRAINT "threshold_has_bounds" CHECK (((threshold IS NULL) OR ((threshold >= lowest) AND (threshold <= highest) AND (unit IS NOT NULL))))
);

ALTER TABLE "app"."alert_kinds"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."alert_quiet_hours" (
  "tenant_id"   uuid                     NOT NULL,
  "quiet_from"  time without time zone,
  "quiet_until" time without time zone,
  "updated_at"  timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "alert_quiet_hours_pkey" PRIMARY KEY (tenant_id),
  CONSTRAINT "quiet_hours_have_both_ends" CHECK ((((quiet_from IS NULL) = (quiet_until IS NULL)) AND COALESCE((quiet_from <> quiet_until), true)))
);

ALTER TABLE "public"."alert_quiet_hours"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."alert_quiet_hours" FROM "anon";

CREATE TABLE "public"."alert_settings" (
  "tenant_id"  uuid                     NOT NULL,
  "kind"       text                     NOT NULL,
  "is_on"      boolean                  NOT NULL DEFAULT true,
  "threshold"  numeric,
  "by_email"   boolean                  NOT NULL DEFAULT true,
  "by_push"    boolean                  NOT NULL DEFAULT true,
  "updated_at" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "alert_settings_pkey" PRIMARY KEY (tenant_id, kind)
);

ALTER TABLE "public"."alert_settings"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."alert_settings" FROM "anon";

CREATE TABLE "public"."alerts" (
  "tenant_id"     uuid                     NOT NULL,
  "kind"          text                     NOT NULL,
  "subject"       text                     NOT NULL DEFAULT ''::text,
  "data"          jsonb                    NOT NULL DEFAULT '{}'::jsonb,
  "raised_at"     timestamp with time zone NOT NULL DEFAULT now(),
  "seen_at"       timestamp with time zone NOT NULL DEFAULT now(),
  "told_at"       timestamp with time zone,
  "snoozed_until" timestamp with time zone,
  "handled_at"    timestamp with time zone,
  "handled_by"    uuid,
  "ended_at"      timestamp with time zone,
  CONSTRAINT "subject_is_short" CHECK ((char_length(subject) <= 200)),
  "id"            uuid                     NOT NULL DEFAULT app.time_ordered_uuid(),
  CONSTRAINT "alerts_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."alerts"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."alerts" FROM "anon";

ALTER TABLE "public"."notifications"
  ADD COLUMN "alert_id" uuid;

CREATE OR REPLACE FUNCTION app.alert_moment (
  p_tenant_id uuid,
  p_is_urgent boolean,
  p_now       timestamp with time zone
)
  RETURNS timestamp WITH time zone
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_local timestamp := p_now at time zone v_zone;
  v_from time := '21:00';
  v_until time := '07:00';
  v_is_quiet boolean;
begin
  select q.quiet_from, q.quiet_until into v_from, v_until from public.alert_quiet_hours q where q.tenant_id = p_tenant_id;
  if not found then
    v_from := '21:00';
    v_until := '07:00';
  end if;
  v_is_quiet := case
    when p_is_urgent or v_from is null then false
    when v_from < v_until then v_local::time >= v_from and v_local::time < v_until
    else v_local::time >= v_from or v_local::time < v_until end;
  if not v_is_quiet then
    return p_now;
  end if;
  return app.local_moment(v_local::date + case when v_local::time < v_until then 0 else 1 end + v_until, v_zone);
end;
$function$;

CREATE OR REPLACE FUNCTION app.alert_setting (
  p_tenant_id uuid,
  p_kind      text,
  OUT         is_on boolean,
  OUT         threshold numeric,
  OUT         by_email boolean,
  OUT         by_push boolean,
  OUT         is_urgent boolean
)
  RETURNS record
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(s.is_on, true), coalesce(s.threshold, k.threshold), coalesce(s.by_email, true), coalesce(s.by_push, true), k.is_urgent
  from app.alert_kinds k
  left join public.alert_settings s on s.tenant_id = p_tenant_id and s.kind = k.kind
  where k.kind = p_kind;
$function$;

CREATE OR REPLACE FUNCTION app.close_alert_notifications (
  p_tenant_id uuid,
  p_alert_ids uuid[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_user_ids jsonb;
begin
  with seen as (
    update public.notifications n set read_at = now()
    where n.tenant_id = p_tenant_id and n.alert_id = any (p_alert_ids) and n.read_at is null
    returning n.user_id
  )
  select jsonb_agg(distinct s.user_id) into v_user_ids from seen s;
  if v_user_ids is not null then
    perform app.broadcast(p_tenant_id, 'notifications_read', jsonb_build_object('user_ids', v_user_ids));
  end if;
  perform app.broadcast(p_tenant_id, 'alerts', '{}');
end;
$function$;

CREATE OR REPLACE FUNCTION app.email_job_summary (
  p_job app.jobs
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select p_job.payload ->> 'to';
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
      'kind', n.kind, 'alert', case when n.alert_id is not null then n.preview end, 'clinic', c.name, 'tenant_id', n.tenant_id, 'thread_key', t.thread_key, 'notification_id', n.id,
      'unread', app.count_unread(n.tenant_id), 'silent', not coalesce(s.plays_sound, true), 'title', case when s.shows_text_in_push then coalesce(t.contact_name, t.phone) end,
      'text', case when s.shows_text_in_push and n.alert_id is null then n.preview end)) into v_push
    from public.notifications n
    join app.push_subscriptions d on d.tenant_id = n.tenant_id and d.user_id = n.user_id
    left join public.conversation_threads t on t.tenant_id = n.tenant_id and t.id = n.thread_id
    join public.tenants c on c.id = n.tenant_id
    join public.tenant_members m on m.tenant_id = n.tenant_id and m.user_id = n.user_id and m.status = 'active'
    left join public.notification_settings s on s.tenant_id = n.tenant_id and s.user_id = n.user_id
    where n.tenant_id = v_job.tenant_id and n.id = (v_job.payload ->> 'notification_id')::uuid and n.read_at is null
      and (t.id is not null or n.alert_id is not null)
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

CREATE OR REPLACE FUNCTION app.raise_alert (
  p_tenant_id uuid,
  p_kind      text,
  p_subject   text                     DEFAULT ''::text,
  p_data      jsonb                    DEFAULT '{}'::jsonb,
  p_now       timestamp with time zone DEFAULT now()
)
  RETURNS uuid
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_setting record;
  v_id uuid;
  v_is_new boolean;
begin
  select * into v_setting from app.alert_setting(p_tenant_id, p_kind);
  if not v_setting.is_on then
    return null;
  end if;
  -- what stands again within half an hour never really ended
  update public.alerts a set ended_at = null, seen_at = p_now, data = p_data
  where a.tenant_id = p_tenant_id and a.id = (
    select b.id from public.alerts b
    where b.tenant_id = p_tenant_id and b.kind = p_kind and b.subject = coalesce(p_subject, '')
      and (b.ended_at is null or b.ended_at > p_now - interval '30 minutes')
    order by b.ended_at desc nulls first limit 1)
  returning a.id into v_id;
  if v_id is not null then
    return v_id;
  end if;
  insert into public.alerts as a (tenant_id, kind, subject, data, raised_at, seen_at)
  values (p_tenant_id, p_kind, coalesce(p_subject, ''), p_data, p_now, p_now)
  on conflict (tenant_id, kind, subject) where ended_at is null do update set seen_at = excluded.seen_at, data = excluded.data
  returning a.id, a.xmax = 0 into v_id, v_is_new;
  if v_is_new then
    insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
    values (p_tenant_id, 'tell_alert', jsonb_build_object('alert_id', v_id), 'alert:' || v_id, app.alert_moment(p_tenant_id, v_setting.is_urgent, p_now))
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing;
    perform app.broadcast(p_tenant_id, 'alerts', jsonb_build_object('kind', p_kind));
  end if;
  return v_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.resolve_alert (
  p_tenant_id uuid,
  p_kind      text,
  p_subject   text                     DEFAULT ''::text,
  p_now       timestamp with time zone DEFAULT now()
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_ids uuid[];
begin
  with ended as (
    update public.alerts a set ended_at = p_now
    where a.tenant_id = p_tenant_id and a.kind = p_kind and (p_subject is null or a.subject = p_subject) and a.ended_at is null
    returning a.id
  )
  select array_agg(e.id) into v_ids from ended e;
  if v_ids is null then
    return false;
  end if;
  perform app.close_alert_notifications(p_tenant_id, v_ids);
  return true;
end;
$function$;

CREATE OR REPLACE FUNCTION app.send_email (
  p_tenant_id uuid,
  p_template  text,
  p_to        text,
  p_data      jsonb,
  p_once      text                     DEFAULT NULL::text,
  p_at        timestamp with time zone DEFAULT now()
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
  values (p_tenant_id, 'send_email', jsonb_build_object('template', p_template, 'to', p_to, 'data', p_data),
    'email:' || coalesce(p_once, gen_random_uuid()::text), p_at)
  on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tell_alert (
  p_tenant_id uuid,
  p_alert_id  uuid,
  p_now       timestamp with time zone DEFAULT now()
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_alert public.alerts;
  v_setting record;
  v_user_ids uuid[];
  v_is_pushed boolean;
begin
  select * into v_alert from public.alerts a
  where a.tenant_id = p_tenant_id and a.id = p_alert_id for update;
  if v_alert.id is null or v_alert.told_at is not null or v_alert.ended_at is not null or v_alert.handled_at is not null
    or v_alert.snoozed_until > p_now then
    return 0;
  end if;
  select * into v_setting from app.alert_setting(p_tenant_id, v_alert.kind);
  update public.alerts a set told_at = p_now where a.tenant_id = p_tenant_id and a.id = p_alert_id;
  select array_agg(m.user_id) into v_user_ids from public.tenant_members m
  where m.tenant_id = p_tenant_id and m.status = 'active' and m.role in ('owner', 'admin');
  with told as (
    insert into public.notifications as n (tenant_id, user_id, kind, alert_id, preview)
    select p_tenant_id, u.id, 'alert', p_alert_id, v_alert.kind from unnest(v_user_ids) u (id)
    on conflict (tenant_id, alert_id, user_id) where read_at is null and alert_id is not null do update set
      message_count = n.message_count + 1, noticed_at = clock_timestamp()
    returning n.id, n.user_id
  ), pushed as (
    insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
    select p_tenant_id, 'send_push', jsonb_build_object('subscription_id', d.id, 'notification_id', n.id), 'push:' || d.id || ':' || n.id,
      p_now + interval '3 seconds'
    from told n
    join app.push_subscriptions d on d.tenant_id = p_tenant_id and d.user_id = n.user_id
    join public.tenants c on c.id = p_tenant_id
    left join public.notification_settings s on s.tenant_id = p_tenant_id and s.user_id = n.user_id
    where v_setting.by_push and (s.user_id is null or not app.is_quiet(s, c.time_zone))
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing
    returning id
  ), said as (
    insert into realtime.messages (topic, extension, event, payload, private)
    select 'tenant:' || p_tenant_id, 'broadcast', 'notification', jsonb_build_object('kind', 'alert', 'thread_id', null, 'thread_key', null,
      'contact_name', null, 'phone', null, 'message_id', null, 'message_kind', null, 'preview', v_alert.kind, 'at', clock_timestamp(),
      'user_ids', jsonb_agg(n.user_id)), true
    from told n having count(*) > 0
  )
  select exists (select from pushed) into v_is_pushed;
  if v_is_pushed then
    perform app.call_function('notification-webhook', jsonb_build_object('type', 'INSERT', 'schema', 'public',
      'table', 'notifications', 'record', jsonb_build_object('tenant_id', p_tenant_id)));
  end if;
  if v_setting.by_email then
    perform app.send_email(p_tenant_id, 'alert', p.email, jsonb_build_object('locale', p.locale, 'clinic', t.name, 'kind', v_alert.kind,
      'data', v_alert.data), format('alert:%s:%s:%s', p_alert_id, p.id, extract(epoch from p_now)))
    from public.profiles p
    join public.tenants t on t.id = p_tenant_id
    where p.id = any (v_user_ids);
  end if;
  return coalesce(cardinality(v_user_ids), 0);
end;
$function$;

ALTER TABLE "public"."alert_quiet_hours"
  ADD CONSTRAINT "alert_quiet_hours_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."alert_settings"
  ADD CONSTRAINT "alert_settings_kind_fkey" FOREIGN KEY (kind) REFERENCES app.alert_kinds(kind) ON DELETE CASCADE;

ALTER TABLE "public"."alert_settings"
  ADD CONSTRAINT "alert_settings_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."alerts"
  ADD CONSTRAINT "alerts_handled_by_fkey" FOREIGN KEY (handled_by) REFERENCES public.profiles(id) ON DELETE SET NULL;

ALTER TABLE "public"."alerts"
  ADD CONSTRAINT "alerts_kind_fkey" FOREIGN KEY (kind) REFERENCES app.alert_kinds(kind) ON DELETE RESTRICT;

ALTER TABLE "public"."alerts"
  ADD CONSTRAINT "alerts_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."notification_kinds"
  ADD CONSTRAINT "about_is_known" CHECK ((about = ANY (ARRAY['conversation'::text, 'patient'::text, 'alert'::text])));

ALTER TABLE "public"."notifications"
  ADD CONSTRAINT "is_about_one_thing" CHECK ((num_nonnulls(thread_id, patient_id, alert_id) = 1));

CREATE INDEX alert_settings_kind ON public.alert_settings USING btree (kind);

CREATE INDEX alerts_handled_by ON public.alerts USING btree (handled_by);

CREATE INDEX alerts_kind ON public.alerts USING btree (kind);

CREATE UNIQUE INDEX alerts_open ON public.alerts USING btree (tenant_id, kind, subject)
  WHERE (ended_at IS NULL);

CREATE INDEX notifications_alert ON public.notifications USING btree (tenant_id, alert_id)
  WHERE (alert_id IS NOT NULL);

CREATE UNIQUE INDEX notifications_unread_of_alert ON public.notifications USING btree (tenant_id, alert_id, user_id)
  WHERE ((read_at IS NULL) AND (alert_id IS NOT NULL));

CREATE TRIGGER alert_quiet_hours_touch
  BEFORE UPDATE ON public.alert_quiet_hours
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE TRIGGER alert_settings_touch
  BEFORE UPDATE ON public.alert_settings
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_any__touch_updated_at();

CREATE POLICY "select_nobody" ON "app"."alert_kinds"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_admins" ON "public"."alert_quiet_hours"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_admins" ON "public"."alert_settings"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_admins" ON "public"."alerts"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text]) AS my_tenant_ids_as)));

COMMENT ON COLUMN "app"."alert_kinds"."is_urgent" IS 'Told at night too.';

COMMENT ON COLUMN "app"."alert_kinds"."position" IS 'Its place in the settings.';

COMMENT ON COLUMN "app"."alert_kinds"."threshold" IS 'From where on it is one, unless the clinic says otherwise (alert_settings); NULL: there is nothing to set.';

COMMENT ON COLUMN "public"."alerts"."data" IS 'Figures for its sentence; no message, no name of a patient.';

COMMENT ON COLUMN "public"."alerts"."ended_at" IS 'When it stood no more.';

COMMENT ON COLUMN "public"."alerts"."handled_at" IS 'Somebody has seen to it: it is off the screens, and not told again while it stands.';

COMMENT ON COLUMN "public"."alerts"."seen_at" IS 'When it was last found to stand.';

COMMENT ON COLUMN "public"."alerts"."subject" IS 'What it is about, in the words of its kind: the id of a channel, of an endpoint; empty: the clinic.';

COMMENT ON COLUMN "public"."alerts"."told_at" IS 'When people were told; NULL: they are to be.';

COMMENT ON FUNCTION "app"."alert_moment"(uuid, boolean, timestamp with time zone) IS 'When people may be told of an alert: now, or at the end of the quiet hours.';

COMMENT ON FUNCTION "app"."alert_setting"(uuid, text) IS 'What holds of a kind of alert in a clinic.';

COMMENT ON FUNCTION "app"."close_alert_notifications"(uuid, uuid[]) IS 'Nobody has to look at these alerts any more: bells and open screens hear of it.';

COMMENT ON FUNCTION "app"."email_job_summary"(app.jobs) IS 'Whom an e-mail is for.';

COMMENT ON FUNCTION "app"."raise_alert"(uuid, text, text, jsonb, timestamp with time zone) IS 'Caller: functions of any domain, as often as they find that it stands. The alert of that kind and subject, told once while it stands; null where the clinic does not want the kind. A kind that is not in app.alert_kinds violates its foreign key.';

COMMENT ON FUNCTION "app"."resolve_alert"(uuid, text, text, timestamp with time zone) IS 'Caller: functions of any domain, as often as they find that it does not stand. Ends the alert of that kind and subject (p_subject null: of every subject); whether there was one. Errors: none.';

COMMENT ON FUNCTION "app"."send_email"(uuid, text, text, jsonb, text, timestamp with time zone) IS 'Caller: functions of any domain. An e-mail to one person in the caller''s transaction: a template of _shared/trust/mails with its data ({locale} says the language). While one with the same p_once is open, it is that one. Errors: none.';

COMMENT ON FUNCTION "app"."tell_alert"(uuid, uuid, timestamp with time zone) IS 'Caller: the job tell_alert. Tells owner and administrators of an alert that stands: bell, e-mail and push as the clinic and each person want it. How many; 0 when they were told already, or it ended, was seen to or sleeps. Errors: none.';

COMMENT ON FUNCTION "public"."list_notifications"(uuid, timestamp with time zone, uuid, integer) IS 'Caller: members. One''s own, the latest first, before a position; each is about a conversation (thread_key), a patient (patient_id) or an alert, whose kind is the preview. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON TABLE "app"."alert_kinds" IS 'What a clinic is warned of. Words: alerts.json (screen, bell and e-mail say the same) and public/push.js.';

COMMENT ON TABLE "public"."alert_quiet_hours" IS 'Between these hours of the clinic''s zone nobody is told of what is not urgent; both NULL: never quiet; no row: 21:00 to 7:00.';

COMMENT ON TABLE "public"."alert_settings" IS 'What a clinic wants to be warned of, from where on and how; without a row, what app.alert_kinds says, by everything.';

COMMENT ON TABLE "public"."alerts" IS 'Something of a clinic needs a person: one row a kind and subject for as long as it stands (app.raise_alert, app.resolve_alert).';

COMMENT ON TABLE "public"."notification_kinds" IS 'What people are told of, and what it is about: a conversation (app.notify) a patient (app.notify_of_patient) or an alert (app.tell_alert). Its words are texts of the screen.';

COMMENT ON TABLE "public"."notifications" IS 'What a person was told of: one row a person, conversation, patient or alert, and cause, as long as it is unread.';

REVOKE ALL ON FUNCTION "app"."alert_moment"(uuid, boolean, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."alert_moment"(uuid, boolean, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."alert_moment"(uuid, boolean, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."alert_setting"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."alert_setting"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."alert_setting"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."close_alert_notifications"(uuid, uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."close_alert_notifications"(uuid, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."close_alert_notifications"(uuid, uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."email_job_summary"(app.jobs) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."email_job_summary"(app.jobs) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."email_job_summary"(app.jobs) TO "postgres";

REVOKE ALL ON FUNCTION "app"."raise_alert"(uuid, text, text, jsonb, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."raise_alert"(uuid, text, text, jsonb, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."raise_alert"(uuid, text, text, jsonb, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."raise_alert"(uuid, text, text, jsonb, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."resolve_alert"(uuid, text, text, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."resolve_alert"(uuid, text, text, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."resolve_alert"(uuid, text, text, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."resolve_alert"(uuid, text, text, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."send_email"(uuid, text, text, jsonb, text, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."send_email"(uuid, text, text, jsonb, text, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."send_email"(uuid, text, text, jsonb, text, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."send_email"(uuid, text, text, jsonb, text, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."tell_alert"(uuid, uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tell_alert"(uuid, uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tell_alert"(uuid, uuid, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."tell_alert"(uuid, uuid, timestamp WITH time zone) TO "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "app"."alert_kinds" TO "service_role";

REVOKE ALL ON TABLE "public"."alert_quiet_hours" FROM "authenticated";

GRANT SELECT ON TABLE "public"."alert_quiet_hours" TO "authenticated";

REVOKE ALL ON TABLE "public"."alert_quiet_hours" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."alert_quiet_hours" TO "service_role";

REVOKE ALL ON TABLE "public"."alert_settings" FROM "authenticated";

GRANT SELECT ON TABLE "public"."alert_settings" TO "authenticated";

REVOKE ALL ON TABLE "public"."alert_settings" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."alert_settings" TO "service_role";

REVOKE ALL ON TABLE "public"."alerts" FROM "authenticated";

GRANT SELECT ON TABLE "public"."alerts" TO "authenticated";

REVOKE ALL ON TABLE "public"."alerts" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."alerts" TO "service_role";

ALTER TABLE "public"."notifications"
  ADD CONSTRAINT "notifications_tenant_id_alert_id_fkey" FOREIGN KEY (tenant_id, alert_id) REFERENCES public.alerts(tenant_id, id) ON DELETE CASCADE;

CREATE INDEX alerts_history ON public.alerts USING btree (tenant_id, raised_at DESC, id DESC);

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
-- The log of automatic answers says what became of each; who is not answered within half an hour has no use for it any more.
insert into app.job_kinds (kind, max_attempts, is_listed) values ('auto_reply', 6, false)
on conflict (kind) do update set max_attempts = excluded.max_attempts, is_listed = excluded.is_listed;

insert into public.notification_kinds (kind, about) values
  ('message', 'conversation'), ('mention', 'conversation'), ('assigned', 'conversation'), ('woke', 'conversation'),
  ('record_opened', 'patient'), ('countersign', 'patient'), ('intake', 'patient'), ('intake_new', 'conversation'),
  ('workflow', 'conversation'), ('workflow_patient', 'patient'),
  ('session_confirmed', 'patient'), ('session_cancelled', 'patient'),
  ('online_booked', 'patient'), ('online_requested', 'patient'), ('online_changed', 'patient')
on conflict (kind) do update set about = excluded.about;

-- A run says itself what became of its steps.
insert into app.job_kinds (kind, max_attempts, is_listed, dead_function) values
  ('workflow_event', 12, false, null), ('workflow_step', 8, false, 'app.give_up_workflow_step')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, dead_function = excluded.dead_function;

insert into app.event_subscribers (event, job_kind, wanted_function) values
  ('patient.created', 'workflow_event', 'app.workflows_want'), ('patient.birthday', 'workflow_event', 'app.workflows_want'),
  ('message.received', 'workflow_event', 'app.workflows_want'), ('conversation.tagged', 'workflow_event', 'app.workflows_want'),
  ('session.status', 'workflow_event', 'app.workflows_want'), ('intake.submitted', 'workflow_event', 'app.workflows_want')
on conflict (event, job_kind) do update set wanted_function = excluded.wanted_function;

-- A notice says itself what became of it, and so does an offer.
insert into app.job_kinds (kind, is_listed) values ('session_notice', false), ('freed_slot', false), ('waiting_slot', false)
on conflict (kind) do update set is_listed = excluded.is_listed;
-- The log of reminders says what became of each, and asks again by itself.
insert into app.job_kinds (kind, max_attempts, is_listed) values ('session_reminder', 5, false), ('reminder_answer', 12, false)
on conflict (kind) do update set max_attempts = excluded.max_attempts, is_listed = excluded.is_listed;
-- An invoice says itself what became of it, and is tried again from its payment.
insert into app.job_kinds (kind, max_attempts, is_listed, dead_function) values ('service_invoice', 8, false, 'app.give_up_service_invoice')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, dead_function = excluded.dead_function;

-- A PIX and a month say themselves what became of them. Whoever cannot be asked now is asked again with the next look.
insert into app.job_kinds (kind, is_listed) values ('check_pix', false), ('post_monthly_fees', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- A time that becomes free is offered to those who wait. Here, because a listener needs its kind first.
insert into app.event_subscribers (event, job_kind) values ('session.cancelled', 'freed_slot'), ('session.moved', 'freed_slot')
on conflict do nothing;

-- webhook_silent: so many messages would be usual for the hours since the last sign of life
insert into app.alert_kinds (kind, is_urgent, threshold, lowest, highest, unit, position) values
  ('channel_disconnected', true, 5, 1, 1440, 'minutes', 10),
  ('webhook_silent', true, 12, 5, 500, 'messages', 20),
  ('sends_failing', true, 30, 5, 100, 'percent', 30),
  ('queue_stuck', true, 15, 2, 1440, 'minutes', 40),
  ('jobs_failed', false, 3, 1, 1000, 'jobs', 50),
  ('credits_running_out', false, 7, 1, 90, 'days', 60)
on conflict (kind) do update set is_urgent = excluded.is_urgent, threshold = excluded.threshold, lowest = excluded.lowest,
  highest = excluded.highest, unit = excluded.unit, position = excluded.position;

-- An e-mail server may be away for an hour; who is not told after a day has no use for it any more.
insert into app.job_kinds (kind, max_attempts, backoff_base_seconds, backoff_cap_seconds, summary_function) values
  ('send_email', 14, 15, 7200, 'app.email_job_summary')
on conflict (kind) do update set max_attempts = excluded.max_attempts, backoff_base_seconds = excluded.backoff_base_seconds,
  backoff_cap_seconds = excluded.backoff_cap_seconds, summary_function = excluded.summary_function;
insert into app.job_kinds (kind, is_listed) values ('tell_alert', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

insert into public.notification_kinds (kind, about) values ('alert', 'alert')
on conflict (kind) do update set about = excluded.about;
