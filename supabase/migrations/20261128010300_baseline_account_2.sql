-- Baseline of the domain account: everything that supabase/schemas/account held when the history began.
-- A second file, because these objects need those of another domain first.
set check_function_bodies = off;

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
revoke execute on function public.get_tenant(uuid) from public, anon, authenticated;
grant execute on function public.get_tenant(uuid) to authenticated;

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
revoke execute on function public.update_tenant(uuid, text, text, text, boolean) from public, anon, authenticated;
grant execute on function public.update_tenant(uuid, text, text, text, boolean) to authenticated;

create table app.saas_admins (
  user_id uuid primary key references public.profiles (id) on delete cascade,
  created_at timestamptz not null default now()
);

alter table app.saas_admins enable row level security;

create policy select_nobody on app.saas_admins for select to authenticated using (false);

comment on table app.saas_admins is 'People who run the service itself (/saas). Written by operators of the service only.';

create table public.tenant_invitations (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  email text not null,
  role text not null,
  token_hash bytea not null,
  expires_at timestamptz not null default now() + interval '7 days',
  accepted_at timestamptz,
  accepted_by uuid references public.profiles (id) on delete set null,
  revoked_at timestamptz,
  created_by uuid references public.profiles (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint invitation_token_is_unique unique (token_hash),
  constraint email_is_one_address check (app.is_email(email)),
  constraint role_is_known check (role in ('owner', 'admin', 'supervisor', 'therapist', 'operator'))
);

alter table public.tenant_invitations enable row level security;

create unique index tenant_invitations_one_pending on public.tenant_invitations (tenant_id, email)
  where accepted_at is null and revoked_at is null;
create index tenant_invitations_accepted_by on public.tenant_invitations (accepted_by);
create index tenant_invitations_created_by on public.tenant_invitations (created_by);

create policy select_admins on public.tenant_invitations for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin'])));

comment on column public.tenant_invitations.token_hash is 'SHA-256 of the token in the link; the token itself is shown once and never stored.';

-- No insert, update or delete grant on purpose: profiles and members are the classic hole for self-promotion.
revoke all on public.tenant_invitations from anon, authenticated;
grant select (tenant_id, id, email, role, expires_at, accepted_at, accepted_by, revoked_at, created_by, created_at) on public.tenant_invitations to authenticated;
grant select, insert, update, delete on public.tenant_invitations to service_role;

create table public.tenant_members (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  user_id uuid not null references public.profiles (id) on delete cascade,
  role text not null,
  status text not null default 'active',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, user_id),
  constraint role_is_known check (role in ('owner', 'admin', 'supervisor', 'therapist', 'operator')),
  constraint status_is_known check (status in ('active', 'disabled'))
);

alter table public.tenant_members enable row level security;

create index tenant_members_user on public.tenant_members (user_id, tenant_id) include (role, status);

create policy select_members on public.tenant_members for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger tenant_members_touch before update on public.tenant_members
  for each row execute function app.tg_any__touch_updated_at();

create trigger tenant_members_keep_owner after update or delete on public.tenant_members
  for each row when (old.role = 'owner' and old.status = 'active') execute function app.tg_tenant_members__keep_owner();

create trigger tenant_members_revoke_invitations after update of role, status or delete on public.tenant_members
  for each row execute function app.tg_tenant_members__revoke_invitations();

create trigger tenant_members_broadcast after update of role, status or delete on public.tenant_members
  for each row execute function app.tg_tenant_members__broadcast();

-- No insert, update or delete grant on purpose: profiles and members are the classic hole for self-promotion.
revoke all on public.tenant_members from anon, authenticated;
grant select on public.tenant_members to authenticated;
grant select, insert, update, delete on public.tenant_members to service_role;

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

create policy select_self_and_colleagues on public.profiles for select to authenticated
  using (
    id = (select auth.uid())
    or id in (select m.user_id from public.tenant_members m where m.tenant_id in (select app.my_tenant_ids()))
  );
