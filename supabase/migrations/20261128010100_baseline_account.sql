-- Baseline of the domain account: everything that supabase/schemas/account held when the history began.
set check_function_bodies = off;

-- Roles that a person with the given role may give to or take from others; an owner may give every role there is.
create function app.grantable_roles(p_role text)
returns text[]
language sql
immutable
parallel safe
set search_path = ''
as $$
  select case p_role
    when 'owner' then array['owner', 'admin', 'supervisor', 'therapist', 'operator']
    when 'admin' then array['admin', 'supervisor', 'therapist', 'operator']
    else array[]::text[]
  end;
$$;
revoke execute on function app.grantable_roles(text) from public, anon, authenticated;
grant execute on function app.grantable_roles(text) to authenticated, service_role;

create function app.is_saas_admin()
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (select from app.saas_admins a where a.user_id = auth.uid());
$$;
revoke execute on function app.is_saas_admin() from public, anon, authenticated;
grant execute on function app.is_saas_admin() to authenticated, service_role;

-- CPF (11 digits) and CNPJ (12 letters or digits, then 2 digits) check digits, modulo 11. In a CNPJ a character counts as
-- its code less 48 (IN RFB 2.229/2024), which leaves the ones of digits only as they were.
create function app.is_valid_cpf_cnpj(p_document text)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
declare
  v_length int := char_length(p_document);
  v_position int;
  v_weight int;
  v_sum int;
  v_digit int;
begin
  if p_document !~ '^([0-9]{11}|[0-9A-Z]{12}[0-9]{2})$' or p_document ~ '^(.)\1*$' then
    return false;
  end if;
  for v_check in v_length - 1 .. v_length loop
    v_sum := 0;
    for i in 1 .. v_check - 1 loop
      v_position := v_check - i;
      v_weight := case when v_length = 11 then v_position + 1 else (v_position - 1) % 8 + 2 end;
      v_sum := v_sum + (ascii(substr(p_document, i, 1)) - 48) * v_weight;
    end loop;
    v_digit := (v_sum * 10) % 11 % 10;
    if v_digit <> substr(p_document, v_check, 1)::int then
      return false;
    end if;
  end loop;
  return true;
end;
$$;
comment on function app.is_valid_cpf_cnpj(text) is
  'True for a CPF (11 digits) or CNPJ (12 digits or capital letters, 2 digits) with right check digits and without punctuation.';
revoke execute on function app.is_valid_cpf_cnpj(text) from public, anon, authenticated;
grant execute on function app.is_valid_cpf_cnpj(text) to authenticated, service_role;

-- What one person may do only so often is counted behind this lock. Whoever holds a team's lock too took that one first.
create function app.lock_person(p_user_id uuid)
returns void
language sql
set search_path = ''
as $$
  select pg_advisory_xact_lock(hashtextextended('person:' || p_user_id, 0));
$$;
revoke execute on function app.lock_person(uuid) from public, anon, authenticated;
grant execute on function app.lock_person(uuid) to service_role;

-- Locks the clinic's team: roles are read after it, so that two people who change each other at once do so in turn.
create function app.lock_team(p_tenant_id uuid)
returns void
language sql
set search_path = ''
as $$
  select pg_advisory_xact_lock(hashtextextended('team:' || p_tenant_id, 0));
$$;
revoke execute on function app.lock_team(uuid) from public, anon, authenticated;
grant execute on function app.lock_team(uuid) to service_role;

-- The caller's role once the team is locked. Asked before as well: strangers must not hold up a clinic's team.
create function app.lock_team_as_admin(p_tenant_id uuid)
returns text
language plpgsql
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  perform app.lock_team(p_tenant_id);
  return app.require_admin(p_tenant_id);
end;
$$;
comment on function app.lock_team_as_admin(uuid) is
  'The caller''s role in the clinic, which nobody changes until the transaction ends. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function app.lock_team_as_admin(uuid) from public, anon, authenticated;
grant execute on function app.lock_team_as_admin(uuid) to service_role;

-- Policy helpers. Definer, because they read the membership table that they protect.
-- They are plpgsql, which keeps its plans: SQL functions that cannot be inlined are parsed anew by every statement.
create function app.my_tenant_ids()
returns setof uuid
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return query
    select m.tenant_id from public.tenant_members m
    where m.user_id = auth.uid() and m.status = 'active';
end;
$$;
comment on function app.my_tenant_ids() is 'Clinics in which the caller is an active member. Used by every policy.';
revoke execute on function app.my_tenant_ids() from public, anon, authenticated;
grant execute on function app.my_tenant_ids() to authenticated, service_role;

create function app.my_tenant_ids_as(p_roles text[])
returns setof uuid
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return query
    select m.tenant_id from public.tenant_members m
    where m.user_id = auth.uid() and m.status = 'active' and m.role = any (p_roles);
end;
$$;
comment on function app.my_tenant_ids_as(text[]) is 'Clinics in which the caller is active with one of the roles.';
revoke execute on function app.my_tenant_ids_as(text[]) from public, anon, authenticated;
grant execute on function app.my_tenant_ids_as(text[]) to authenticated, service_role;

-- What people type and paste: invisible characters, a label in front and punctuation go, letters are raised, and the
-- zeros that a spreadsheet took off the front of a number come back.
create function app.normalise_cpf_cnpj(p_typed text)
returns text
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $$
declare
  v_text text := regexp_replace(p_typed, '[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]', '', 'g');
begin
  v_text := regexp_replace(v_text, '^[\s\u00a0]*(cpf|cnpj)(/cnpj)?[\s\u00a0:]+', '', 'i');
  v_text := regexp_replace(v_text, '[.,/\-\s\u00a0\u2007\u202f\u2010-\u2015\u2212]', '', 'g');
  v_text := translate(v_text, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  if v_text ~ '^[0-9]{8,10}$' then
    v_text := lpad(v_text, 11, '0');
  elsif v_text ~ '^[0-9]{11,13}$' and not app.is_valid_cpf_cnpj(v_text) then
    v_text := lpad(v_text, 14, '0');
  end if;
  return case when app.is_valid_cpf_cnpj(v_text) then v_text end;
end;
$$;
comment on function app.normalise_cpf_cnpj(text) is 'The CPF or CNPJ in what was typed, without punctuation; NULL when there is no valid one.';
revoke execute on function app.normalise_cpf_cnpj(text) from public, anon, authenticated;
grant execute on function app.normalise_cpf_cnpj(text) to authenticated, service_role;

create function app.require_admin(p_tenant_id uuid)
returns text
language sql
stable
set search_path = ''
as $$
  select app.require_member(p_tenant_id, array['owner', 'admin']);
$$;
revoke execute on function app.require_admin(uuid) from public, anon, authenticated;
grant execute on function app.require_admin(uuid) to authenticated, service_role;

create function app.require_member(p_tenant_id uuid, p_roles text[] default null)
returns text
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_role text;
begin
  perform app.require_user();
  select m.role into v_role from public.tenant_members m
  where m.tenant_id = p_tenant_id and m.user_id = auth.uid() and m.status = 'active';
  if v_role is null then
    raise sqlstate 'PT403' using message = 'not_a_member', hint = 'Ask the clinic for an invitation.';
  end if;
  if p_roles is not null and not v_role = any (p_roles) then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Ask an administrator of the clinic.';
  end if;
  return v_role;
end;
$$;
comment on function app.require_member(uuid, text[]) is 'The caller''s role in the clinic. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function app.require_member(uuid, text[]) from public, anon, authenticated;
grant execute on function app.require_member(uuid, text[]) to authenticated, service_role;

create function app.require_saas_admin()
returns uuid
language plpgsql
stable
set search_path = ''
as $$
begin
  perform app.require_user();
  if not app.is_saas_admin() then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Only administrators of the service may do this.';
  end if;
  return auth.uid();
end;
$$;
revoke execute on function app.require_saas_admin() from public, anon, authenticated;
grant execute on function app.require_saas_admin() to authenticated, service_role;

create function app.require_time_zone(p_time_zone text)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_time_zone is null or not exists (select from pg_catalog.pg_timezone_names z where z.name = p_time_zone) then
    raise sqlstate 'PT400' using message = 'invalid_time_zone', detail = 'Use an IANA name such as America/Sao_Paulo.';
  end if;
  return p_time_zone;
end;
$$;
revoke execute on function app.require_time_zone(text) from public, anon, authenticated;
grant execute on function app.require_time_zone(text) to authenticated, service_role;

-- Guards of the RPCs: they raise instead of answering.
create function app.require_user()
returns uuid
language plpgsql
stable
set search_path = ''
as $$
declare
  v_user uuid := auth.uid();
begin
  if v_user is null then
    raise sqlstate 'PT401' using message = 'not_signed_in', hint = 'Sign in and try again.';
  end if;
  return v_user;
end;
$$;
comment on function app.require_user() is 'The id of the signed-in caller. Errors: PT401 not_signed_in.';
revoke execute on function app.require_user() from public, anon, authenticated;
grant execute on function app.require_user() to authenticated, service_role;

-- The browser of somebody who was removed, or has another role now, follows at once. What the person may do is decided
-- with every call; this spares them screens that refuse everything.
create function app.tg_tenant_members__broadcast()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.broadcast(old.tenant_id, 'member', jsonb_build_object('user_id', old.user_id, 'role', (
    select m.role from public.tenant_members m
    where m.tenant_id = old.tenant_id and m.user_id = old.user_id and m.status = 'active')));
  return null;
end;
$$;
revoke execute on function app.tg_tenant_members__broadcast() from public, anon, authenticated;

-- A clinic always has an owner, whichever way one goes: the functions below, or an account that is deleted. A clinic
-- that is deleted takes its members with it.
create function app.tg_tenant_members__keep_owner()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.lock_team(old.tenant_id);
  if exists (select from public.tenants t where t.id = old.tenant_id) and not exists (
    select from public.tenant_members m where m.tenant_id = old.tenant_id and m.role = 'owner' and m.status = 'active'
  ) then
    raise sqlstate 'PT409' using message = 'last_owner', hint = 'Make another person owner first.';
  end if;
  return null;
end;
$$;
revoke execute on function app.tg_tenant_members__keep_owner() from public, anon, authenticated;

-- Whoever may no longer give a role has not given it: their open invitations to it end.
create function app.tg_tenant_members__revoke_invitations()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_role text;
begin
  select m.role into v_role from public.tenant_members m
  where m.tenant_id = old.tenant_id and m.user_id = old.user_id and m.status = 'active';
  update public.tenant_invitations i set revoked_at = now()
  where i.tenant_id = old.tenant_id and i.created_by = old.user_id and i.accepted_at is null and i.revoked_at is null
    and not i.role = any (app.grantable_roles(v_role));
  -- and nobody comes back by an invitation from before they went
  if v_role is null then
    update public.tenant_invitations i set revoked_at = now()
    where i.tenant_id = old.tenant_id and i.accepted_at is null and i.revoked_at is null
      and i.email = (select p.email from public.profiles p where p.id = old.user_id);
  end if;
  return null;
end;
$$;
revoke execute on function app.tg_tenant_members__revoke_invitations() from public, anon, authenticated;

-- Sign-up: profile, clinic and ownership in the transaction that creates the user. It must never make the
-- sign-up fail, so bad metadata means defaults and a bad clinic name means no clinic (the app asks again).
create function app.tg_users__create_profile()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_meta jsonb := case when jsonb_typeof(new.raw_user_meta_data) = 'object' then new.raw_user_meta_data else '{}'::jsonb end;
  v_clinic text := coalesce(app.normalize_name(left(v_meta ->> 'clinic_name', 1000)), '');
  v_zone text := coalesce(v_meta ->> 'time_zone', 'America/Sao_Paulo');
begin
  insert into public.profiles (id, full_name, email, locale)
  values (
    new.id,
    coalesce(app.normalize_name(left(app.normalize_name(left(v_meta ->> 'full_name', 1000)), 120)), ''),
    lower(coalesce(new.email, '')),
    case when v_meta ->> 'locale' in ('pt-BR', 'en') then v_meta ->> 'locale' else 'pt-BR' end
  )
  on conflict (id) do nothing;
  if char_length(v_clinic) between 2 and 120 and not (select s.single_tenant from app.settings s) then
    if not exists (select from pg_catalog.pg_timezone_names z where z.name = v_zone) then
      v_zone := 'America/Sao_Paulo';
    end if;
    perform app.found_tenant(new.id, v_clinic, v_zone);
  end if;
  return new;
end;
$$;
revoke execute on function app.tg_users__create_profile() from public, anon, authenticated;

create function app.tg_users__sync_email()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.profiles set email = lower(coalesce(new.email, '')) where id = new.id;
  return new;
end;
$$;
revoke execute on function app.tg_users__sync_email() from public, anon, authenticated;

create function public.accept_invitation(p_token text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_user uuid := app.require_user();
  v_row public.tenant_invitations;
begin
  select * into v_row from public.tenant_invitations i where i.token_hash = sha256(convert_to(coalesce(p_token, ''), 'UTF8'));
  if not found then
    raise sqlstate 'PT404' using message = 'invitation_not_found', hint = 'Ask the clinic for a new link.';
  end if;
  if v_row.email <> (select p.email from public.profiles p where p.id = v_user) then
    raise sqlstate 'PT403' using message = 'invitation_for_another_email', hint = 'Sign in with the invited e-mail.';
  end if;
  -- whoever invites, removes or accepts does so in turn: an invitation is for somebody who is not in the team
  perform app.lock_team(v_row.tenant_id);
  select * into v_row from public.tenant_invitations i where i.tenant_id = v_row.tenant_id and i.id = v_row.id for update;
  if not found then
    raise sqlstate 'PT404' using message = 'invitation_not_found', hint = 'Ask the clinic for a new link.';
  end if;
  if v_row.accepted_at is null then
    if app.invitation_state(v_row) <> 'pending' then
      raise sqlstate 'PT410' using message = 'invitation_expired', hint = 'Ask the clinic for a new link.';
    end if;
    insert into public.tenant_members (tenant_id, user_id, role) values (v_row.tenant_id, v_user, v_row.role)
    on conflict (tenant_id, user_id) do nothing;
    update public.tenant_invitations set accepted_at = now(), accepted_by = v_user
    where tenant_id = v_row.tenant_id and id = v_row.id;
  end if;
  return jsonb_build_object('tenant_id', v_row.tenant_id, 'role', v_row.role);
end;
$$;
comment on function public.accept_invitation(text) is
  'Caller: the invited e-mail. A repeated call answers the same and changes nothing. Returns {tenant_id, role}: the role of the invitation. Errors: PT401 not_signed_in, PT404 invitation_not_found, PT403 invitation_for_another_email, PT410 invitation_expired.';
revoke execute on function public.accept_invitation(text) from public, anon, authenticated;
grant execute on function public.accept_invitation(text) to authenticated;

create function public.create_invitation(p_tenant_id uuid, p_email text, p_role text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_role text := app.lock_team_as_admin(p_tenant_id);
  v_email text := lower(btrim(p_email));
  v_token text := translate(encode(extensions.gen_random_bytes(32), 'base64'), E'+/=\n', '-_');
  v_row public.tenant_invitations;
begin
  if not app.is_email(v_email) then
    raise sqlstate 'PT400' using message = 'invalid_email';
  end if;
  if p_role is null or not p_role = any (app.grantable_roles('owner')) then
    raise sqlstate 'PT400' using message = 'invalid_role';
  end if;
  if not p_role = any (app.grantable_roles(v_role)) then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Only an owner can invite another owner.';
  end if;
  if exists (
    select from public.tenant_members m join public.profiles p on p.id = m.user_id
    where m.tenant_id = p_tenant_id and p.email = v_email
  ) then
    raise sqlstate 'PT409' using message = 'already_a_member';
  end if;
  perform app.lock_person(auth.uid());
  -- invitations are mailed: an account that anybody can open must not be a way to mail the world
  if (
    select count(*) from public.tenant_invitations i
    where i.created_by = auth.uid() and i.created_at > now() - interval '1 day'
  ) >= 100 then
    raise sqlstate 'PT429' using message = 'too_many_requests', hint = 'Invite the others tomorrow.';
  end if;
  update public.tenant_invitations set revoked_at = now()
  where tenant_id = p_tenant_id and email = v_email and accepted_at is null and revoked_at is null;
  insert into public.tenant_invitations (tenant_id, email, role, token_hash, created_by)
  values (p_tenant_id, v_email, p_role, sha256(convert_to(v_token, 'UTF8')), auth.uid())
  returning * into v_row;
  return jsonb_build_object('id', v_row.id, 'token', v_token, 'email', v_email, 'role', p_role, 'expires_at', v_row.expires_at);
end;
$$;
comment on function public.create_invitation(uuid, text, text) is
  'Caller: owner or admin (owners only for role owner). Replaces a pending invitation of the same e-mail; ends when its maker may no longer give the role. Returns {id, token, email, role, expires_at}; the token is never shown again. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_email, PT400 invalid_role, PT409 already_a_member, PT429 too_many_requests.';
revoke execute on function public.create_invitation(uuid, text, text) from public, anon, authenticated;
grant execute on function public.create_invitation(uuid, text, text) to authenticated;

create function public.get_invitation(p_token text)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_row public.tenant_invitations;
begin
  select * into v_row from public.tenant_invitations i where i.token_hash = sha256(convert_to(coalesce(p_token, ''), 'UTF8'));
  if not found then
    raise sqlstate 'PT404' using message = 'invitation_not_found', hint = 'Ask the clinic for a new link.';
  end if;
  return jsonb_build_object(
    'tenant_name', (select t.name from public.tenants t where t.id = v_row.tenant_id),
    'email', v_row.email, 'role', v_row.role, 'expires_at', v_row.expires_at, 'state', app.invitation_state(v_row)
  );
end;
$$;
comment on function public.get_invitation(text) is 'Caller: anyone who holds the token. Returns {tenant_name, email, role, expires_at, state}. Errors: PT404 invitation_not_found.';
revoke execute on function public.get_invitation(text) from public, anon, authenticated;
grant execute on function public.get_invitation(text) to anon, authenticated, service_role;

create function public.get_public_settings()
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select jsonb_build_object('single_tenant', s.single_tenant) from app.settings s;
$$;
comment on function public.get_public_settings() is 'Caller: anyone. What the sign-in screens must know: {single_tenant}.';
revoke execute on function public.get_public_settings() from public, anon, authenticated;
grant execute on function public.get_public_settings() to anon, authenticated, service_role;

create function public.leave_tenant(p_tenant_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  perform app.lock_team(p_tenant_id);
  perform app.require_member(p_tenant_id);
  delete from public.tenant_members where tenant_id = p_tenant_id and user_id = auth.uid();
end;
$$;
comment on function public.leave_tenant(uuid) is 'Caller: any member, for oneself. Errors: PT401 not_signed_in, PT403 not_a_member, PT409 last_owner.';
revoke execute on function public.leave_tenant(uuid) from public, anon, authenticated;
grant execute on function public.leave_tenant(uuid) to authenticated;

create function public.list_members(p_tenant_id uuid)
returns table (user_id uuid, full_name text, email text, role text, status text, created_at timestamptz)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return query
    select m.user_id, p.full_name, p.email, m.role, m.status, m.created_at
    from public.tenant_members m join public.profiles p on p.id = m.user_id
    where m.tenant_id = p_tenant_id
    order by p.full_name, p.email;
end;
$$;
comment on function public.list_members(uuid) is 'Caller: any member. The team, by name. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_members(uuid) from public, anon, authenticated;
grant execute on function public.list_members(uuid) to authenticated;

create function public.remove_member(p_tenant_id uuid, p_user_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_caller_role text := app.lock_team_as_admin(p_tenant_id);
begin
  perform app.lock_manageable_member(p_tenant_id, p_user_id, v_caller_role);
  delete from public.tenant_members where tenant_id = p_tenant_id and user_id = p_user_id;
end;
$$;
comment on function public.remove_member(uuid, uuid) is
  'Caller: owner or admin (owners only over owners). Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 member_not_found, PT409 last_owner.';
revoke execute on function public.remove_member(uuid, uuid) from public, anon, authenticated;
grant execute on function public.remove_member(uuid, uuid) to authenticated;

create function public.revoke_invitation(p_tenant_id uuid, p_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_admin(p_tenant_id);
begin
  update public.tenant_invitations set revoked_at = coalesce(revoked_at, now())
  where tenant_id = p_tenant_id and id = p_id and accepted_at is null and role = any (app.grantable_roles(v_role));
  if not found then
    raise sqlstate 'PT404' using message = 'invitation_not_found';
  end if;
end;
$$;
comment on function public.revoke_invitation(uuid, uuid) is 'Caller: owner or admin. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 invitation_not_found.';
revoke execute on function public.revoke_invitation(uuid, uuid) from public, anon, authenticated;
grant execute on function public.revoke_invitation(uuid, uuid) to authenticated;

create function public.saas_list_tenants(
  p_search text default null, p_limit integer default 50, p_after_name text default null, p_after_id uuid default null
)
returns table (
  id uuid, slug text, name text, created_at timestamptz, members bigint, conversations bigint, messages_30d bigint,
  channel text, channel_state text
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  return query
    select t.id, t.slug, t.name, t.created_at,
      (select count(*) from public.tenant_members m where m.tenant_id = t.id and m.status = 'active'),
      (select count(*) from public.conversation_threads h where h.tenant_id = t.id),
      -- by conversation, because the timeline index then reads no more than these thirty days
      (select count(*) from public.conversation_threads h
        join public.conversation_messages g on g.tenant_id = h.tenant_id and g.thread_id = h.id
          and g.occurred_at >= now() - interval '30 days'
        where h.tenant_id = t.id and h.last_message_at >= now() - interval '30 days'),
      c.provider, c.connection_state
    from public.tenants t
    left join public.notification_channels c on c.tenant_id = t.id and c.is_active
    where (p_search is null or app.normalize_text(t.name) like '%' || app.normalize_text(p_search) || '%' or t.slug like '%' || lower(p_search) || '%')
      and (p_after_name is null or (t.name, t.id) > (p_after_name, coalesce(p_after_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')))
    order by t.name, t.id
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.saas_list_tenants(text, integer, text, uuid) is
  'Caller: SaaS administrators. Clinics by name with their size; pass the last row''s name and id for the next page. Errors: PT401 not_signed_in, PT403 forbidden.';
revoke execute on function public.saas_list_tenants(text, integer, text, uuid) from public, anon, authenticated;
grant execute on function public.saas_list_tenants(text, integer, text, uuid) to authenticated;

create trigger users_create_profile after insert on auth.users
  for each row execute function app.tg_users__create_profile();

create trigger users_sync_email after update of email on auth.users
  for each row when (new.email is distinct from old.email) execute function app.tg_users__sync_email();

create table public.profiles (
  id uuid primary key references auth.users (id) on delete cascade,
  full_name text not null default '',
  email text not null,
  locale text not null default 'pt-BR',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint locale_is_supported check (locale in ('pt-BR', 'en')),
  constraint full_name_is_short_text check (char_length(full_name) <= 120),
  constraint full_name_is_one_plain_line check (full_name = app.normalize_name(full_name))
);

alter table public.profiles enable row level security;

create trigger profiles_touch before update on public.profiles
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.profiles is 'A person who signs in. One row per auth user.';

-- No insert, update or delete grant on purpose: profiles and members are the classic hole for self-promotion.
revoke all on public.profiles from anon, authenticated;
grant select on public.profiles to authenticated;
grant select, insert, update, delete on public.profiles to service_role;

create table public.tenants (
  id uuid primary key default gen_random_uuid(),
  slug text not null,
  name text not null,
  cpf_cnpj text,
  time_zone text not null default 'America/Sao_Paulo',
  logo_path text,
  ignore_groups boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint tenants_slug_is_unique unique (slug),
  constraint slug_is_url_safe check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  constraint name_is_short_text check (char_length(name) between 2 and 120),
  constraint name_is_one_plain_line check (name = app.normalize_name(name)),
  constraint cpf_cnpj_is_normalised check (cpf_cnpj ~ '^([0-9]{11}|[0-9A-Z]{12}[0-9]{2})$')
);

alter table public.tenants enable row level security;

create policy select_members on public.tenants for select to authenticated
  using (id in (select app.my_tenant_ids()));

create trigger tenants_touch before update on public.tenants
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.tenants is 'A clinic. Every other tenant table carries its id.';
comment on column public.tenants.cpf_cnpj is 'Without punctuation, check digits verified by app.is_valid_cpf_cnpj; a CNPJ may have capital letters.';
comment on column public.tenants.ignore_groups is 'WhatsApp groups and status broadcasts do not become conversations.';

-- No insert, update or delete grant on purpose: profiles and members are the classic hole for self-promotion.
revoke all on public.tenants from anon, authenticated;
-- not cpf_cnpj: it may be somebody's own, and is for owners and admins (public.get_tenant)
grant select (id, slug, name, time_zone, logo_path, ignore_groups, created_at, updated_at) on public.tenants to authenticated;
grant select, insert, update, delete on public.tenants to service_role;
