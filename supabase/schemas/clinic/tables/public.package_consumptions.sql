-- Units that sessions took from packages, and gave back.
create table public.package_consumptions (
  tenant_id uuid not null,
  number bigint not null default nextval('app.money_numbers'),
  package_id uuid not null,
  session_id uuid not null,
  patient_id uuid not null,
  units smallint not null,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, number),
  foreign key (tenant_id, package_id) references public.session_packages (tenant_id, id) on delete cascade,
  foreign key (tenant_id, session_id) references public.sessions (tenant_id, id) on delete cascade,
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  constraint one_unit_at_a_time check (abs(units) = 1)
);

alter table public.package_consumptions enable row level security;

create policy select_desk on public.package_consumptions for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index package_consumptions_package on public.package_consumptions (tenant_id, package_id);
create index package_consumptions_session on public.package_consumptions (tenant_id, session_id);
create index package_consumptions_patient on public.package_consumptions (tenant_id, patient_id);

comment on table public.package_consumptions is '1: a session took a unit, -1: it gave it back. used of the package is the sum.';

-- No write grants: app.take_unit and app.give_unit_back alone write here.
revoke all on public.package_consumptions from anon, authenticated, service_role;
grant select on public.package_consumptions to authenticated, service_role;
