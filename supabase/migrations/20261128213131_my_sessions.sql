-- my sessions: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "app"."push_subscriptions"
  ADD COLUMN "session_id" uuid;

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
  v_session_id uuid;
begin
  perform app.require_push_subscription(p_new_endpoint, p_new_p256dh, p_new_auth);
  delete from app.push_subscriptions d
  where d.tenant_id = p_tenant_id and d.endpoint = p_endpoint and d.auth = p_auth
  returning d.user_id, d.session_id into v_user_id, v_session_id;
  if v_user_id is not null then
    insert into app.push_subscriptions (tenant_id, user_id, endpoint, p256dh, auth, session_id)
    values (p_tenant_id, v_user_id, p_new_endpoint, p_new_p256dh, p_new_auth, v_session_id)
    on conflict (tenant_id, endpoint) do nothing;
  elsif not exists (
    select from app.push_subscriptions d where d.tenant_id = p_tenant_id and d.endpoint = p_new_endpoint and d.auth = p_new_auth) then
    raise sqlstate 'PT404' using message = 'push_subscription_not_found';
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.session_id()
  RETURNS uuid
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'session_id')::uuid;
$function$;

CREATE OR REPLACE FUNCTION public.end_my_sessions (
  p_session_id uuid DEFAULT NULL::uuid
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_user uuid := app.require_user();
  v_ended integer;
begin
  -- a browser that subscribed before sessions were noted goes with all others
  delete from app.push_subscriptions d
  where d.user_id = v_user
    and (d.session_id = p_session_id or p_session_id is null and d.session_id is distinct from app.session_id());
  delete from auth.sessions s
  where s.user_id = v_user and (s.id = p_session_id or p_session_id is null and s.id is distinct from app.session_id());
  get diagnostics v_ended = row_count;
  return v_ended;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."end_my_sessions"(uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_my_sessions()
  RETURNS TABLE (
    id         uuid,
    began_at   timestamp with time zone,
    used_at    timestamp with time zone,
    user_agent text,
    ip         text,
    is_current boolean,
    gets_push  boolean
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_user uuid := app.require_user();
begin
  return query
    select s.id, s.created_at, greatest(s.created_at, s.updated_at, s.refreshed_at at time zone 'UTC'), left(s.user_agent, 400), host(s.ip),
      s.id is not distinct from app.session_id(),
      exists (select from app.push_subscriptions d where d.user_id = v_user and d.session_id = s.id)
    from auth.sessions s
    where s.user_id = v_user and (s.not_after is null or s.not_after > now())
    order by s.id is not distinct from app.session_id() desc, 3 desc
    limit 100;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_my_sessions"() FROM PUBLIC, "anon", "service_role";

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
  insert into app.push_subscriptions as d (tenant_id, user_id, endpoint, p256dh, auth, session_id)
  values (p_tenant_id, auth.uid(), p_endpoint, p_p256dh, p_auth, app.session_id())
  on conflict (tenant_id, endpoint) do update set user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth,
    session_id = excluded.session_id;
  delete from app.push_subscriptions d where d.tenant_id = p_tenant_id and d.user_id = auth.uid() and d.id in (
    select o.id from app.push_subscriptions o where o.tenant_id = p_tenant_id and o.user_id = auth.uid()
    order by o.endpoint = p_endpoint desc, o.created_at desc offset 10);
end;
$function$;

COMMENT ON COLUMN "app"."push_subscriptions"."session_id" IS 'The sign-in that the browser had when it subscribed: it is told nothing more once that is ended elsewhere.';

COMMENT ON FUNCTION "app"."session_id"() IS 'The sign-in that the caller''s token belongs to; null where it names none.';

COMMENT ON FUNCTION "public"."end_my_sessions"(uuid) IS 'Caller: whoever is signed in. Ends one sign-in of theirs, or all but the present one, with what is sent to these browsers while the app is closed. Answers how many; said again it is none. Errors: PT401 not_signed_in.';

COMMENT ON FUNCTION "public"."list_my_sessions"() IS 'Caller: whoever is signed in. Where they are: the present one first, then the latest used. Errors: PT401 not_signed_in.';

REVOKE ALL ON FUNCTION "app"."session_id"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."session_id"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."session_id"() TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."end_my_sessions"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."end_my_sessions"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."end_my_sessions"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_my_sessions"() TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_my_sessions"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_my_sessions"() TO "postgres";
