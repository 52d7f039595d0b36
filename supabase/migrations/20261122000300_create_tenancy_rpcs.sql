-- What people do with clinics and teams (A1, A2). Guards first: authenticate, authorise, validate, lock, write, return.

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
revoke execute on function app.is_valid_cpf_cnpj(text), app.normalise_cpf_cnpj(text) from public, anon, authenticated;
grant execute on function app.is_valid_cpf_cnpj(text), app.normalise_cpf_cnpj(text) to authenticated, service_role;

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

-- Creates the clinic with the given person as its owner. The slug is made from the name and made unique.
create function app.found_tenant(p_owner uuid, p_name text, p_time_zone text)
returns public.tenants
language plpgsql
set search_path = ''
as $$
declare
  v_base text := coalesce(nullif(btrim(left(regexp_replace(app.normalize_text(p_name), '[^a-z0-9]+', '-', 'g'), 40), '-'), ''), 'clinica');
  v_slug text := v_base;
  v_tenant public.tenants;
begin
  loop
    insert into public.tenants (slug, name, time_zone) values (v_slug, app.normalize_name(p_name), p_time_zone)
    on conflict (slug) do nothing returning * into v_tenant;
    exit when found;
    v_slug := v_base || '-' || encode(extensions.gen_random_bytes(3), 'hex');
  end loop;
  insert into public.tenant_members (tenant_id, user_id, role) values (v_tenant.id, p_owner, 'owner');
  return v_tenant;
end;
$$;
revoke execute on function app.found_tenant(uuid, text, text) from public, anon, authenticated;
grant execute on function app.found_tenant(uuid, text, text) to service_role;

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
create trigger users_create_profile after insert on auth.users
  for each row execute function app.tg_users__create_profile();

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
create trigger users_sync_email after update of email on auth.users
  for each row when (new.email is distinct from old.email) execute function app.tg_users__sync_email();

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

create function public.create_tenant(p_name text, p_time_zone text default 'America/Sao_Paulo')
returns public.tenants
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_user uuid := app.require_user();
  v_name text;
begin
  if (select s.single_tenant from app.settings s) then
    raise sqlstate 'PT403' using message = 'single_tenant', hint = 'Ask an administrator for an invitation.';
  end if;
  v_name := app.require_name(p_name);
  perform app.require_time_zone(p_time_zone);
  perform app.lock_person(v_user);
  if (select count(*) from public.tenant_members m where m.user_id = v_user and m.role = 'owner') >= 20 then
    raise sqlstate 'PT403' using message = 'too_many_clinics';
  end if;
  return app.found_tenant(v_user, v_name, p_time_zone);
end;
$$;
comment on function public.create_tenant(text, text) is
  'Caller: any signed-in person, who becomes the owner. Errors: PT401 not_signed_in, PT403 single_tenant, PT400 invalid_name, PT400 invalid_time_zone, PT403 too_many_clinics.';
revoke execute on function public.create_tenant(text, text) from public, anon, authenticated;
grant execute on function public.create_tenant(text, text) to authenticated;

create function public.update_my_profile(p_full_name text, p_locale text)
returns public.profiles
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_user uuid := app.require_user();
  v_name text := app.require_name(p_full_name);
  v_row public.profiles;
begin
  if p_locale is null or p_locale not in ('pt-BR', 'en') then
    raise sqlstate 'PT400' using message = 'invalid_locale';
  end if;
  update public.profiles set full_name = v_name, locale = p_locale where id = v_user returning * into v_row;
  return v_row;
end;
$$;
comment on function public.update_my_profile(text, text) is 'Caller: oneself. Errors: PT401 not_signed_in, PT400 invalid_name, PT400 invalid_locale.';
revoke execute on function public.update_my_profile(text, text) from public, anon, authenticated;
grant execute on function public.update_my_profile(text, text) to authenticated;

create function public.get_tenant(p_tenant_id uuid)
returns public.tenants
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_tenant public.tenants;
begin
  perform app.require_admin(p_tenant_id);
  select * into v_tenant from public.tenants t where t.id = p_tenant_id;
  return v_tenant;
end;
$$;
comment on function public.get_tenant(uuid) is
  'Caller: owner or admin. The clinic with its document. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

create function public.update_tenant(p_tenant_id uuid, p_name text, p_cpf_cnpj text, p_time_zone text, p_ignore_groups boolean)
returns public.tenants
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_document text := app.normalise_cpf_cnpj(p_cpf_cnpj);
  v_name text;
  v_row public.tenants;
begin
  perform app.require_admin(p_tenant_id);
  v_name := app.require_name(p_name);
  if v_document is null and p_cpf_cnpj ~ '\w' then
    raise sqlstate 'PT400' using message = 'invalid_cpf_cnpj', detail = 'The check digits do not match.';
  end if;
  perform app.require_time_zone(p_time_zone);
  update public.tenants
  set name = v_name, cpf_cnpj = v_document, time_zone = p_time_zone, ignore_groups = coalesce(p_ignore_groups, true)
  where id = p_tenant_id returning * into v_row;
  return v_row;
end;
$$;
comment on function public.update_tenant(uuid, text, text, text, boolean) is
  'Caller: owner or admin. p_cpf_cnpj may be formatted; empty clears it. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_name, PT400 invalid_cpf_cnpj, PT400 invalid_time_zone.';
revoke execute on function public.get_tenant(uuid), public.update_tenant(uuid, text, text, text, boolean) from public, anon, authenticated;
grant execute on function public.get_tenant(uuid), public.update_tenant(uuid, text, text, text, boolean) to authenticated;

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
create trigger tenant_members_keep_owner after update or delete on public.tenant_members
  for each row when (old.role = 'owner' and old.status = 'active') execute function app.tg_tenant_members__keep_owner();

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
create trigger tenant_members_revoke_invitations after update of role, status or delete on public.tenant_members
  for each row execute function app.tg_tenant_members__revoke_invitations();

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

create function app.invitation_state(p_invitation public.tenant_invitations)
returns text
language sql
stable
set search_path = ''
as $$
  select case
    when p_invitation.accepted_at is not null then 'accepted'
    when p_invitation.revoked_at is not null then 'revoked'
    when p_invitation.expires_at <= now() then 'expired'
    else 'pending'
  end;
$$;
revoke execute on function app.invitation_state(public.tenant_invitations) from public, anon, authenticated;
grant execute on function app.invitation_state(public.tenant_invitations) to service_role;

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

-- The member row of somebody the caller may manage, locked; the team is locked already. Errors: PT404 member_not_found, PT403 forbidden.
create function app.lock_manageable_member(p_tenant_id uuid, p_user_id uuid, p_caller_role text)
returns public.tenant_members
language plpgsql
set search_path = ''
as $$
declare
  v_row public.tenant_members;
begin
  select * into v_row from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = p_user_id for update;
  if not found then
    raise sqlstate 'PT404' using message = 'member_not_found';
  end if;
  if not v_row.role = any (app.grantable_roles(p_caller_role)) then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Only an owner can change another owner.';
  end if;
  return v_row;
end;
$$;
revoke execute on function app.lock_manageable_member(uuid, uuid, text) from public, anon, authenticated;
grant execute on function app.lock_manageable_member(uuid, uuid, text) to service_role;

create function public.set_member_role(p_tenant_id uuid, p_user_id uuid, p_role text)
returns public.tenant_members
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_caller_role text := app.lock_team_as_admin(p_tenant_id);
  v_row public.tenant_members;
begin
  if p_role is null or not p_role = any (app.grantable_roles('owner')) then
    raise sqlstate 'PT400' using message = 'invalid_role';
  end if;
  if not p_role = any (app.grantable_roles(v_caller_role)) then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Only an owner can make another owner.';
  end if;
  v_row := app.lock_manageable_member(p_tenant_id, p_user_id, v_caller_role);
  if v_row.role <> p_role then
    update public.tenant_members set role = p_role
    where tenant_id = p_tenant_id and user_id = p_user_id returning * into v_row;
  end if;
  return v_row;
end;
$$;
comment on function public.set_member_role(uuid, uuid, text) is
  'Caller: owner or admin (owners only for and over owners). Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_role, PT404 member_not_found, PT409 last_owner.';
revoke execute on function public.set_member_role(uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.set_member_role(uuid, uuid, text) to authenticated;

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
