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

create trigger tenant_members_let_go before delete on public.tenant_members
  for each row execute function app.tg_tenant_members__let_go();

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
