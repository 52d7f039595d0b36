-- How a participant of a session is charged, and why.
create table public.session_bills (
  tenant_id uuid not null,
  session_id uuid not null,
  patient_id uuid not null,
  therapist_id uuid not null,
  session_type_id uuid not null,
  day date not null,
  status text not null references public.session_statuses (key) on delete restrict,
  session_price_cents integer,
  price_cents integer,
  price_source text not null,
  plan text not null,
  package_id uuid,
  holds_unit boolean not null default false,
  monthly_fee_id uuid,
  share_percent smallint not null,
  is_late boolean not null default false,
  override_percent smallint,
  override_reason text,
  override_by uuid,
  override_at timestamptz,
  charge_id uuid,
  makeup_of uuid,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, session_id, patient_id),
  foreign key (tenant_id, session_id, patient_id) references public.session_patients (tenant_id, session_id, patient_id)
    on update cascade on delete cascade,
  foreign key (tenant_id, package_id) references public.session_packages (tenant_id, id) on delete cascade,
  foreign key (tenant_id, monthly_fee_id) references public.monthly_fees (tenant_id, id) on delete cascade,
  foreign key (tenant_id, charge_id) references public.money_charges (tenant_id, id) on delete cascade,
  foreign key (tenant_id, makeup_of) references public.sessions (tenant_id, id) on delete cascade,
  constraint price_source_is_known check (price_source in ('session', 'patient', 'therapist', 'type', 'none')),
  constraint plan_is_known check (plan in ('single', 'package', 'monthly_fee', 'shared')),
  constraint unit_is_of_a_package check (not holds_unit or package_id is not null),
  constraint bill_share_is_a_percent check (
    least(share_percent, override_percent) >= 0 and greatest(share_percent, override_percent) <= 100),
  constraint override_is_whole check (
    (override_percent is null) = (override_reason is null) and (override_percent is null) = (override_at is null)),
  constraint override_reason_fits check (char_length(override_reason) between 1 and 200)
);

alter table public.session_bills enable row level security;

create policy select_desk on public.session_bills for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index session_bills_patient on public.session_bills (tenant_id, patient_id, day);
create index session_bills_package on public.session_bills (tenant_id, package_id) where package_id is not null;
create index session_bills_fee on public.session_bills (tenant_id, monthly_fee_id) where monthly_fee_id is not null;
create index session_bills_charge on public.session_bills (tenant_id, charge_id) where charge_id is not null;
-- a miss is made up once
create unique index session_bills_makeup on public.session_bills (tenant_id, makeup_of, patient_id) where makeup_of is not null;
create index session_bills_status on public.session_bills (status);

create trigger session_bills_touch before update on public.session_bills
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.session_bills is 'Of each participant: the price and where it comes from, what covers it, the share that is charged, and the charge in force.';
comment on column public.session_bills.session_price_cents is 'What the session itself said when it was billed last: a difference is a price that somebody typed.';
comment on column public.session_bills.share_percent is 'By the absence policy in force when it happened; override_percent comes before it.';
comment on column public.session_bills.plan is 'shared: another participant''s charge is for everybody of the session.';
comment on column public.session_bills.makeup_of is 'The missed session that this one makes up for: it costs nothing more.';
comment on column public.session_bills.charge_id is 'The charge in force, if there is one.';

-- No write grants: app.bill_session alone writes here.
revoke all on public.session_bills from anon, authenticated;
grant select on public.session_bills to authenticated;
grant select, insert, update, delete on public.session_bills to service_role;
