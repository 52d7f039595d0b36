create table public.second_factor_rules (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  role text not null,
  required_from timestamptz not null default now(),
  primary key (tenant_id, role),
  constraint role_is_known check (role in ('owner', 'admin', 'supervisor', 'therapist', 'operator'))
);

alter table public.second_factor_rules enable row level security;

create policy select_members on public.second_factor_rules for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.second_factor_rules is 'Roles of a clinic that come in with a second factor only, and from when on. Written by save_second_factor_rules.';

revoke all on public.second_factor_rules from anon, authenticated;
grant select on public.second_factor_rules to authenticated;
grant select, insert, update, delete on public.second_factor_rules to service_role;
