-- push on time: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION app.call_function (
  p_name text,
  p_body jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_url text;
  v_key text;
begin
  if to_regprocedure('net.http_post(text,jsonb,jsonb,jsonb,integer)') is null or to_regclass('vault.decrypted_secrets') is null then
    return;
  end if;
  execute $read$
    select min(s.decrypted_secret) filter (where s.name = 'project_url'), min(s.decrypted_secret) filter (where s.name = 'cron_key')
    from vault.decrypted_secrets s where s.name in ('project_url', 'cron_key')
  $read$ into v_url, v_key;
  if v_url is null or v_key is null then
    return;
  end if;
  execute $call$
    select net.http_post(url := $1, headers := jsonb_build_object('content-type', 'application/json', 'apikey', $2), body := $3)
  $call$ using v_url || '/functions/v1/' || p_name, v_key, p_body;
end;
$function$;

CREATE OR REPLACE FUNCTION app.call_scheduled_function (
  p_name text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform app.call_function(s.function_name, s.body) from app.scheduled_functions s where s.name = p_name and s.enabled;
end;
$function$;

CREATE OR REPLACE FUNCTION app.count_unread (
  p_tenant_id uuid
)
  RETURNS bigint
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select count(*) from public.conversation_threads t
  where t.tenant_id = p_tenant_id and t.status = 'open' and t.unread_count > 0 and t.snoozed_until is null and t.blocked_at is null;
$function$;

CREATE OR REPLACE FUNCTION app.first_uuid_of (
  p_moment timestamp with time zone
)
  RETURNS uuid
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
begin
  return rpad(lpad(to_hex((extract(epoch from p_moment) * 1000)::bigint), 12, '0'), 32, '0')::uuid;
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
declare
  v_is_pushed boolean;
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
    insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
    select t.tenant_id, 'send_push', jsonb_build_object('subscription_id', d.id, 'notification_id', n.id), 'push:' || d.id || ':' || n.id,
      now() + interval '3 seconds'
    from told n
    join app.push_subscriptions d on d.tenant_id = t.tenant_id and d.user_id = n.user_id
    join public.tenants c on c.id = t.tenant_id
    left join public.notification_settings s on s.tenant_id = t.tenant_id and s.user_id = n.user_id
    where s.user_id is null or not app.is_quiet(s, c.time_zone)
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing
    returning id
  ), said as (
    insert into realtime.messages (topic, extension, event, payload, private)
    select 'tenant:' || t.tenant_id, 'broadcast', 'notification', jsonb_build_object(
      'kind', p_kind, 'thread_id', t.id, 'thread_key', t.thread_key, 'contact_name', t.contact_name, 'phone', t.phone,
      'message_id', p_message_id, 'message_kind', p_message_kind, 'preview', p_preview, 'at', clock_timestamp(),
      'user_ids', jsonb_agg(n.user_id)), true
    from told n having count(*) > 0
  )
  select exists (select from pushed) into v_is_pushed;
  if v_is_pushed then
    perform app.call_function('notification-webhook', jsonb_build_object('type', 'INSERT', 'schema', 'public',
      'table', 'notifications', 'record', jsonb_build_object('tenant_id', t.tenant_id)));
  end if;
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
      'kind', n.kind, 'clinic', c.name, 'tenant_id', n.tenant_id, 'thread_key', t.thread_key, 'notification_id', n.id,
      'unread', app.count_unread(n.tenant_id), 'silent', not coalesce(s.plays_sound, true), 'title', case when s.shows_text_in_push then coalesce(t.contact_name, t.phone) end,
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
  -- their ids tell when they were made, so that the young ones are not looked at
  delete from public.notifications n using public.tenants t
  where t.id = n.tenant_id and n.id < app.first_uuid_of(now() - interval '90 days')
    and (n.read_at < now() - interval '90 days' or n.noticed_at < now() - interval '180 days');
end;
$function$;

CREATE OR REPLACE FUNCTION app.renew_push_subscription (
  p_tenant_id    uuid,
  p_endpoint     text,
  p_auth         text,
  p_new_endpoint text,
  p_new_p256dh   text,
  p_new_auth     text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_user_id uuid;
begin
  perform app.require_push_subscription(p_new_endpoint, p_new_p256dh, p_new_auth);
  delete from app.push_subscriptions d
  where d.tenant_id = p_tenant_id and d.endpoint = p_endpoint and d.auth = p_auth
  returning d.user_id into v_user_id;
  if v_user_id is not null then
    insert into app.push_subscriptions (tenant_id, user_id, endpoint, p256dh, auth)
    values (p_tenant_id, v_user_id, p_new_endpoint, p_new_p256dh, p_new_auth)
    on conflict (tenant_id, endpoint) do nothing;
  elsif not exists (
    select from app.push_subscriptions d where d.tenant_id = p_tenant_id and d.endpoint = p_new_endpoint and d.auth = p_new_auth) then
    raise sqlstate 'PT404' using message = 'push_subscription_not_found';
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_push_subscription (
  p_endpoint text,
  p_p256dh   text,
  p_auth     text
)
  RETURNS void
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
begin
  if coalesce(p_endpoint, '') !~ '^https://[^/@\s]+/\S+$' or octet_length(p_endpoint) > 1000
    or coalesce(p_p256dh, '') !~ '^[A-Za-z0-9_-]{80,100}$' or coalesce(p_auth, '') !~ '^[A-Za-z0-9_-]{16,40}$' then
    raise sqlstate 'PT400' using message = 'invalid_push_subscription';
  end if;
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
        'unread_total', app.count_unread(t.id)) order by t.name)
      from public.tenant_members m join public.tenants t on t.id = m.tenant_id
      where m.user_id = v_user and m.status = 'active'), '[]'));
end;
$function$;

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
  perform app.require_push_subscription(p_endpoint, p_p256dh, p_auth);
  -- the browser is the one's who sits before it now
  insert into app.push_subscriptions as d (tenant_id, user_id, endpoint, p256dh, auth)
  values (p_tenant_id, auth.uid(), p_endpoint, p_p256dh, p_auth)
  on conflict (tenant_id, endpoint) do update set user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth;
  delete from app.push_subscriptions d where d.tenant_id = p_tenant_id and d.user_id = auth.uid() and d.id in (
    select o.id from app.push_subscriptions o where o.tenant_id = p_tenant_id and o.user_id = auth.uid()
    order by o.endpoint = p_endpoint desc, o.created_at desc offset 10);
end;
$function$;

COMMENT ON FUNCTION "app"."call_function"(text, jsonb) IS 'Caller: the clock, triggers of the owner. Has an edge function called once the transaction has ended; nobody waits for its answer, and a call that is lost must not matter.';

COMMENT ON FUNCTION "app"."count_unread"(uuid) IS 'Open conversations of a clinic that have something to read: the number at the menu, in the title of the tab and on the icon of the app.';

COMMENT ON FUNCTION "app"."first_uuid_of"(timestamp with time zone) IS 'Lower than every id that app.time_ordered_uuid makes from that moment on.';

COMMENT ON FUNCTION "app"."renew_push_subscription"(uuid, text, text, text, text, text) IS 'Caller: renew-push-subscription, for a service worker. The person of the old address is told at the new one; said twice it is the same. Errors: PT400 invalid_push_subscription, PT404 push_subscription_not_found.';

COMMENT ON FUNCTION "app"."require_push_subscription"(text, text, text) IS 'Refuses what no browser gives for its push service. Errors: PT400 invalid_push_subscription.';

COMMENT ON FUNCTION "public"."get_today"(uuid) IS 'Caller: any member. {waiting: {total, lines}, failed: {total, lines}, mine: {total, waiting, lines}, balance: {credits, is_low} for an official number, channel: the active one, setup: {whatsapp, team, message} for owner and admin until all are done}; eight lines each, whoever waits longest and what failed last first. What sleeps neither waits nor is anybody''s until it wakes; what failed there is told. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."my_context"() IS 'Caller: any signed-in person. {user, is_saas_admin, single_tenant, channel_kinds: what each kind of channel can, left_clinic: the one that the person was in last and is in no more, memberships:[{tenant_id, slug, name, role, time_zone, logo_path, whatsapp, unread_total: conversations with unread messages, none that sleeps or is blocked}]}. Errors: PT401 not_signed_in.';

REVOKE ALL ON FUNCTION "app"."call_function"(text, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."call_function"(text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."call_function"(text, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."count_unread"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."count_unread"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."count_unread"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."first_uuid_of"(timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."first_uuid_of"(timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."first_uuid_of"(timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."first_uuid_of"(timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."renew_push_subscription"(uuid, text, text, text, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."renew_push_subscription"(uuid, text, text, text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."renew_push_subscription"(uuid, text, text, text, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."renew_push_subscription"(uuid, text, text, text, text, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."require_push_subscription"(text, text, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_push_subscription"(text, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_push_subscription"(text, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_push_subscription"(text, text, text) TO "service_role";
