-- add second factor: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "app"."recovery_codes" (
  "user_id"    uuid                     NOT NULL,
  "code_hash"  bytea                    NOT NULL,
  "created_at" timestamp with time zone NOT NULL DEFAULT now(),
  "used_at"    timestamp with time zone,
  CONSTRAINT "recovery_codes_pkey" PRIMARY KEY (user_id, code_hash)
);

ALTER TABLE "app"."recovery_codes"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."second_factor_rules" (
  "tenant_id"     uuid                     NOT NULL,
  "role"          text                     NOT NULL,
  "required_from" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "role_is_known" CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'therapist'::text, 'operator'::text]))),
  CONSTRAINT "second_factor_rules_pkey" PRIMARY KEY (tenant_id, ROLE)
);

ALTER TABLE "public"."second_factor_rules"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."second_factor_rules" FROM "anon";

ALTER TABLE "app"."settings"
  ADD COLUMN "saas_second_factor" boolean NOT NULL DEFAULT false;

CREATE OR REPLACE FUNCTION app.forget_second_factor (
  p_user_id      uuid,
  p_kept_session uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  delete from auth.mfa_factors f where f.user_id = p_user_id;
  delete from app.push_subscriptions d where d.user_id = p_user_id and d.session_id is distinct from p_kept_session;
  delete from auth.sessions s where s.user_id = p_user_id and s.id is distinct from p_kept_session;
  update auth.sessions s set aal = 'aal1', factor_id = null where s.user_id = p_user_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.has_second_factor (
  p_user_id uuid
)
  RETURNS boolean
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  return exists (select from auth.mfa_factors f where f.user_id = p_user_id and f.status = 'verified');
end;
$function$;

CREATE OR REPLACE FUNCTION app.is_saas_admin()
  RETURNS boolean
  LANGUAGE sql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  select coalesce(app.saas_admin_state() = 'ok', false);
$function$;

CREATE OR REPLACE FUNCTION app.missing_second_factor (
  p_tenant_id uuid,
  p_role      text
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if app.second_factor_passed() then
    return null;
  end if;
  if app.has_second_factor(auth.uid()) then
    return 'verify';
  end if;
  return (
    select 'enrol' from public.second_factor_rules r
    where r.tenant_id = p_tenant_id and r.role = p_role and r.required_from <= now());
end;
$function$;

CREATE OR REPLACE FUNCTION app.my_tenant_ids()
  RETURNS SETOF uuid
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if app.second_factor_passed() then
    return query
      select m.tenant_id from public.tenant_members m
      where m.user_id = auth.uid() and m.status = 'active';
  elsif not app.has_second_factor(auth.uid()) then
    return query
      select m.tenant_id from public.tenant_members m
      where m.user_id = auth.uid() and m.status = 'active' and not exists (
        select from public.second_factor_rules r
        where r.tenant_id = m.tenant_id and r.role = m.role and r.required_from <= now());
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.my_tenant_ids_as (
  p_roles text[]
)
  RETURNS SETOF uuid
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if app.second_factor_passed() then
    return query
      select m.tenant_id from public.tenant_members m
      where m.user_id = auth.uid() and m.status = 'active' and m.role = any (p_roles);
  elsif not app.has_second_factor(auth.uid()) then
    return query
      select m.tenant_id from public.tenant_members m
      where m.user_id = auth.uid() and m.status = 'active' and m.role = any (p_roles) and not exists (
        select from public.second_factor_rules r
        where r.tenant_id = m.tenant_id and r.role = m.role and r.required_from <= now());
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.recovery_code_hash (
  p_user_id uuid,
  p_code    text
)
  RETURNS bytea
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  select sha256(convert_to(p_user_id || ':' || upper(regexp_replace(coalesce(p_code, ''), '[^0-9A-Za-z]', '', 'g')), 'UTF8'));
$function$;

CREATE OR REPLACE FUNCTION app.require_member (
  p_tenant_id uuid,
  p_roles     text[] DEFAULT NULL::text[]
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text;
  v_missing text;
  v_stack text;
begin
  perform app.require_user();
  select m.role into v_role from public.tenant_members m
  where m.tenant_id = p_tenant_id and m.user_id = auth.uid() and m.status = 'active';
  if v_role is null then
    raise sqlstate 'PT403' using message = 'not_a_member', hint = 'Ask the clinic for an invitation.';
  end if;
  v_missing := app.missing_second_factor(p_tenant_id, v_role);
  if v_missing is not null then
    raise sqlstate 'PT403' using message = 'second_factor_required', detail = v_missing, hint = 'Pass your second factor.';
  end if;
  if p_roles is not null and not v_role = any (p_roles) then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Ask an administrator of the clinic.';
  end if;
  if exists (select from public.tenant_cancellations c where c.tenant_id = p_tenant_id) then
    get diagnostics v_stack = pg_context;
    perform app.refuse_when_cancelled(v_stack);
  end if;
  return v_role;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_own_second_factor()
  RETURNS uuid
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_user();
  if not app.second_factor_passed() and app.has_second_factor(auth.uid()) then
    raise sqlstate 'PT403' using message = 'second_factor_required', detail = 'verify', hint = 'Pass your second factor.';
  end if;
  return auth.uid();
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_saas_admin()
  RETURNS uuid
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_state text;
begin
  perform app.require_user();
  v_state := app.saas_admin_state();
  if v_state is null then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Only administrators of the service may do this.';
  end if;
  if v_state <> 'ok' then
    raise sqlstate 'PT403' using message = 'second_factor_required', detail = v_state, hint = 'Pass your second factor.';
  end if;
  return auth.uid();
end;
$function$;

CREATE OR REPLACE FUNCTION app.saas_admin_state()
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if not exists (select from app.saas_admins a where a.user_id = auth.uid()) then
    return null;
  end if;
  if app.second_factor_passed() then
    return 'ok';
  end if;
  if app.has_second_factor(auth.uid()) then
    return 'verify';
  end if;
  return case when (select s.saas_second_factor from app.settings s) then 'enrol' else 'ok' end;
end;
$function$;

CREATE OR REPLACE FUNCTION app.second_factor_passed()
  RETURNS boolean
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return coalesce(nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'aal' = 'aal2', false);
end;
$function$;

CREATE OR REPLACE FUNCTION app.second_factor_rules_json (
  p_tenant_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('roles', coalesce(jsonb_agg(r.role order by r.role), '[]'), 'required_from', max(r.required_from))
  from public.second_factor_rules r where r.tenant_id = p_tenant_id;
$function$;

CREATE OR REPLACE FUNCTION app.tg_mfa_factors__note()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row auth.mfa_factors := coalesce(new, old);
  v_claims text := current_setting('request.jwt.claims', true);
begin
  if auth.uid() is distinct from v_row.user_id then
    if auth.uid() is not null then
      return null;
    end if;
    perform set_config('request.jwt.claims', jsonb_build_object('sub', v_row.user_id)::text, true);
  end if;
  perform app.audit(m.tenant_id, case tg_op when 'DELETE' then 'second_factor.removed' else 'second_factor.added' end, 'second_factor',
    v_row.id::text, case tg_op when 'DELETE' then jsonb_build_object('name', v_row.friendly_name) end,
    case tg_op when 'UPDATE' then jsonb_build_object('name', v_row.friendly_name) end)
  from public.tenant_members m where m.user_id = v_row.user_id and m.status = 'active';
  perform set_config('request.jwt.claims', coalesce(v_claims, ''), true);
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION public.count_recovery_codes()
  RETURNS integer
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_user uuid := app.require_own_second_factor();
begin
  return (select count(*) from app.recovery_codes c where c.user_id = v_user and c.used_at is null);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."count_recovery_codes"() FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.create_recovery_codes()
  RETURNS text[]
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_user uuid := app.require_own_second_factor();
  v_codes text[];
begin
  if not app.has_second_factor(v_user) then
    raise sqlstate 'PT409' using message = 'own_second_factor_missing', hint = 'Switch on your own second factor first.';
  end if;
  perform app.lock_person(v_user);
  delete from app.recovery_codes c where c.user_id = v_user;
  -- letters and digits that nobody mistakes for another: 60 bits a code
  select array_agg(substr(w.word, 1, 4) || '-' || substr(w.word, 5, 4) || '-' || substr(w.word, 9, 4)) into v_codes
  from (
    select (
      select string_agg(substr('ABCDEFGHJKLMNPQRSTUVWXYZ23456789', 1 + get_byte(b.bytes, i) % 32, 1), '')
      from generate_series(0, 11) i) as word
    from (select extensions.gen_random_bytes(12) as bytes from generate_series(1, 10)) b) w;
  insert into app.recovery_codes (user_id, code_hash)
  select v_user, app.recovery_code_hash(v_user, c) from unnest(v_codes) c;
  return v_codes;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."create_recovery_codes"() FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.end_my_sessions (
  p_session_id uuid DEFAULT NULL::uuid
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_user uuid := app.require_own_second_factor();
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

CREATE OR REPLACE FUNCTION public.get_second_factor_rules (
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
  return app.second_factor_rules_json(p_tenant_id) || jsonb_build_object(
    'passed', app.second_factor_passed(),
    'members', (
      select coalesce(jsonb_agg(jsonb_build_object('user_id', m.user_id, 'full_name', p.full_name, 'email', p.email, 'role', m.role,
        'since', f.since) order by f.since is not null, p.full_name, p.email), '[]')
      from public.tenant_members m
      join public.profiles p on p.id = m.user_id
      left join lateral (
        select min(x.updated_at) as since from auth.mfa_factors x where x.user_id = m.user_id and x.status = 'verified') f on true
      where m.tenant_id = p_tenant_id and m.status = 'active'));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_second_factor_rules"(uuid) FROM PUBLIC, "anon", "service_role";

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
  v_user uuid := app.require_own_second_factor();
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
    'is_saas_admin', app.saas_admin_state() is not null,
    'saas_second_factor', nullif(app.saas_admin_state(), 'ok'),
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
        'second_factor', f.missing,
        'second_factor_from', case when f.missing is null and not app.second_factor_passed() then (
          select r.required_from from public.second_factor_rules r where r.tenant_id = t.id and r.role = m.role) end,
        'whatsapp', case when f.missing is null then (
          select jsonb_build_object('provider', c.provider, 'state', c.connection_state) from app.active_channel(t.id) c) end,
        'channels', case when f.missing is null then (
          select coalesce(jsonb_agg(jsonb_build_object('provider', c.provider, 'family', c.family, 'state', c.connection_state)
            order by c.family), '[]') from public.notification_channels c where c.tenant_id = t.id and c.is_active) else '[]' end,
        'modules', (select coalesce(jsonb_agg(m.key order by m.position), '[]') from public.modules m where app.module_is_on(t.id, m.key)),
        'deletion_on', (select x.deletion_on from public.tenant_cancellations x where x.tenant_id = t.id),
        'unread_total', case when f.missing is null then app.count_unread(t.id) else 0 end) order by t.name)
      from public.tenant_members m
      join public.tenants t on t.id = m.tenant_id
      cross join lateral (select app.missing_second_factor(t.id, m.role) as missing) f
      where m.user_id = v_user and m.status = 'active'), '[]'));
end;
$function$;

CREATE OR REPLACE FUNCTION public.reset_member_factors (
  p_tenant_id uuid,
  p_user_id   uuid,
  p_reason    text
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_caller_role text := app.lock_team_as_admin(p_tenant_id);
  v_reason text := app.trimmed(p_reason, 500);
  v_row public.tenant_members;
begin
  if not app.second_factor_passed() then
    raise sqlstate 'PT409' using message = 'own_second_factor_missing', hint = 'Switch on your own second factor first.';
  end if;
  v_row := app.lock_manageable_member(p_tenant_id, p_user_id, v_caller_role);
  if p_user_id = auth.uid() then
    raise sqlstate 'PT409' using message = 'own_second_factor', hint = 'Remove it on your own page.';
  end if;
  if coalesce(char_length(v_reason), 0) < 10 then
    raise sqlstate 'PT400' using message = 'reason_required';
  end if;
  if not app.has_second_factor(p_user_id) then
    return; -- said again
  end if;
  -- whoever leads one clinic has no say about the door of another
  if exists (
    select from public.tenant_members m
    where m.user_id = p_user_id and m.tenant_id <> p_tenant_id and m.status = 'active')
    or exists (select from app.saas_admins a where a.user_id = p_user_id)
  then
    raise sqlstate 'PT409' using message = 'member_of_other_clinics', hint = 'Ask the support of the service.';
  end if;
  perform app.forget_second_factor(p_user_id, null);
  delete from app.recovery_codes c where c.user_id = p_user_id;
  perform app.audit(p_tenant_id, 'second_factor.reset', 'member', p_user_id::text, null,
    jsonb_build_object('name', app.name_of_member(p_user_id)), v_reason);
  perform app.send_email(p_tenant_id, 'second_factor', p.email, jsonb_build_object('locale', p.locale, 'what', 'reset',
    'clinic', t.name, 'by', app.name_of_member(auth.uid())))
  from public.profiles p, public.tenants t where p.id = p_user_id and t.id = p_tenant_id;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."reset_member_factors"(uuid, uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_second_factor_rules (
  p_tenant_id     uuid,
  p_roles         text[],
  p_required_from timestamp with time zone DEFAULT NULL::timestamp WITH time zone
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_from timestamptz := coalesce(p_required_from, now());
  v_before jsonb;
  v_after jsonb;
begin
  perform app.lock_team_as_admin(p_tenant_id);
  if p_roles is null or not p_roles <@ app.grantable_roles('owner') then
    raise sqlstate 'PT400' using message = 'invalid_role';
  end if;
  if v_from > now() + interval '1 year' then
    raise sqlstate 'PT400' using message = 'invalid_date';
  end if;
  if not app.second_factor_passed() then
    raise sqlstate 'PT409' using message = 'own_second_factor_missing', hint = 'Switch on your own second factor first.';
  end if;
  v_before := app.second_factor_rules_json(p_tenant_id);
  delete from public.second_factor_rules r where r.tenant_id = p_tenant_id and not r.role = any (p_roles);
  insert into public.second_factor_rules (tenant_id, role, required_from)
  select p_tenant_id, q.role, v_from from unnest(p_roles) q (role) group by q.role
  on conflict (tenant_id, role) do update set required_from = excluded.required_from;
  v_after := app.second_factor_rules_json(p_tenant_id);
  perform app.audit(p_tenant_id, 'second_factor.required', 'second_factor', p_tenant_id::text, v_before, v_after);
  return v_after;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_second_factor_rules"(uuid, text[], timestamp WITH time zone) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.update_my_profile (
  p_full_name text,
  p_locale    text
)
  RETURNS public.profiles
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_user uuid := app.require_own_second_factor();
  v_name text := app.require_name(p_full_name);
  v_row public.profiles;
begin
  if p_locale is null or p_locale not in ('pt-BR', 'en') then
    raise sqlstate 'PT400' using message = 'invalid_locale';
  end if;
  update public.profiles set full_name = v_name, locale = p_locale where id = v_user returning * into v_row;
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION public.use_recovery_code (
  p_code text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_user uuid := app.require_user();
  v_left integer;
begin
  if not app.take_turn('recovery:' || v_user, 5, interval '15 minutes') then
    return jsonb_build_object('outcome', 'wait');
  end if;
  perform app.lock_person(v_user);
  update app.recovery_codes c set used_at = now()
  where c.user_id = v_user and c.code_hash = app.recovery_code_hash(v_user, p_code) and c.used_at is null;
  if not found then
    return jsonb_build_object('outcome', 'wrong');
  end if;
  perform app.forget_second_factor(v_user, app.session_id());
  select count(*) into v_left from app.recovery_codes c where c.user_id = v_user and c.used_at is null;
  perform app.audit(m.tenant_id, 'second_factor.recovered', 'second_factor', v_user::text, null, jsonb_build_object('codes_left', v_left))
  from public.tenant_members m where m.user_id = v_user and m.status = 'active';
  perform app.send_email(m.tenant_id, 'second_factor', p.email, jsonb_build_object('locale', p.locale, 'what', 'recovered'))
  from public.profiles p
  cross join lateral (
    select n.tenant_id from public.tenant_members n where n.user_id = v_user and n.status = 'active' order by n.tenant_id limit 1) m
  where p.id = v_user;
  return jsonb_build_object('outcome', 'accepted', 'left', v_left);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."use_recovery_code"(text) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."recovery_codes"
  ADD CONSTRAINT "recovery_codes_user_id_fkey" FOREIGN KEY (user_id) REFERENCES public.profiles(id) ON DELETE CASCADE;

ALTER TABLE "public"."second_factor_rules"
  ADD CONSTRAINT "second_factor_rules_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

CREATE TRIGGER mfa_factors_note_removed
  AFTER DELETE ON auth.mfa_factors
  FOR EACH ROW
  WHEN ((old.status = 'verified'::auth.factor_status))
  EXECUTE FUNCTION app.tg_mfa_factors__note();

CREATE TRIGGER mfa_factors_note_verified
  AFTER UPDATE OF status ON auth.mfa_factors
  FOR EACH ROW
  WHEN (((new.status = 'verified'::auth.factor_status) AND (old.status <> 'verified'::auth.factor_status)))
  EXECUTE FUNCTION app.tg_mfa_factors__note();

CREATE POLICY "select_nobody" ON "app"."recovery_codes"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_members" ON "public"."second_factor_rules"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

COMMENT ON FUNCTION "app"."forget_second_factor"(uuid, uuid) IS 'Takes all factors of a person away and ends their sign-ins, but the one that is named: what was lost opens nothing any more.';

COMMENT ON FUNCTION "app"."has_second_factor"(uuid) IS 'Whether a person comes in with more than a password.';

COMMENT ON FUNCTION "app"."missing_second_factor"(uuid, text) IS 'What the caller, who has the role in the clinic, still has to do before anything of it is shown: verify (there is a factor, and the sign-in has not passed it), enrol (the clinic requires one), or null.';

COMMENT ON FUNCTION "app"."my_tenant_ids"() IS 'Clinics in which the caller is an active member and has passed what the sign-in needs (app.missing_second_factor). Used by every policy.';

COMMENT ON FUNCTION "app"."my_tenant_ids_as"(text[]) IS 'Clinics in which the caller is active with one of the roles, as app.my_tenant_ids.';

COMMENT ON FUNCTION "app"."recovery_code_hash"(uuid, text) IS 'What is kept of a recovery code; its case and its dashes do not matter.';

COMMENT ON FUNCTION "app"."require_member"(uuid, text[]) IS 'The caller''s role in the clinic. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 second_factor_required, PT403 forbidden, PT403 clinic_cancelled.';

COMMENT ON FUNCTION "app"."require_own_second_factor"() IS 'The id of the signed-in caller, who has passed their second factor where they have one. Errors: PT401 not_signed_in, PT403 second_factor_required.';

COMMENT ON FUNCTION "app"."saas_admin_state"() IS 'Of an administrator of the service: ok, or what their second factor still lacks (verify, enrol). Null for everybody else.';

COMMENT ON FUNCTION "app"."second_factor_passed"() IS 'Whether the caller''s token says that the second factor was passed. The claims of an API key say so: a key is no password.';

COMMENT ON FUNCTION "app"."second_factor_rules_json"(uuid) IS 'Who needs a second factor in a clinic: {roles, required_from}.';

COMMENT ON FUNCTION "public"."count_recovery_codes"() IS 'Caller: whoever is signed in. How many of their recovery codes still work. Errors: PT401 not_signed_in, PT403 second_factor_required.';

COMMENT ON FUNCTION "public"."create_recovery_codes"() IS 'Caller: whoever has a second factor and has passed it. Ten codes, shown once, each of which takes its place once; those before end. Errors: PT401 not_signed_in, PT403 second_factor_required, PT409 own_second_factor_missing.';

COMMENT ON FUNCTION "public"."end_my_sessions"(uuid) IS 'Caller: whoever is signed in. Ends one sign-in of theirs, or all but the present one, with what is sent to these browsers while the app is closed. Answers how many; said again it is none. Errors: PT401 not_signed_in, PT403 second_factor_required.';

COMMENT ON FUNCTION "public"."get_second_factor_rules"(uuid) IS 'Caller: owner or admin. {roles: that need a second factor, required_from, passed: whether the caller has passed one, members: [{user_id, full_name, email, role, since: when they switched theirs on, null for who has none}]}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 second_factor_required, PT403 forbidden.';

COMMENT ON FUNCTION "public"."list_my_sessions"() IS 'Caller: whoever is signed in. Where they are: the present one first, then the latest used. Errors: PT401 not_signed_in, PT403 second_factor_required.';

COMMENT ON FUNCTION "public"."my_context"() IS 'Caller: any signed-in person. {user, is_saas_admin, saas_second_factor: what of it an administrator of the service still has to do (verify, enrol), single_tenant, channel_kinds: what each kind of channel can, left_clinic: the one that the person was in last and is in no more, memberships:[{tenant_id, slug, name, role, time_zone, logo_path, second_factor: what is to be done before anything of the clinic is shown (verify, enrol), second_factor_from: from when on the clinic asks for one that is not there yet, whatsapp, channels, modules: keys of those that are on, deletion_on: when a clinic that leaves is deleted, unread_total: conversations with unread messages, none that sleeps or is blocked}]}. Errors: PT401 not_signed_in.';

COMMENT ON FUNCTION "public"."reset_member_factors"(uuid, uuid, text) IS 'Caller: owner or admin (owners only over owners) who has passed a second factor, for somebody who lost theirs. Takes the factors and recovery codes of a member away, ends their sign-ins and tells them by e-mail. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 second_factor_required, PT403 forbidden, PT404 member_not_found, PT409 own_second_factor_missing, PT409 own_second_factor, PT400 reason_required, PT409 member_of_other_clinics.';

COMMENT ON FUNCTION "public"."save_second_factor_rules"(uuid, text[], timestamp with time zone) IS 'Caller: owner or admin who has passed a second factor. The roles that come in with one only, from a moment on (now, if none is given); no role: nobody has to. Returns {roles, required_from}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 second_factor_required, PT403 forbidden, PT400 invalid_role, PT400 invalid_date, PT409 own_second_factor_missing.';

COMMENT ON FUNCTION "public"."update_my_profile"(text, text) IS 'Caller: oneself. Errors: PT401 not_signed_in, PT403 second_factor_required, PT400 invalid_name, PT400 invalid_locale.';

COMMENT ON FUNCTION "public"."use_recovery_code"(text) IS 'Caller: whoever signed in with the password and lost the second factor. {outcome: accepted, wrong, or wait after five tries in fifteen minutes, left}: an accepted code takes all factors away, ends the other sign-ins and works no more. A refusal is answered, so that its count stays. Errors: PT401 not_signed_in.';

COMMENT ON TABLE "app"."recovery_codes" IS 'SHA-256 of what a person types when the phone with the second factor is lost; each works once.';

COMMENT ON TABLE "app"."settings" IS 'One row. single_tenant: sign-up creates no clinic and the interface hides every clinic picker. saas_second_factor: administrators of the service come in with a second factor only.';

COMMENT ON TABLE "public"."second_factor_rules" IS 'Roles of a clinic that come in with a second factor only, and from when on. Written by save_second_factor_rules.';

REVOKE ALL ON FUNCTION "app"."forget_second_factor"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."forget_second_factor"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."forget_second_factor"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."has_second_factor"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."has_second_factor"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."has_second_factor"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."missing_second_factor"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."missing_second_factor"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."missing_second_factor"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."recovery_code_hash"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."recovery_code_hash"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."recovery_code_hash"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_own_second_factor"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_own_second_factor"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_own_second_factor"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."saas_admin_state"() FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."saas_admin_state"() TO "authenticated";

REVOKE ALL ON FUNCTION "app"."saas_admin_state"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."saas_admin_state"() TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."saas_admin_state"() TO "service_role";

REVOKE ALL ON FUNCTION "app"."second_factor_passed"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."second_factor_passed"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."second_factor_passed"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."second_factor_rules_json"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."second_factor_rules_json"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."second_factor_rules_json"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_mfa_factors__note"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_mfa_factors__note"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_mfa_factors__note"() TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."count_recovery_codes"() TO "authenticated";

REVOKE ALL ON FUNCTION "public"."count_recovery_codes"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."count_recovery_codes"() TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."create_recovery_codes"() TO "authenticated";

REVOKE ALL ON FUNCTION "public"."create_recovery_codes"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."create_recovery_codes"() TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_second_factor_rules"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_second_factor_rules"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_second_factor_rules"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."reset_member_factors"(uuid, uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."reset_member_factors"(uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."reset_member_factors"(uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_second_factor_rules"(uuid, text[], timestamp WITH time zone) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."save_second_factor_rules"(uuid, text[], timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."save_second_factor_rules"(uuid, text[], timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."use_recovery_code"(text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."use_recovery_code"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."use_recovery_code"(text) TO "postgres";

REVOKE ALL ON TABLE "public"."second_factor_rules" FROM "authenticated";

GRANT SELECT ON TABLE "public"."second_factor_rules" TO "authenticated";

REVOKE ALL ON TABLE "public"."second_factor_rules" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."second_factor_rules" TO "service_role";

insert into app.settings default values
on conflict (only_row) do nothing;

insert into app.audit_actions (key, area, severity) values
  ('module.switched_on', 'settings', 'warning'), ('module.switched_off', 'settings', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

-- What sales write down: app.note_sale.
insert into app.audit_actions (key, area, severity)
select t.entity || '.' || v.verb, 'sales', case when v.verb in ('won', 'lost', 'became_patient', 'converted') then 'notice' else 'info' end
from (values ('contact'), ('company'), ('deal'), ('lead')) t (entity)
cross join (values ('created'), ('changed'), ('moved'), ('won'), ('lost'), ('reopened'), ('converted'), ('archived'), ('restored'), ('became_patient')) v (verb)
where t.entity in ('contact', 'company') and v.verb in ('created', 'changed', 'archived', 'restored')
  or t.entity = 'contact' and v.verb = 'became_patient'
  or t.entity = 'deal' and v.verb in ('created', 'changed', 'moved', 'won', 'lost', 'reopened')
  or t.entity = 'lead' and v.verb in ('created', 'changed', 'converted')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

-- What happens to the rows of audited tables.
insert into app.audit_actions (key, area, severity)
select t.entity || v.verb, t.area, (array['info', 'notice', 'warning'])[1 + greatest(t.severity, case v.verb when '.deleted' then 1 else 0 end)]
from (values
  ('clinic', 'settings', 1), ('member', 'team', 2), ('invitation', 'team', 1), ('therapist', 'team', 1), ('therapist_fiscal', 'money', 1),
  ('patient', 'patients', 0), ('care_team', 'record', 1), ('patient_file', 'patients', 0), ('patient_document', 'record', 0),
  ('patient_merge', 'patients', 1), ('consent', 'privacy', 1), ('receipt', 'money', 1), ('payout_rule', 'money', 1),
  ('session_price', 'money', 1), ('absence_policy', 'money', 1), ('session_type', 'agenda', 0), ('workflow', 'automation', 1),
  ('channel', 'messages', 1), ('agenda_settings', 'settings', 0), ('booking_settings', 'settings', 1), ('money_settings', 'settings', 0),
  ('fiscal_settings', 'settings', 1), ('record_settings', 'settings', 2), ('waiting_settings', 'settings', 0),
  ('notice_settings', 'settings', 0), ('reminder_settings', 'settings', 0), ('autoreply_settings', 'settings', 0),
  ('optout_settings', 'settings', 0)
) t (entity, area, severity)
cross join (values ('.created'), ('.changed'), ('.deleted')) v (verb)
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('money.reversal', 'money', 'warning'), ('money.refund', 'money', 'warning'), ('money.adjustment', 'money', 'warning'),
  ('money.override', 'money', 'warning'),
  ('record.read', 'record', 'info'), ('record.copy', 'record', 'warning'), ('record.break_glass', 'record', 'critical'),
  ('record.opened', 'record', 'critical'),
  ('session.booked', 'agenda', 'info'), ('session.moved', 'agenda', 'info'), ('session.changed', 'agenda', 'info'),
  ('session.status', 'agenda', 'info'), ('session.cancelled', 'agenda', 'notice'), ('session.joined', 'agenda', 'info'),
  ('session.left', 'agenda', 'info'),
  ('conversation.assigned', 'messages', 'info'), ('conversation.unassigned', 'messages', 'info'), ('conversation.finished', 'messages', 'info'),
  ('conversation.reopened', 'messages', 'info'), ('conversation.opted_out', 'messages', 'notice'), ('conversation.opted_in', 'messages', 'notice'),
  ('conversation.renamed', 'messages', 'info'), ('conversation.tagged', 'messages', 'info'), ('conversation.untagged', 'messages', 'info'),
  ('conversation.moved', 'messages', 'info'), ('conversation.snoozed', 'messages', 'info'), ('conversation.woken', 'messages', 'info'),
  ('conversation.blocked', 'messages', 'notice'), ('conversation.unblocked', 'messages', 'notice'),
  ('conversation.schedule_cancelled', 'messages', 'info'),
  ('fiscal.exported', 'money', 'notice'),
  ('credits.granted', 'service', 'notice'), ('credits.taken_back', 'service', 'warning'), ('addon.granted', 'service', 'notice'),
  ('addon.limited', 'service', 'notice'),
  ('privacy_request.opened', 'privacy', 'notice'), ('privacy_request.answered', 'privacy', 'notice'),
  ('incident.saved', 'privacy', 'critical'), ('processing_record.saved', 'privacy', 'info'),
  ('retention.changed', 'privacy', 'warning'), ('retention.removed', 'privacy', 'warning'),
  ('erasure.requested', 'privacy', 'critical'), ('erasure.finished', 'privacy', 'critical'), ('identity.opened', 'privacy', 'critical'),
  ('export.requested', 'privacy', 'notice'), ('export.downloaded', 'privacy', 'warning'), ('export.cancelled', 'privacy', 'info'),
  ('audit.exported', 'audit', 'notice'), ('audit.pruned', 'audit', 'warning'), ('audit.erased', 'audit', 'warning'),
  ('audit.kept', 'audit', 'notice'),
  ('second_factor.added', 'team', 'notice'), ('second_factor.removed', 'team', 'warning'), ('second_factor.reset', 'team', 'critical'),
  ('second_factor.recovered', 'team', 'critical'), ('second_factor.required', 'team', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('clinic.cancelled', 'settings', 'critical'), ('clinic.restored', 'settings', 'critical'),
  ('api_key.created', 'settings', 'warning'), ('api_key.revoked', 'settings', 'warning'),
  ('webhook.created', 'settings', 'warning'), ('webhook.changed', 'settings', 'notice'), ('webhook.secret_rotated', 'settings', 'warning'),
  ('webhook.deleted', 'settings', 'warning'), ('webhook.disabled', 'settings', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;
