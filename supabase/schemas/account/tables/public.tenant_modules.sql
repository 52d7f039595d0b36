-- What a clinic switched on or off. Without a row a module is as public.modules has it.
create table public.tenant_modules (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  module text not null references public.modules (key) on delete cascade,
  is_on boolean not null,
  changed_at timestamptz not null default now(),
  primary key (tenant_id, module)
);

alter table public.tenant_modules enable row level security;

create policy select_members on public.tenant_modules for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create index tenant_modules_module on public.tenant_modules (module);

comment on table public.tenant_modules is 'Modules that a clinic switched on or off; set_module writes and audits.';

-- No write grants: set_module decides.
revoke all on public.tenant_modules from anon, authenticated;
grant select on public.tenant_modules to authenticated;
grant select, insert, update, delete on public.tenant_modules to service_role;
