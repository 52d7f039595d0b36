create table public.session_packages (
  tenant_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  payer_id uuid not null,
  session_type_id uuid,
  therapist_id uuid,
  sessions smallint not null,
  used smallint not null default 0,
  price_cents integer not null,
  starts_on date not null,
  expires_on date,
  missed_consumes boolean not null default true,
  late_cancel_consumes boolean not null default true,
  excused_consumes boolean not null default false,
  charge_id uuid,
  ended_at timestamptz,
  note text,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  foreign key (tenant_id, payer_id) references public.payers (tenant_id, id) on delete cascade,
  foreign key (tenant_id, session_type_id) references public.session_types (tenant_id, id) on delete cascade,
  foreign key (tenant_id, charge_id) references public.money_charges (tenant_id, id) on delete cascade,
  constraint package_has_sessions check (sessions between 1 and 200),
  constraint no_more_than_the_package_has check (used between 0 and sessions),
  constraint package_price_is_not_negative check (price_cents between 0 and 100000000),
  constraint package_expires_after_it_begins check (expires_on >= starts_on),
  constraint package_note_fits check (char_length(note) between 1 and 300)
);

alter table public.session_packages enable row level security;

create policy select_desk on public.session_packages for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index session_packages_patient on public.session_packages (tenant_id, patient_id);
create index session_packages_payer on public.session_packages (tenant_id, payer_id);
create index session_packages_type on public.session_packages (tenant_id, session_type_id) where session_type_id is not null;
create index session_packages_charge on public.session_packages (tenant_id, charge_id) where charge_id is not null;

create trigger session_packages_touch before update on public.session_packages
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.session_packages is 'Sessions that are paid together. A session takes its unit with the booking and gives it back when it is cancelled in time.';
comment on column public.session_packages.used is 'Units that sessions hold: the sum of package_consumptions.';
comment on column public.session_packages.session_type_id is 'Null: any type. therapist_id, null: any therapist.';

-- No write grants: save_session_package and end_session_package decide.
revoke all on public.session_packages from anon, authenticated;
grant select on public.session_packages to authenticated;
grant select, insert, update, delete on public.session_packages to service_role;
