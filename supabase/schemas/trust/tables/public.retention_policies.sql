-- How long a clinic keeps what it may remove; without a row it keeps it.
create table public.retention_policies (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  target text not null references app.retention_targets (key) on delete restrict,
  days integer not null,
  is_on boolean not null default false,
  last_run_at timestamptz,
  last_rows integer,
  updated_by uuid not null,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, target),
  constraint days_are_sane check (days between 1 and 36500)
);

alter table public.retention_policies enable row level security;

create index retention_policies_target on public.retention_policies (target);

create policy select_admins on public.retention_policies for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin'])));

create trigger retention_policies_touch before update on public.retention_policies
  for each row execute function app.tg_any__touch_updated_at();

-- No write grants: save_retention_policy and the daily job decide.
revoke all on public.retention_policies from anon, authenticated;
grant select on public.retention_policies to authenticated;
grant select, insert, update, delete on public.retention_policies to service_role;
