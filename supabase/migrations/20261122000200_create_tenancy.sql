-- Who may do what (A1, A2): clinics, their members and roles, invitations, SaaS administrators.
-- Every write goes through a function of the next migration; clients hold SELECT only.

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
comment on table public.tenants is 'A clinic. Every other tenant table carries its id.';
comment on column public.tenants.cpf_cnpj is 'Without punctuation, check digits verified by app.is_valid_cpf_cnpj; a CNPJ may have capital letters.';
comment on column public.tenants.ignore_groups is 'WhatsApp groups and status broadcasts do not become conversations.';

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
comment on table public.profiles is 'A person who signs in. One row per auth user.';

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
create index tenant_members_user on public.tenant_members (user_id, tenant_id) include (role, status);

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
create unique index tenant_invitations_one_pending on public.tenant_invitations (tenant_id, email)
  where accepted_at is null and revoked_at is null;
create index tenant_invitations_accepted_by on public.tenant_invitations (accepted_by);
create index tenant_invitations_created_by on public.tenant_invitations (created_by);
comment on column public.tenant_invitations.token_hash is 'SHA-256 of the token in the link; the token itself is shown once and never stored.';

create table app.saas_admins (
  user_id uuid primary key references public.profiles (id) on delete cascade,
  created_at timestamptz not null default now()
);
comment on table app.saas_admins is 'People who run the service itself (/saas). Written by operators of the service only.';

create trigger tenants_touch before update on public.tenants
  for each row execute function app.tg_any__touch_updated_at();
create trigger profiles_touch before update on public.profiles
  for each row execute function app.tg_any__touch_updated_at();
create trigger tenant_members_touch before update on public.tenant_members
  for each row execute function app.tg_any__touch_updated_at();

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

create function app.is_saas_admin()
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (select from app.saas_admins a where a.user_id = auth.uid());
$$;

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

create function app.require_admin(p_tenant_id uuid)
returns text
language sql
stable
set search_path = ''
as $$
  select app.require_member(p_tenant_id, array['owner', 'admin']);
$$;

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

revoke execute on function app.my_tenant_ids(), app.my_tenant_ids_as(text[]), app.is_saas_admin(), app.require_user(),
  app.require_member(uuid, text[]), app.require_admin(uuid), app.require_saas_admin() from public, anon, authenticated;
grant execute on function app.my_tenant_ids(), app.my_tenant_ids_as(text[]), app.is_saas_admin(), app.require_user(),
  app.require_member(uuid, text[]), app.require_admin(uuid), app.require_saas_admin() to authenticated, service_role;

alter table public.tenants enable row level security;
alter table public.profiles enable row level security;
alter table public.tenant_members enable row level security;
alter table public.tenant_invitations enable row level security;
alter table app.saas_admins enable row level security;

create policy select_members on public.tenants for select to authenticated
  using (id in (select app.my_tenant_ids()));
create policy select_self_and_colleagues on public.profiles for select to authenticated
  using (
    id = (select auth.uid())
    or id in (select m.user_id from public.tenant_members m where m.tenant_id in (select app.my_tenant_ids()))
  );
create policy select_members on public.tenant_members for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));
create policy select_admins on public.tenant_invitations for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin'])));
create policy select_nobody on app.saas_admins for select to authenticated using (false);

-- No insert, update or delete grant on purpose: profiles and members are the classic hole for self-promotion.
revoke all on public.tenants, public.profiles, public.tenant_members, public.tenant_invitations from anon, authenticated;
grant select on public.profiles, public.tenant_members to authenticated;
-- not cpf_cnpj: it may be somebody's own, and is for owners and admins (public.get_tenant)
grant select (id, slug, name, time_zone, logo_path, ignore_groups, created_at, updated_at) on public.tenants to authenticated;
grant select (tenant_id, id, email, role, expires_at, accepted_at, accepted_by, revoked_at, created_by, created_at)
  on public.tenant_invitations to authenticated;
grant select, insert, update, delete on public.tenants, public.profiles, public.tenant_members, public.tenant_invitations to service_role;
