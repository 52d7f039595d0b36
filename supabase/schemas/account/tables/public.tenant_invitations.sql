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
  constraint invitation_token_is_unique unique (tenant_id, token_hash),
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
